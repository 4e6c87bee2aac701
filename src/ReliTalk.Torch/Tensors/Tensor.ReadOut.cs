using System.Runtime.InteropServices;
using TorchSharp.Native;
using TorchSharp.Utils;

namespace TorchSharp;

public static partial class torch
{
    public unsafe partial class Tensor
    {
        /// <summary>The elements as numbers of a .NET type of the same size.</summary>
        /// <typeparam name="T">The type that matches <see cref="dtype"/>.</typeparam>
        /// <returns>An accessor that reads and writes the tensor's memory.</returns>
        /// <exception cref="ArgumentException">The type does not match the tensor's.</exception>
        public TensorAccessor<T> data<T>() where T : unmanaged
        {
            RequireType<T>();
            return new TensorAccessor<T>(this);
        }

        /// <summary>The one element.</summary>
        /// <typeparam name="T">The type that matches <see cref="dtype"/>.</typeparam>
        /// <returns>The element.</returns>
        /// <exception cref="ArgumentException">There is not exactly one element, or the type does not match.</exception>
        public T item<T>() where T : unmanaged
        {
            if (numel() != 1) throw new ArgumentException($"item() reads a tensor of one element; this one has {numel()}.");
            RequireType<T>();
            if (device_type == DeviceType.CPU) return *(T*)ElementPointer();
            using Tensor host = cpu();
            return *(T*)host.ElementPointer();
        }

        /// <summary>The one element as a scalar.</summary>
        /// <returns>The scalar.</returns>
        public Scalar ToScalar() => dtype switch
        {
            ScalarType.Float32 => item<float>(),
            ScalarType.Float64 => item<double>(),
            ScalarType.Int64 => item<long>(),
            ScalarType.Int32 => item<int>(),
            ScalarType.Int16 => item<short>(),
            ScalarType.Int8 => item<sbyte>(),
            ScalarType.Byte => item<byte>(),
            ScalarType.Bool => item<bool>(),
            ScalarType.Float16 => item<Half>(),
            ScalarType.BFloat16 => Widened(),
            _ => throw new NotSupportedException($"A tensor of type {dtype} does not become a scalar."),
        };

        /// <summary>Reads one double.</summary>
        /// <param name="i">The index in the flattened tensor.</param>
        /// <returns>The element.</returns>
        public double ReadCpuDouble(long i) => ReadCpuValue<double>(i);

        /// <summary>Reads one float.</summary>
        /// <param name="i">The index in the flattened tensor.</param>
        /// <returns>The element.</returns>
        public float ReadCpuSingle(long i) => ReadCpuValue<float>(i);

        /// <summary>Reads one 32-bit integer.</summary>
        /// <param name="i">The index in the flattened tensor.</param>
        /// <returns>The element.</returns>
        public int ReadCpuInt32(long i) => ReadCpuValue<int>(i);

        /// <summary>Reads one 64-bit integer.</summary>
        /// <param name="i">The index in the flattened tensor.</param>
        /// <returns>The element.</returns>
        public long ReadCpuInt64(long i) => ReadCpuValue<long>(i);

        /// <summary>Reads one element.</summary>
        /// <typeparam name="T">The type that matches <see cref="dtype"/>.</typeparam>
        /// <param name="i">The index in the flattened tensor.</param>
        /// <returns>The element.</returns>
        public T ReadCpuValue<T>(long i) where T : unmanaged
        {
            RequireType<T>();
            if ((ulong)i >= (ulong)numel()) throw new ArgumentOutOfRangeException(nameof(i));
            return ((T*)DataPointer())[i];
        }

        /// <summary>Writes the elements as raw bytes.</summary>
        /// <param name="stream">Where to.</param>
        /// <param name="bufferSize">Bytes written at once.</param>
        public void WriteBytesToStream(Stream stream, int bufferSize = 1024)
        {
            using Tensor host = cpu();
            using Tensor flat = host.contiguous();
            long size = flat.numel() * flat.ElementSize;
            byte* p = flat.DataPointer();
            int block = Math.Max(bufferSize, 1 << 20);
            for (long at = 0; at < size; at += block) stream.Write(new ReadOnlySpan<byte>(p + at, (int)Math.Min(block, size - at)));
        }

        /// <summary>Fills the elements from raw bytes.</summary>
        /// <param name="stream">Where from.</param>
        /// <param name="bufferSize">Bytes read at once.</param>
        /// <exception cref="EndOfStreamException">The stream ends too early.</exception>
        public void ReadBytesFromStream(Stream stream, int bufferSize = 1024)
        {
            using Tensor host = Call.Tensor(Ops.empty_memory_format, shape, dtype);
            long size = host.numel() * host.ElementSize;
            byte* p = host.DataPointer();
            int block = Math.Max(bufferSize, 1 << 20);
            for (long at = 0; at < size; at += block) stream.ReadExactly(new Span<byte>(p + at, (int)Math.Min(block, size - at)));
            using (no_grad()) copy_(host);
        }

        internal byte* ElementPointer()
        {
            void* p;
            NativeMethods.Check(NativeMethods.rt_data(Handle, &p));
            return (byte*)p;
        }

        internal void RequireType<T>() where T : unmanaged
        {
            ScalarType have = dtype;
            bool matches = have switch
            {
                ScalarType.Float32 => typeof(T) == typeof(float),
                ScalarType.Float64 => typeof(T) == typeof(double),
                ScalarType.Int64 => typeof(T) == typeof(long),
                ScalarType.Int32 => typeof(T) == typeof(int),
                ScalarType.Int16 => typeof(T) == typeof(short),
                ScalarType.Int8 => typeof(T) == typeof(sbyte),
                ScalarType.Byte => typeof(T) == typeof(byte),
                ScalarType.Bool => typeof(T) == typeof(bool),
                ScalarType.Float16 => typeof(T) == typeof(Half),
                ScalarType.BFloat16 => typeof(T) == typeof(ushort),
                ScalarType.ComplexFloat32 => typeof(T) == typeof((float, float)),
                ScalarType.ComplexFloat64 => typeof(T) == typeof(System.Numerics.Complex),
                _ => false,
            };
            if (!matches) throw new ArgumentException($"The tensor holds {have}, not {typeof(T).Name}: convert it with to_type() first.");
        }

        private Scalar Widened()
        {
            using Tensor wide = to_type(ScalarType.Float32);
            return wide.item<float>();
        }
    }
}
