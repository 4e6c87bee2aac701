using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ReliTalk.Rendering.Networks;

/// <summary>
/// F_blend of Eq. 5: completes the mouth crop from the driven area, the source picture around the hole, the rough normals and reference mouths
/// that were bent to the wanted landmarks. A U-Net of depth 5. The paper's net keeps the full resolution at every level and sees far through dilations of 16
/// to 1; this one halves the resolution three times and dilates only in its two deepest levels, which reaches as far at about a tenth of the
/// work. Its answer is added to the mean of the references, so that it begins there and only has to learn what is wrong with it.
/// </summary>
public sealed class BlendNetwork : nn.Module<Tensor, Tensor>
{
    /// <summary>Input channels: F_local * M (3), N^ (3), mouth opening (1), lips (1), M^d (1), I * (1 - M^d) (3), best reference (3), mean of the references (3).</summary>
    public const int InputChannels = 18;

    private const double Slope = 0.2;
    private readonly Conv2d enter;
    private readonly Conv2d down1;
    private readonly Conv2d down2;
    private readonly Conv2d down3;
    private readonly Conv2d deep;
    private readonly Conv2d bottom;
    private readonly Conv2d up3;
    private readonly Conv2d up2;
    private readonly Conv2d up1;
    private readonly Conv2d up0;
    private readonly Conv2d finish;
    private readonly Conv2d leave;

    /// <summary>Creates the network with random weights; its last layer begins at zero.</summary>
    /// <param name="width">Channels at full resolution, 4 or more; deeper levels have two and four times as many.</param>
    public BlendNetwork(int width) : base(nameof(BlendNetwork))
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 4);
        long w = width;
        enter = nn.Conv2d(InputChannels, w, 3, padding: 1);
        down1 = nn.Conv2d(w, 2 * w, 3, stride: 2, padding: 1);
        down2 = nn.Conv2d(2 * w, 4 * w, 3, stride: 2, padding: 1);
        down3 = nn.Conv2d(4 * w, 4 * w, 3, stride: 2, padding: 1);
        deep = nn.Conv2d(4 * w, 4 * w, 3, padding: 2, dilation: 2);
        bottom = nn.Conv2d(4 * w, 4 * w, 3, padding: 4, dilation: 4);
        up3 = nn.Conv2d(8 * w, 4 * w, 3, padding: 1);
        up2 = nn.Conv2d(8 * w, 4 * w, 3, padding: 1);
        up1 = nn.Conv2d(8 * w, 2 * w, 3, padding: 1);
        up0 = nn.Conv2d(4 * w, w, 3, padding: 1);
        finish = nn.Conv2d(2 * w, w, 3, padding: 1);
        leave = nn.Conv2d(w, 3, 3, padding: 1);
        using (no_grad())
        {
            leave.weight.zero_();
            leave.bias!.zero_();
        }
        RegisterComponents();
    }

    /// <summary>The completed crop.</summary>
    /// <param name="input">[B, 18, S, S] in the order of <see cref="InputChannels"/>, S a multiple of 8.</param>
    /// <returns>[B, 3, S, S], the correction to be added to the mean of the references (sRGB, about -1..1). Owned by the caller's dispose scope.</returns>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        // Channels last in memory: there is no normalisation here that would mind, and oneDNN's kernels for few channels are a fifth faster so.
        var x0 = Activate(enter.call(input.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2)));
        var x1 = Activate(down1.call(x0));
        var x2 = Activate(down2.call(x1));
        var x3 = Activate(down3.call(x2));
        var x4 = Activate(deep.call(x3));
        var x = Activate(bottom.call(x4));
        x = Activate(up3.call(cat([x, x4], 1)));
        x = Activate(up2.call(cat([x, x3], 1)));
        x = Activate(up1.call(cat([Double(x), x2], 1)));
        x = Activate(up0.call(cat([Double(x), x1], 1)));
        x = Activate(finish.call(cat([Double(x), x0], 1)));
        x = leave.call(x).contiguous();
        return x.MoveToOuterDisposeScope();
    }

    private static Tensor Activate(Tensor x) => nn.functional.leaky_relu(x, Slope);

    private static Tensor Double(Tensor x) => nn.functional.interpolate(x, scale_factor: [2.0, 2.0], mode: InterpolationMode.Nearest);
}
