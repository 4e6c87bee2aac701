using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public unsafe partial class Tensor
    {
        /// <summary>The size of every dimension.</summary>
        public long[] shape
        {
            get
            {
                nint h = Handle;
                var sizes = new long[NativeMethods.rt_dim(h)];
                fixed (long* p = sizes) NativeMethods.rt_sizes(h, p);
                GC.KeepAlive(this);
                return sizes;
            }
        }

        /// <summary>The number of dimensions.</summary>
        public long Dimensions => dim();

        /// <summary>The number of dimensions.</summary>
        public long ndim => dim();

        /// <summary>The number of elements.</summary>
        public long NumberOfElements => numel();

        /// <summary>The size of an element, bytes.</summary>
        public long ElementSize => NativeMethods.rt_element_size(Handle);

        /// <summary>The type of the elements.</summary>
        public ScalarType dtype => (ScalarType)NativeMethods.rt_dtype(Handle);

        /// <summary>The device that holds the elements.</summary>
        public Device device => new(device_type, device_index);

        /// <summary>The kind of device that holds the elements.</summary>
        public DeviceType device_type => (DeviceType)NativeMethods.rt_device_type(Handle);

        /// <summary>The number of the device; -1 where there is but one.</summary>
        public int device_index => NativeMethods.rt_device_index(Handle);

        /// <summary>Whether a graphics card holds the elements.</summary>
        public bool is_cuda => device_type == DeviceType.CUDA;

        /// <summary>Whether there are no elements, only a shape.</summary>
        public bool is_meta => device_type == DeviceType.META;

        /// <summary>Whether the tensor was not computed from others that need gradients.</summary>
        public bool is_leaf => NativeMethods.rt_is_leaf(Handle) != 0;

        /// <summary>Whether gradients flow to this tensor.</summary>
        public bool requires_grad
        {
            get => NativeMethods.rt_requires_grad(Handle) != 0;
            set => NativeMethods.Check(NativeMethods.rt_set_requires_grad(Handle, value ? 1 : 0));
        }

        /// <summary>The gradient that backward passes have summed up; null where there was none.</summary>
        public Tensor? grad
        {
            get
            {
                nint g = NativeMethods.rt_grad(Handle);
                return g == 0 ? null : new Tensor(g);
            }
            set => NativeMethods.Check(NativeMethods.rt_set_grad(Handle, value is null ? 0 : value.Handle));
        }

        /// <summary>The real parts.</summary>
        public Tensor real => Call.Tensor(Ops.real, this);

        /// <summary>The imaginary parts.</summary>
        public Tensor imag => Call.Tensor(Ops.imag, this);

        /// <summary>The transpose of a matrix.</summary>
        public Tensor T => Call.Tensor(Ops.numpy_T, this);

        /// <summary>The last two dimensions swapped.</summary>
        public Tensor mT => Call.Tensor(Ops.mT, this);

        /// <summary>The elements as bytes; a tensor that is not contiguous cannot be read so.</summary>
        /// <exception cref="InvalidOperationException">The tensor is not contiguous, or its elements lie on another device.</exception>
        public Span<byte> bytes
        {
            get
            {
                long size = numel() * ElementSize;
                return new Span<byte>(DataPointer(), checked((int)size));
            }
            set
            {
                if (value.Length != numel() * ElementSize) throw new ArgumentException($"{value.Length} bytes do not fill a tensor of {numel() * ElementSize} bytes.", nameof(value));
                value.CopyTo(bytes);
            }
        }

        /// <summary>The number of dimensions.</summary>
        /// <returns>Zero or more.</returns>
        public long dim() => NativeMethods.rt_dim(Handle);

        /// <summary>The number of elements.</summary>
        /// <returns>Zero or more.</returns>
        public long numel() => NativeMethods.rt_numel(Handle);

        /// <summary>The size of an element.</summary>
        /// <returns>Bytes.</returns>
        public long element_size() => ElementSize;

        /// <summary>The size of a dimension; negative numbers count from the end.</summary>
        /// <param name="dim">The dimension.</param>
        /// <returns>Its size.</returns>
        /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
        public long size(int dim)
        {
            nint h = Handle;
            int n = NativeMethods.rt_dim(h);
            int at = dim < 0 ? dim + n : dim;
            if ((uint)at >= (uint)n) throw new ArgumentOutOfRangeException(nameof(dim), $"The tensor has {n} dimensions, there is no dimension {dim}.");
            long* sizes = stackalloc long[n];
            NativeMethods.rt_sizes(h, sizes);
            return sizes[at];
        }

        /// <summary>The size of every dimension.</summary>
        /// <returns>The sizes.</returns>
        public long[] size() => shape;

        /// <summary>The stride of every dimension, elements.</summary>
        /// <returns>The strides.</returns>
        public long[] stride()
        {
            nint h = Handle;
            var strides = new long[NativeMethods.rt_dim(h)];
            fixed (long* p = strides) NativeMethods.rt_strides(h, p);
            return strides;
        }

        /// <summary>The stride of a dimension, elements.</summary>
        /// <param name="dim">The dimension.</param>
        /// <returns>The stride.</returns>
        public long stride(int dim)
        {
            long[] all = stride();
            return all[dim < 0 ? dim + all.Length : dim];
        }

        /// <summary>Where the first element lies in the storage, elements.</summary>
        /// <returns>The offset.</returns>
        public long storage_offset() => NativeMethods.rt_storage_offset(Handle);

        /// <summary>Whether the elements lie in memory in order and without gaps.</summary>
        /// <returns>True when they do.</returns>
        public bool is_contiguous() => NativeMethods.rt_is_contiguous(Handle) != 0;

        /// <summary>Whether the type is an integer or bool.</summary>
        /// <returns>True when it is.</returns>
        public bool is_integral() => torch.is_integral(dtype);

        /// <summary>Whether the type is a floating-point number.</summary>
        /// <returns>True when it is.</returns>
        public bool is_floating_point() => torch.is_floating_point(dtype);

        /// <summary>Whether the type is complex.</summary>
        /// <returns>True when it is.</returns>
        public bool is_complex() => torch.is_complex(dtype);

        /// <summary>Whether the one element differs from zero.</summary>
        /// <returns>True when it does.</returns>
        public bool is_nonzero() => Call.Bool(Ops.is_nonzero, this);

        /// <summary>Whether the elements lie in the processor's memory.</summary>
        /// <returns>True when they do.</returns>
        public bool is_cpu() => device_type == DeviceType.CPU;

        /// <summary>The shape and type in a line, such as "[2x3], type = Float32, device = cpu".</summary>
        /// <returns>Text for logs.</returns>
        public override string ToString() =>
            IsInvalid ? "disposed tensor" : $"[{string.Join('x', shape)}], type = {dtype}, device = {device}";

        internal byte* DataPointer()
        {
            if (!is_contiguous()) throw new InvalidOperationException("The tensor is not contiguous: call contiguous() before reading its elements in place.");
            void* p;
            NativeMethods.Check(NativeMethods.rt_data(Handle, &p));
            return (byte*)p;
        }
    }
}
