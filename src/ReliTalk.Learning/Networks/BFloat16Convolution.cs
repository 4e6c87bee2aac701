using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace ReliTalk.Learning.Networks;

/// <summary>A convolution of single-precision tensors computed in bfloat16.</summary>
internal static class BFloat16Convolution
{
    private static readonly Lazy<bool> s_fast = new(ProcessorHasInstructions);

    /// <summary>Whether a layer shall use it for an input now.</summary>
    public static bool Wanted(ConvolutionPrecision precision, Tensor input)
        => precision == ConvolutionPrecision.BFloat16 && input.device_type == DeviceType.CPU && s_fast.Value && is_grad_enabled();

    /// <summary>[B, in, H, W] to [B, out, H', W'], both float32.</summary>
    public static Tensor Apply(Tensor input, Tensor weight, Tensor? bias, long stride, long padding, long dilation)
    {
        using var scope = NewDisposeScope();
        return conv2d(input.to(bfloat16), weight.to(bfloat16), bias?.to(bfloat16), [stride, stride], [padding, padding], [dilation, dilation]).to(float32).MoveToOuterDisposeScope();
    }

    private static bool ProcessorHasInstructions()
    {
        const string processors = "/proc/cpuinfo";
        try
        {
            return File.Exists(processors) && File.ReadLines(processors).Any(line => line.Contains("avx512_bf16", StringComparison.Ordinal) || line.Contains("amx_bf16", StringComparison.Ordinal));
        }
        catch (IOException)
        {
            return false;
        }
    }
}
