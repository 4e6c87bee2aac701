using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TorchSharp.Native;

// Operator calls with typed results.
internal static unsafe class Call
{
    private const int StackScratch = 512;

    [SkipLocalsInit]
    private static int Invoke(Op op, ReadOnlySpan<Arg> args, Span<Val> results)
    {
        int scratchSize = 0;
        foreach (ref readonly Arg arg in args) scratchSize += arg.ScratchSize;
        byte* stack = stackalloc byte[StackScratch];
        byte* scratch = scratchSize <= StackScratch ? stack : (byte*)NativeMemory.Alloc((nuint)scratchSize);
        byte* cursor = scratch;
        Val* values = stackalloc Val[args.Length];
        for (int i = 0; i < args.Length; i++) args[i].Write(ref values[i], ref cursor);
        int count = 0;
        int code;
        fixed (Val* rets = results) code = NativeMethods.rt_call(op.Handle, values, args.Length, rets, results.Length, &count);
        if (scratch != stack) NativeMemory.Free(scratch);
        foreach (ref readonly Arg arg in args) GC.KeepAlive(arg.Object);
        if (code != 0) throw NativeMethods.LastError();
        return count;
    }

    internal static torch.Tensor Tensor(Op op, params ReadOnlySpan<Arg> args)
    {
        Unsafe.SkipInit(out Val result);
        Invoke(op, args, new Span<Val>(ref result));
        return Wrap(op, result);
    }

    // In-place operators hand back their own first argument: the native reference is dropped and the managed object kept.
    internal static torch.Tensor InPlace(torch.Tensor self, Op op, params ReadOnlySpan<Arg> args)
    {
        Unsafe.SkipInit(out Val result);
        Invoke(op, args, new Span<Val>(ref result));
        NativeMethods.rt_release(result.Pointer);
        return self;
    }

    internal static (torch.Tensor, torch.Tensor) Tensors2(Op op, params ReadOnlySpan<Arg> args)
    {
        Span<Val> results = stackalloc Val[2];
        Invoke(op, args, results);
        return (Wrap(op, results[0]), Wrap(op, results[1]));
    }

    internal static (torch.Tensor, torch.Tensor, torch.Tensor) Tensors3(Op op, params ReadOnlySpan<Arg> args)
    {
        Span<Val> results = stackalloc Val[3];
        Invoke(op, args, results);
        return (Wrap(op, results[0]), Wrap(op, results[1]), Wrap(op, results[2]));
    }

    internal static (torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor) Tensors4(Op op, params ReadOnlySpan<Arg> args)
    {
        Span<Val> results = stackalloc Val[4];
        Invoke(op, args, results);
        return (Wrap(op, results[0]), Wrap(op, results[1]), Wrap(op, results[2]), Wrap(op, results[3]));
    }

    internal static torch.Tensor[] List(Op op, params ReadOnlySpan<Arg> args)
    {
        Unsafe.SkipInit(out Val result);
        Invoke(op, args, new Span<Val>(ref result));
        if (result.Tag != Tag.TensorList) throw new ExternalException(op.Name + " does not return a list of tensors");
        var tensors = new torch.Tensor[result.Count];
        for (int i = 0; i < tensors.Length; i++) tensors[i] = new torch.Tensor(((nint*)result.Pointer)[i]);
        NativeMethods.rt_free(result.Pointer);
        return tensors;
    }

    internal static void Run(Op op, params ReadOnlySpan<Arg> args) => Invoke(op, args, default);

    internal static bool Bool(Op op, params ReadOnlySpan<Arg> args) => Number(op, args).Int != 0;

    internal static Val Number(Op op, params ReadOnlySpan<Arg> args)
    {
        Unsafe.SkipInit(out Val result);
        Invoke(op, args, new Span<Val>(ref result));
        return result;
    }

    private static torch.Tensor Wrap(Op op, in Val val)
    {
        if (val.Tag != Tag.Tensor) return val.Tag == Tag.None ? null! : throw new ExternalException(op.Name + " does not return a tensor");
        return new torch.Tensor(val.Pointer, val.Count);
    }
}
