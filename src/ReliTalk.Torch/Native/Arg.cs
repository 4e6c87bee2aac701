using System.Runtime.CompilerServices;

namespace TorchSharp.Native;

// One argument of an operator call, before it is laid out for the bridge.
internal readonly struct Arg
{
    internal readonly object? Object;
    internal readonly long Bits;
    internal readonly Tag Tag;

    private Arg(Tag tag, long bits, object? o = null)
    {
        Tag = tag;
        Bits = bits;
        Object = o;
    }

    internal static Arg None => default;

    public static implicit operator Arg(torch.Tensor? t) => t is null ? default : new(Tag.Tensor, t.Handle, t);
    public static implicit operator Arg(long v) => new(Tag.Int, v);
    public static implicit operator Arg(int v) => new(Tag.Int, v);
    public static implicit operator Arg(double v) => new(Tag.Double, BitConverter.DoubleToInt64Bits(v));
    public static implicit operator Arg(float v) => new(Tag.Double, BitConverter.DoubleToInt64Bits(v));
    public static implicit operator Arg(bool v) => new(Tag.Bool, v ? 1 : 0);
    public static implicit operator Arg(long? v) => v is { } x ? new(Tag.Int, x) : default;
    public static implicit operator Arg(double? v) => v is { } x ? x : default(Arg);
    public static implicit operator Arg(bool? v) => v is { } x ? x : default(Arg);
    public static implicit operator Arg(string? v) => v is null ? default : new(Tag.String, 0, v);
    public static implicit operator Arg(long[]? v) => v is null ? default : new(Tag.IntList, v.Length, v);
    public static implicit operator Arg(double[]? v) => v is null ? default : new(Tag.DoubleList, v.Length, v);
    public static implicit operator Arg(bool[]? v) => v is null ? default : new(Tag.BoolList, v.Length, v);
    public static implicit operator Arg(torch.Tensor?[] v) => new(Tag.TensorList, v.Length, v);
    public static implicit operator Arg(torch.ScalarType v) => new(Tag.Int, (int)v);
    public static implicit operator Arg(torch.ScalarType? v) => v is { } x ? new(Tag.Int, (int)x) : default;
    public static implicit operator Arg(torch.Device? v) => v is null ? default : new(Tag.Device, ((long)v.type << 32) | (uint)v.index);
    public static implicit operator Arg(torch.Generator? v) => v is null ? default : new(Tag.Generator, v.Handle, v);
    public static implicit operator Arg(Scalar? v) => v is null ? default : v.ToArg();

    internal static Arg Complex(double[] pair) => new(Tag.Complex, 2, pair);

    // Bytes of scratch this argument needs beside its 16-byte slot.
    internal int ScratchSize
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Tag switch
        {
            Tag.IntList or Tag.DoubleList or Tag.TensorList or Tag.OptionalTensorList => checked((int)Bits * 8),
            Tag.Complex => 16,
            Tag.BoolList => ((int)Bits + 7) & ~7,
            Tag.String => (System.Text.Encoding.UTF8.GetByteCount((string)Object!) + 7) & ~7,
            _ => 0,
        };
    }

    internal unsafe void Write(ref Val val, ref byte* scratch)
    {
        val.Tag = Tag;
        switch (Tag)
        {
            case Tag.IntList:
                ((long[])Object!).CopyTo(new Span<long>(scratch, (int)Bits));
                break;
            case Tag.DoubleList or Tag.Complex:
                ((double[])Object!).CopyTo(new Span<double>(scratch, (int)Bits));
                break;
            case Tag.BoolList:
                ((bool[])Object!).CopyTo(new Span<bool>(scratch, (int)Bits));
                break;
            case Tag.TensorList:
                var tensors = (torch.Tensor?[])Object!;
                for (int i = 0; i < tensors.Length; i++) ((nint*)scratch)[i] = tensors[i]?.Handle ?? 0;
                break;
            case Tag.String:
                val.Count = System.Text.Encoding.UTF8.GetBytes((string)Object!, new Span<byte>(scratch, ScratchSize));
                val.Pointer = (nint)scratch;
                scratch += ScratchSize;
                return;
            case Tag.Device:
                val.Count = (int)Bits;
                val.Int = Bits >> 32;
                return;
            default:
                val.Int = Bits;
                return;
        }
        val.Count = (int)Bits;
        val.Pointer = (nint)scratch;
        scratch += ScratchSize;
    }
}
