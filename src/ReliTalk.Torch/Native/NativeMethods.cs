using System.Reflection;
using System.Runtime.InteropServices;

namespace TorchSharp.Native;

// The C entry points of librelitalk_torch.so.
internal static unsafe partial class NativeMethods
{
    private const string Library = "relitalk_torch";

    static NativeMethods()
    {
        PrepareProcess();
        try
        {
            NativeLibrary.Load(Library, Assembly.GetExecutingAssembly(), null);
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
        {
            throw new NotSupportedException(
                "The tensor library could not be loaded. It needs libtorch on this machine (Debian: apt install libtorch-dev) and librelitalk_torch.so beside the application. "
                + e.Message, e);
        }
    }

    // libtorch, OpenBLAS and OpenMP read the C environment once, while they load; .NET's own SetEnvironmentVariable does not reach it.
    // overwrite = 0: what the user has set wins. Passive waiting: spinning barriers collapse as soon as anything else wants the processor.
    private static void PrepareProcess()
    {
        if (!OperatingSystem.IsLinux()) return;
        setenv("OMP_WAIT_POLICY", "PASSIVE", 0);
        setenv("OPENBLAS_NUM_THREADS", "1", 0);
        try
        {
            // Activations of a few MiB come and go with every step; glibc's defaults map and unmap each of them, and the page faults cost up to half the time.
            mallopt(MmapThreshold, 1 << 30);
            mallopt(TrimThreshold, int.MaxValue);
        }
        catch (EntryPointNotFoundException)
        {
            // Another C library: the allocator stays as it is.
        }
    }

    private const int TrimThreshold = -1;
    private const int MmapThreshold = -3;

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int setenv(string name, string value, int overwrite);

    [LibraryImport("libc")]
    private static partial int mallopt(int parameter, int value);

    [LibraryImport(Library)] internal static partial byte* rt_last_error();
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)] internal static partial nint rt_op(string name, string overload);
    [LibraryImport(Library)] internal static partial int rt_call(nint op, Val* args, int n, Val* rets, int capacity, int* count);
    [LibraryImport(Library)] internal static partial void rt_free(nint p);
    [LibraryImport(Library)] internal static partial void rt_retain(nint t);
    [LibraryImport(Library)] internal static partial void rt_release(nint t);
    [LibraryImport(Library)] internal static partial long rt_use_count(nint t);
    [LibraryImport(Library)] internal static partial int rt_dim(nint t);
    [LibraryImport(Library)] internal static partial long rt_numel(nint t);
    [LibraryImport(Library)] internal static partial int rt_dtype(nint t);
    [LibraryImport(Library)] internal static partial long rt_element_size(nint t);
    [LibraryImport(Library)] internal static partial void rt_sizes(nint t, long* sizes);
    [LibraryImport(Library)] internal static partial void rt_strides(nint t, long* strides);
    [LibraryImport(Library)] internal static partial long rt_storage_offset(nint t);
    [LibraryImport(Library)] internal static partial int rt_is_contiguous(nint t);
    [LibraryImport(Library)] internal static partial int rt_device_type(nint t);
    [LibraryImport(Library)] internal static partial int rt_device_index(nint t);
    [LibraryImport(Library)] internal static partial int rt_requires_grad(nint t);
    [LibraryImport(Library)] internal static partial int rt_set_requires_grad(nint t, int on);
    [LibraryImport(Library)] internal static partial int rt_is_leaf(nint t);
    [LibraryImport(Library)] internal static partial int rt_is_conj(nint t);
    [LibraryImport(Library)] internal static partial int rt_is_neg(nint t);
    [LibraryImport(Library)] internal static partial int rt_retain_grad(nint t);
    [LibraryImport(Library)] internal static partial nint rt_grad(nint t);
    [LibraryImport(Library)] internal static partial int rt_set_grad(nint t, nint grad);
    [LibraryImport(Library)] internal static partial int rt_set_data(nint t, nint data);
    [LibraryImport(Library)] internal static partial int rt_data(nint t, void** data);
    [LibraryImport(Library)] internal static partial int rt_from_blob(void* data, long* sizes, int dims, int dtype, delegate* unmanaged<nint, void> deleter, nint context, nint* result);
    [LibraryImport(Library)] internal static partial int rt_backward(nint* roots, int n, nint* gradients, int gradientCount, int retain, int create, nint* inputs, int inputCount);
    [LibraryImport(Library)]
    internal static partial int rt_grad_of(nint* outputs, int n, nint* inputs, int inputCount, nint* gradients, int gradientCount, int retain, int create, int allowUnused, nint* result);
    [LibraryImport(Library)] internal static partial int rt_grad_enabled();
    [LibraryImport(Library)] internal static partial void rt_set_grad_enabled(int on);
    [LibraryImport(Library)] internal static partial int rt_inference_enabled();
    [LibraryImport(Library)] internal static partial nint rt_inference_enter(int on);
    [LibraryImport(Library)] internal static partial void rt_inference_leave(nint guard);
    [LibraryImport(Library)] internal static partial int rt_anomaly(int* checkNan);
    [LibraryImport(Library)] internal static partial void rt_set_anomaly(int on, int checkNan);
    [LibraryImport(Library)] internal static partial nint rt_default_generator(int deviceType, int deviceIndex);
    [LibraryImport(Library)] internal static partial nint rt_new_generator(ulong seed);
    [LibraryImport(Library)] internal static partial void rt_free_generator(nint g);
    [LibraryImport(Library)] internal static partial int rt_generator_seed(nint g, ulong seed);
    [LibraryImport(Library)] internal static partial ulong rt_generator_random_seed(nint g);
    [LibraryImport(Library)] internal static partial ulong rt_generator_current_seed(nint g);
    [LibraryImport(Library)] internal static partial int rt_generator_state(nint g, nint* result);
    [LibraryImport(Library)] internal static partial int rt_generator_set_state(nint g, nint state);
    [LibraryImport(Library)] internal static partial int rt_manual_seed(ulong seed);
    [LibraryImport(Library)] internal static partial int rt_get_threads();
    [LibraryImport(Library)] internal static partial int rt_set_threads(int n);
    [LibraryImport(Library)] internal static partial int rt_get_interop_threads();
    [LibraryImport(Library)] internal static partial int rt_set_interop_threads(int n);
    [LibraryImport(Library)] internal static partial int rt_cuda_available();
    [LibraryImport(Library)] internal static partial int rt_cuda_devices();
    [LibraryImport(Library)] internal static partial int rt_cudnn_available();
    [LibraryImport(Library)] internal static partial int rt_cuda_synchronize(int index);
    [LibraryImport(Library)] internal static partial byte* rt_version();

    // TorchSharp reports native errors with this exception type, so both backends are caught alike.
    internal static void Check(int code)
    {
        if (code != 0) throw LastError();
    }

    internal static ExternalException LastError() => new(Marshal.PtrToStringUTF8((nint)rt_last_error()) ?? "unknown native error");
}
