using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Random numbers.</summary>
    public static class random
    {
        /// <summary>Seeds the random numbers of every device with a number from the system.</summary>
        /// <returns>The seed.</returns>
        public static long seed()
        {
            long s = Generator.Default.seed();
            cuda.manual_seed_all(s);
            return s;
        }

        /// <summary>The seed of the processor's generator.</summary>
        /// <returns>The seed.</returns>
        public static long initial_seed() => Generator.Default.initial_seed();

        /// <summary>Seeds the random numbers of every device.</summary>
        /// <param name="seed">The seed.</param>
        /// <returns>The processor's generator.</returns>
        public static Generator manual_seed(long seed)
        {
            NativeMethods.Check(NativeMethods.rt_manual_seed((ulong)seed));
            return Generator.Default;
        }

        /// <summary>The state of the processor's generator.</summary>
        /// <returns>Bytes.</returns>
        public static Tensor get_rng_state() => Generator.Default.get_state();

        /// <summary>Restores the state of the processor's generator.</summary>
        /// <param name="new_state">Bytes from <see cref="get_rng_state"/>.</param>
        public static void set_rng_state(Tensor new_state) => Generator.Default.set_state(new_state);
    }
}
