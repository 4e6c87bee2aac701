using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public abstract partial class Module
        {
            // Parameters keep their objects, so that optimisers go on with them: only the storage below is exchanged.
            internal void Move(Device? device, ScalarType? dtype, bool non_blocking)
            {
                using IDisposable none = no_grad();
                foreach (Parameter p in parameters())
                {
                    Exchange(p, device, dtype, non_blocking);
                    using Tensor? g = p.grad;
                    if (g is not null)
                    {
                        p.grad = null;
                        using Tensor moved = g.to(Fitting(g, dtype), device ?? g.device, non_blocking: non_blocking);
                        p.grad = moved;
                    }
                }
                foreach (Tensor b in buffers()) Exchange(b, device, dtype, non_blocking);
            }

            private static void Exchange(Tensor tensor, Device? device, ScalarType? dtype, bool non_blocking)
            {
                ScalarType type = Fitting(tensor, dtype);
                if (type == tensor.dtype && (device is null || device.Same(tensor.device))) return;
                using Tensor moved = tensor.to(type, device ?? tensor.device, non_blocking: non_blocking);
                tensor.SetData(moved);
            }

            // A floating-point target converts floating-point tensors alone: counters stay integers.
            private static ScalarType Fitting(Tensor tensor, ScalarType? dtype) =>
                dtype is { } t && (tensor.is_floating_point() || tensor.is_complex()) ? t : tensor.dtype;
        }
    }
}
