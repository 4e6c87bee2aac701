using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The elements as truth values.</summary>
        /// <returns>A converted tensor; this one under a new object where nothing changes.</returns>
        public Tensor @bool() => to_type(ScalarType.Bool);

        /// <summary>The elements as 8-bit unsigned integers.</summary>
        /// <returns>A converted tensor; this one under a new object where nothing changes.</returns>
        public Tensor @byte() => to_type(ScalarType.Byte);

        /// <summary>The elements as 16-bit integers.</summary>
        /// <returns>A converted tensor; this one under a new object where nothing changes.</returns>
        public Tensor @short() => to_type(ScalarType.Int16);

        /// <summary>The elements as 32-bit integers.</summary>
        /// <returns>A converted tensor; this one under a new object where nothing changes.</returns>
        public Tensor @int() => to_type(ScalarType.Int32);

        /// <summary>The elements as 64-bit integers.</summary>
        /// <returns>A converted tensor; this one under a new object where nothing changes.</returns>
        public Tensor @long() => to_type(ScalarType.Int64);

        /// <summary>The elements as half-precision numbers.</summary>
        /// <returns>A converted tensor; this one under a new object where nothing changes.</returns>
        public Tensor half() => to_type(ScalarType.Float16);

        /// <summary>The elements as bfloat16 numbers.</summary>
        /// <returns>A converted tensor; this one under a new object where nothing changes.</returns>
        public Tensor bfloat16() => to_type(ScalarType.BFloat16);

        /// <summary>The elements as single-precision numbers.</summary>
        /// <returns>A converted tensor; this one under a new object where nothing changes.</returns>
        public Tensor @float() => to_type(ScalarType.Float32);

        /// <summary>The elements as double-precision numbers.</summary>
        /// <returns>A converted tensor; this one under a new object where nothing changes.</returns>
        public Tensor @double() => to_type(ScalarType.Float64);

        /// <summary>The elements in another type.</summary>
        /// <param name="type">The type.</param>
        /// <param name="copy">Copies even where nothing changes.</param>
        /// <param name="disposeAfter">Disposes this tensor afterwards.</param>
        /// <param name="non_blocking">Does not wait for the copy where the devices allow that.</param>
        /// <returns>The converted tensor.</returns>
        public Tensor to_type(ScalarType type, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            After(Call.Tensor(Ops.to_dtype, this, type, non_blocking, copy), disposeAfter);

        /// <summary>The elements in the type of another tensor.</summary>
        /// <param name="tensor">The other tensor.</param>
        /// <returns>The converted tensor.</returns>
        public Tensor type_as(Tensor tensor) => to_type(tensor.dtype);

        /// <summary>The elements in another type.</summary>
        /// <param name="dtype">The type.</param>
        /// <returns>The converted tensor.</returns>
        public Tensor type(ScalarType dtype) => to_type(dtype);

        /// <inheritdoc cref="to_type"/>
        public Tensor to(ScalarType type, bool copy = false, bool disposeAfter = false, bool non_blocking = false) => to_type(type, copy, disposeAfter, non_blocking);

        /// <summary>The elements in another type on another device.</summary>
        /// <param name="type">The type.</param>
        /// <param name="device">The device.</param>
        /// <param name="copy">Copies even where nothing changes.</param>
        /// <param name="disposeAfter">Disposes this tensor afterwards.</param>
        /// <param name="non_blocking">Does not wait for the copy where the devices allow that.</param>
        /// <returns>The converted tensor.</returns>
        public Tensor to(ScalarType type, Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            After(Call.Tensor(Ops.to_device, this, device, type, non_blocking, copy), disposeAfter);

        /// <summary>The elements on another device.</summary>
        /// <param name="device">The device.</param>
        /// <param name="copy">Copies even where nothing changes.</param>
        /// <param name="disposeAfter">Disposes this tensor afterwards.</param>
        /// <param name="non_blocking">Does not wait for the copy where the devices allow that.</param>
        /// <returns>The moved tensor.</returns>
        public Tensor to(Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) => to(dtype, device, copy, disposeAfter, non_blocking);

        /// <inheritdoc cref="to(Device, bool, bool, bool)"/>
        public Tensor to(string device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            to(new Device(device), copy, disposeAfter, non_blocking);

        /// <summary>The elements on a device of a kind.</summary>
        /// <param name="deviceType">The kind.</param>
        /// <param name="deviceIndex">The number; -1 is the current one.</param>
        /// <param name="copy">Copies even where nothing changes.</param>
        /// <param name="disposeAfter">Disposes this tensor afterwards.</param>
        /// <param name="non_blocking">Does not wait for the copy where the devices allow that.</param>
        /// <returns>The moved tensor.</returns>
        public Tensor to(DeviceType deviceType, int deviceIndex = -1, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            to(new Device(deviceType, deviceIndex), copy, disposeAfter, non_blocking);

        /// <summary>The elements in the type and on the device of another tensor.</summary>
        /// <param name="other">The other tensor.</param>
        /// <param name="non_blocking">Does not wait for the copy where the devices allow that.</param>
        /// <returns>The converted tensor.</returns>
        public Tensor to(Tensor other, bool non_blocking = false) => to(other.dtype, other.device, non_blocking: non_blocking);

        /// <summary>The elements in the processor's memory.</summary>
        /// <returns>The moved tensor.</returns>
        public Tensor cpu() => to(CPU);

        /// <summary>The elements on a graphics card.</summary>
        /// <param name="device">The card; null is the current one.</param>
        /// <param name="non_blocking">Does not wait for the copy where the devices allow that.</param>
        /// <returns>The moved tensor.</returns>
        public Tensor cuda(Device? device = null, bool non_blocking = false) => to(device ?? CUDA, non_blocking: non_blocking);

        /// <summary>A copy in pinned memory, from which a graphics card reads without waiting.</summary>
        /// <returns>The copy.</returns>
        public Tensor pin_memory() => Call.Tensor(Ops.pin_memory, this);

        /// <summary>Whether the memory is pinned.</summary>
        /// <returns>True when it is.</returns>
        public bool is_pinned() => Call.Bool(Ops.is_pinned, this);

        /// <summary>A copy through which gradients flow.</summary>
        /// <returns>The copy.</returns>
        public Tensor clone() => Call.Tensor(Ops.clone, this);

        /// <summary>The same elements, cut off from the graph.</summary>
        /// <returns>A view.</returns>
        public Tensor detach() => Call.Tensor(Ops.detach, this);

        /// <summary>Cuts this tensor off from the graph.</summary>
        /// <returns>This tensor.</returns>
        public Tensor detach_() => Call.InPlace(this, Ops.detach_, this);

        /// <summary>The elements in order without gaps; this tensor under a new object where they are so already.</summary>
        /// <returns>A contiguous tensor.</returns>
        public Tensor contiguous() => Call.Tensor(Ops.contiguous, this);

        /// <summary>Makes this tensor share another's storage.</summary>
        /// <param name="source">The other tensor.</param>
        /// <returns>This tensor.</returns>
        public Tensor set_(Tensor source) => Call.InPlace(this, Ops.set__source_Tensor, this, source);

        // The elements without autograd: the other tensor's storage takes this one's place.
        internal void SetData(Tensor data) => NativeMethods.Check(NativeMethods.rt_set_data(Handle, data.Handle));

        private Tensor After(Tensor result, bool disposeThis)
        {
            if (disposeThis) Dispose();
            return result;
        }

        private static Tensor Cast(Tensor result, ScalarType? type)
        {
            if (type is not { } t || result.dtype == t) return result;
            using (result) return result.to_type(t);
        }

        private static Tensor Into(Tensor? target, Tensor result)
        {
            if (target is null) return result;
            using (result)
            {
                using (Tensor resized = Call.Tensor(Ops.resize_, target, result.shape)) return target.copy_(result);
            }
        }

        private static Tensor Marked(Tensor tensor, bool requires_grad)
        {
            if (requires_grad) tensor.requires_grad = true;
            return tensor;
        }

        private static Tensor Reversed(Scalar left, Tensor right) => Call.Tensor(Ops.rsub_Scalar, right, left);

        private static Tensor Over(Scalar left, Tensor right)
        {
            // One over the tensor, then times: what ATen's own reversed division does.
            Tensor inverse = Call.Tensor(Ops.reciprocal, right);
            Tensor result = Call.Tensor(Ops.mul_Scalar, inverse, left);
            inverse.Dispose();
            return result;
        }

        private static string Name(RoundingMode mode) => mode == RoundingMode.floor ? "floor" : "trunc";

        private static (Tensor output, Tensor? inverse_indices, Tensor? counts) OnlyAsked((Tensor, Tensor, Tensor) all, bool inverse, bool counts)
        {
            if (!inverse) all.Item2.Dispose();
            if (!counts) all.Item3.Dispose();
            return (all.Item1, inverse ? all.Item2 : null, counts ? all.Item3 : null);
        }
    }
}
