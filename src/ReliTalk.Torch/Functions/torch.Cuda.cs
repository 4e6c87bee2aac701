using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Graphics cards.</summary>
    public static class cuda
    {
        /// <summary>Whether a card can be used.</summary>
        /// <returns>True when one can.</returns>
        public static bool is_available() => NativeMethods.rt_cuda_available() != 0;

        /// <summary>Whether NVIDIA's network library is built in.</summary>
        /// <returns>True when it is.</returns>
        public static bool is_cudnn_available() => is_available() && NativeMethods.rt_cudnn_available() != 0;

        /// <summary>The number of cards.</summary>
        /// <returns>Zero or more.</returns>
        public static int device_count() => NativeMethods.rt_cuda_devices();

        /// <summary>Seeds the random numbers of the current card.</summary>
        /// <param name="seed">The seed.</param>
        public static void manual_seed(long seed)
        {
            if (!is_available()) return;
            using var generator = new Generator(CUDA);
            generator.manual_seed(seed);
        }

        /// <summary>Seeds the random numbers of every card.</summary>
        /// <param name="seed">The seed.</param>
        public static void manual_seed_all(long seed)
        {
            for (int i = 0; i < device_count(); i++)
            {
                using var generator = new Generator(new Device(DeviceType.CUDA, i));
                generator.manual_seed(seed);
            }
        }

        /// <summary>Waits until a card has done all its work.</summary>
        /// <param name="device">The card; null is the current one.</param>
        public static void synchronize(Device? device = null)
        {
            if (is_available()) NativeMethods.Check(NativeMethods.rt_cuda_synchronize(device?.index ?? -1));
        }
    }
}
