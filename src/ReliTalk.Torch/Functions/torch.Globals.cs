using System.Runtime.InteropServices;
using TorchSharp.Native;

namespace TorchSharp;

/// <summary>The functions of PyTorch's top-level namespace.</summary>
public static unsafe partial class torch
{
    private static ScalarType s_defaultType = ScalarType.Float32;
    private static Device s_defaultDevice = new(DeviceType.CPU);

    /// <summary>The processor.</summary>
    public static readonly Device CPU = new(DeviceType.CPU);

    /// <summary>Shapes without elements.</summary>
    public static readonly Device META = new(DeviceType.META);

    /// <summary>The current graphics card.</summary>
    public static Device CUDA { get; } = new(DeviceType.CUDA);

    /// <summary>The version of libtorch.</summary>
    public static string __version__ => Marshal.PtrToStringUTF8((nint)NativeMethods.rt_version()) ?? "";

    /// <summary>The innermost open dispose scope of the calling thread.</summary>
    public static DisposeScope? CurrentDisposeScope => DisposeScopeManager.Current.Top;

    /// <summary>The element type <see cref="ScalarType.Bool"/>.</summary>
    public static readonly ScalarType @bool = ScalarType.Bool;

    /// <summary>The element type <see cref="ScalarType.Byte"/>.</summary>
    public static readonly ScalarType uint8 = ScalarType.Byte;

    /// <summary>The element type <see cref="ScalarType.Int8"/>.</summary>
    public static readonly ScalarType int8 = ScalarType.Int8;

    /// <summary>The element type <see cref="ScalarType.Int16"/>.</summary>
    public static readonly ScalarType int16 = ScalarType.Int16;

    /// <summary>The element type <see cref="ScalarType.Int32"/>.</summary>
    public static readonly ScalarType int32 = ScalarType.Int32;

    /// <summary>The element type <see cref="ScalarType.Int64"/>.</summary>
    public static readonly ScalarType int64 = ScalarType.Int64;

    /// <summary>The element type <see cref="ScalarType.BFloat16"/>.</summary>
    public static readonly ScalarType bfloat16 = ScalarType.BFloat16;

    /// <summary>The element type <see cref="ScalarType.Float16"/>.</summary>
    public static readonly ScalarType float16 = ScalarType.Float16;

    /// <summary>The element type <see cref="ScalarType.Float32"/>.</summary>
    public static readonly ScalarType float32 = ScalarType.Float32;

    /// <summary>The element type <see cref="ScalarType.Float64"/>.</summary>
    public static readonly ScalarType float64 = ScalarType.Float64;

    /// <summary>The element type <see cref="ScalarType.ComplexFloat32"/>.</summary>
    public static readonly ScalarType complex64 = ScalarType.ComplexFloat32;

    /// <summary>The element type <see cref="ScalarType.ComplexFloat64"/>.</summary>
    public static readonly ScalarType complex128 = ScalarType.ComplexFloat64;

    /// <summary>The element type <see cref="ScalarType.Int16"/>.</summary>
    public static readonly ScalarType @short = ScalarType.Int16;

    /// <summary>The element type <see cref="ScalarType.Int32"/>.</summary>
    public static readonly ScalarType @int = ScalarType.Int32;

    /// <summary>The element type <see cref="ScalarType.Int64"/>.</summary>
    public static readonly ScalarType @long = ScalarType.Int64;

    /// <summary>The element type <see cref="ScalarType.Float16"/>.</summary>
    public static readonly ScalarType half = ScalarType.Float16;

    /// <summary>The element type <see cref="ScalarType.Float32"/>.</summary>
    public static readonly ScalarType @float = ScalarType.Float32;

    /// <summary>The element type <see cref="ScalarType.Float64"/>.</summary>
    public static readonly ScalarType @double = ScalarType.Float64;

    /// <summary>The element type <see cref="ScalarType.ComplexFloat32"/>.</summary>
    public static readonly ScalarType cfloat = ScalarType.ComplexFloat32;

    /// <summary>The element type <see cref="ScalarType.ComplexFloat64"/>.</summary>
    public static readonly ScalarType cdouble = ScalarType.ComplexFloat64;

    /// <summary>Opens a dispose scope: tensors created from now on by this thread belong to it until it is disposed.</summary>
    /// <returns>The scope.</returns>
    public static DisposeScope NewDisposeScope() => DisposeScopeManager.Open();

    /// <summary>Computes a tensor in a scope of its own; only the result survives, in the scope around.</summary>
    /// <param name="expr">The computation.</param>
    /// <returns>Its result.</returns>
    public static Tensor WrappedTensorDisposeScope(Func<Tensor> expr)
    {
        using DisposeScope scope = NewDisposeScope();
        return expr().MoveToOuterDisposeScope();
    }

    /// <summary>Parses a device.</summary>
    /// <param name="description">"cpu", "cuda" or "cuda:1".</param>
    /// <returns>The device.</returns>
    public static Device device(string description) => new(description);

    /// <summary>A device of a named kind.</summary>
    /// <param name="deviceType">"cpu", "cuda", "mps" or "meta".</param>
    /// <param name="index">Its number; -1 is the current one.</param>
    /// <returns>The device.</returns>
    public static Device device(string deviceType, int index = -1) => new(deviceType, index);

    /// <summary>A device of a kind.</summary>
    /// <param name="deviceType">The kind.</param>
    /// <param name="index">Its number; -1 is the current one.</param>
    /// <returns>The device.</returns>
    public static Device device(DeviceType deviceType, int index = -1) => new(deviceType, index);

    /// <summary>A graphics card.</summary>
    /// <param name="index">Its number.</param>
    /// <returns>The device.</returns>
    public static Device device(int index) => new(index);

    /// <summary>The floating-point type of tensors made without one.</summary>
    /// <param name="dtype">A floating-point type.</param>
    public static void set_default_dtype(ScalarType dtype)
    {
        if (!is_floating_point(dtype)) throw new ArgumentException($"The default type is a floating-point type, {dtype} is none.", nameof(dtype));
        s_defaultType = dtype;
    }

    /// <summary>The floating-point type of tensors made without one.</summary>
    /// <returns>Float32 unless changed.</returns>
    public static ScalarType get_default_dtype() => s_defaultType;

    /// <summary>The device of tensors made from data without one.</summary>
    /// <returns>The processor unless changed.</returns>
    public static Device get_default_device() => s_defaultDevice;

    /// <summary>Sets the device of tensors made from data without one.</summary>
    /// <param name="device">The device.</param>
    public static void set_default_device(Device device) => s_defaultDevice = device;

    /// <summary>The number of threads one operator uses.</summary>
    /// <returns>One or more.</returns>
    public static int get_num_threads() => NativeMethods.rt_get_threads();

    /// <summary>Sets the number of threads one operator uses.</summary>
    /// <param name="num">One or more.</param>
    public static void set_num_threads(int num) => NativeMethods.Check(NativeMethods.rt_set_threads(num));

    /// <summary>The number of threads for operators side by side.</summary>
    /// <returns>One or more.</returns>
    public static int get_num_interop_threads() => NativeMethods.rt_get_interop_threads();

    /// <summary>Sets the number of threads for operators side by side; only before the first of them ran.</summary>
    /// <param name="num">One or more.</param>
    public static void set_num_interop_threads(int num) => NativeMethods.Check(NativeMethods.rt_set_interop_threads(num));

    /// <summary>Seeds the random numbers of every device.</summary>
    /// <param name="seed">The seed.</param>
    /// <returns>The processor's generator.</returns>
    public static Generator manual_seed(long seed) => random.manual_seed(seed);

    /// <summary>Makes no graph while the result lives.</summary>
    /// <returns>Restores the mode when disposed.</returns>
    public static IDisposable no_grad() => new GradientMode(false);

    /// <summary>Makes graphs, or none, while the result lives.</summary>
    /// <param name="enabled">Whether to.</param>
    /// <returns>Restores the mode when disposed.</returns>
    public static IDisposable enable_grad(bool enabled = true) => new GradientMode(enabled);

    /// <summary>Makes graphs, or none, from now on.</summary>
    /// <param name="mode">Whether to.</param>
    /// <returns>Restores the mode when disposed.</returns>
    public static IDisposable set_grad_enabled(bool mode = true) => new GradientMode(mode);

    /// <summary>Whether graphs are made.</summary>
    /// <returns>True when they are.</returns>
    public static bool is_grad_enabled() => NativeMethods.rt_grad_enabled() != 0;

    /// <summary>Makes no graph and keeps no books while the result lives; its tensors never take part in a graph.</summary>
    /// <param name="mode">Whether to.</param>
    /// <returns>Restores the mode when disposed.</returns>
    public static IDisposable inference_mode(bool mode = true) => new InferenceMode(mode);

    /// <summary>Whether <see cref="inference_mode"/> is on.</summary>
    /// <returns>True when it is.</returns>
    public static bool is_inference_mode_enabled() => NativeMethods.rt_inference_enabled() != 0;

    /// <summary>Whether a type is an integer or bool.</summary>
    /// <param name="type">The type.</param>
    /// <returns>True when it is.</returns>
    public static bool is_integral(ScalarType type) => type is ScalarType.Byte or ScalarType.Int8 or ScalarType.Int16 or ScalarType.Int32 or ScalarType.Int64 or ScalarType.Bool;

    /// <summary>Whether a type is a floating-point number.</summary>
    /// <param name="type">The type.</param>
    /// <returns>True when it is.</returns>
    public static bool is_floating_point(ScalarType type) => type is ScalarType.Float16 or ScalarType.Float32 or ScalarType.Float64 or ScalarType.BFloat16;

    /// <summary>Whether a type is complex.</summary>
    /// <param name="type">The type.</param>
    /// <returns>True when it is.</returns>
    public static bool is_complex(ScalarType type) => type is ScalarType.ComplexFloat32 or ScalarType.ComplexFloat64;

    /// <summary>Whether a graphics card can be used.</summary>
    /// <returns>True when one can.</returns>
    public static bool cuda_is_available() => cuda.is_available();

    private sealed class GradientMode : IDisposable
    {
        private readonly bool _before = is_grad_enabled();

        internal GradientMode(bool on) => NativeMethods.rt_set_grad_enabled(on ? 1 : 0);

        public void Dispose() => NativeMethods.rt_set_grad_enabled(_before ? 1 : 0);
    }

    private sealed class InferenceMode(bool on) : IDisposable
    {
        private nint _guard = NativeMethods.rt_inference_enter(on ? 1 : 0);

        public void Dispose()
        {
            if (_guard != 0) NativeMethods.rt_inference_leave(_guard);
            _guard = 0;
        }
    }
}
