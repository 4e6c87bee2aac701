using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>A source of random numbers.</summary>
    public sealed unsafe class Generator : IDisposable
    {
        private nint _handle;

        /// <summary>A generator of its own on the processor.</summary>
        /// <param name="seed">The seed.</param>
        /// <param name="device">Must be null or the processor.</param>
        public Generator(ulong seed = 0, Device? device = null)
        {
            if (device is { type: not DeviceType.CPU }) throw new NotSupportedException($"Own generators live on the processor, not on {device}.");
            this.device = CPU;
            _handle = NativeMethods.rt_new_generator(seed);
            if (_handle == 0) throw NativeMethods.LastError();
        }

        internal Generator(Device device)
        {
            this.device = device;
            _handle = NativeMethods.rt_default_generator((int)device.type, device.index);
            if (_handle == 0) throw NativeMethods.LastError();
        }

        /// <summary>Releases a generator that nobody disposed.</summary>
        ~Generator() => Release();

        /// <summary>The processor's default generator.</summary>
        public static Generator Default { get; } = new(CPU);

        /// <summary>The native generator.</summary>
        public nint Handle => _handle != 0 ? _handle : throw new ObjectDisposedException(nameof(Generator));

        /// <summary>Where its numbers are made.</summary>
        public Device device { get; }

        /// <summary>The state.</summary>
        /// <returns>Bytes.</returns>
        public Tensor get_state()
        {
            nint state;
            NativeMethods.Check(NativeMethods.rt_generator_state(Handle, &state));
            return new Tensor(state);
        }

        /// <summary>Restores a state.</summary>
        /// <param name="value">Bytes from <see cref="get_state"/>.</param>
        public void set_state(Tensor value) => NativeMethods.Check(NativeMethods.rt_generator_set_state(Handle, value.Handle));

        /// <summary>Starts the sequence that belongs to a seed.</summary>
        /// <param name="seed">The seed.</param>
        /// <returns>This generator.</returns>
        public Generator manual_seed(long seed)
        {
            NativeMethods.Check(NativeMethods.rt_generator_seed(Handle, (ulong)seed));
            return this;
        }

        /// <summary>Starts a sequence with a seed from the system.</summary>
        /// <returns>The seed.</returns>
        public long seed() => (long)NativeMethods.rt_generator_random_seed(Handle);

        /// <summary>The seed the sequence started with.</summary>
        /// <returns>The seed.</returns>
        public long initial_seed() => (long)NativeMethods.rt_generator_current_seed(Handle);

        /// <summary>Releases the generator.</summary>
        public void Dispose()
        {
            if (this == Default) return;
            Release();
            GC.SuppressFinalize(this);
        }

        private void Release()
        {
            nint h = Interlocked.Exchange(ref _handle, 0);
            if (h != 0) NativeMethods.rt_free_generator(h);
        }
    }
}
