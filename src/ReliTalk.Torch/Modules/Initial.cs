using TorchSharp.Native;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

// First values of parameters, as PyTorch sets them.
internal static class Initial
{
    // He et al. 2015 with a = sqrt(5), which comes to +-1 / sqrt(fan in).
    internal static Parameter Uniform(long fanIn, Device? device, ScalarType? dtype, params long[] sizes)
    {
        double bound = fanIn > 0 ? 1 / Math.Sqrt(fanIn) : 0;
        Tensor t = empty(sizes, dtype, device);
        return new Parameter(t.uniform_(-bound, bound));
    }

    internal static Parameter Constant(double value, Device? device, ScalarType? dtype, params long[] sizes)
    {
        Tensor t = empty(sizes, dtype, device);
        return new Parameter(Call.InPlace(t, Ops.fill__Scalar, t, value));
    }
}
