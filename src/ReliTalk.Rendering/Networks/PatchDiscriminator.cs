using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ReliTalk.Rendering.Networks;

/// <summary>
/// Judges patches of the driven area: drawn or filmed (after Isola et al. 2017, with the squared errors of Mao et al. 2017). Three halvings, a field of view of about 36 pixels.
/// Exists in training only, and only where the adversarial term has a weight.
/// </summary>
internal sealed class PatchDiscriminator : nn.Module<Tensor, Tensor>
{
    private const double Slope = 0.2;

    private readonly Conv2d first;
    private readonly Conv2d second;
    private readonly Conv2d third;
    private readonly Conv2d verdict;

    public PatchDiscriminator(int width = 16) : base(nameof(PatchDiscriminator))
    {
        first = nn.Conv2d(3, width, 4, stride: 2, padding: 1);
        second = nn.Conv2d(width, 2 * width, 4, stride: 2, padding: 1);
        third = nn.Conv2d(2 * width, 4 * width, 4, stride: 2, padding: 1);
        verdict = nn.Conv2d(4 * width, 1, 3, padding: 1);
        RegisterComponents();
    }

    /// <summary>About 1 where a patch looks filmed, 0 where it looks drawn: [B, 1, H / 8, W / 8].</summary>
    /// <param name="pictures">[B, 3, H, W], sRGB 0..1, at least 16 pixels a side.</param>
    public override Tensor forward(Tensor pictures) => Judge(pictures, learns: true);

    /// <summary>The discriminator's own loss: film is 1, drawing is 0.</summary>
    public Tensor Loss(Tensor drawn, Tensor filmed) => (Judge(drawn.detach(), learns: true).square().mean() + (Judge(filmed, learns: true) - 1).square().mean()) * 0.5;

    /// <summary>What the drawing network is told: how far its picture is from looking filmed. No gradient reaches the discriminator.</summary>
    public Tensor Deceit(Tensor drawn) => (Judge(drawn, learns: false) - 1).square().mean();

    private Tensor Judge(Tensor pictures, bool learns)
    {
        var x = Activate(Apply(first, pictures * 2 - 1, 2, learns));
        x = Activate(Apply(second, x, 2, learns));
        x = Activate(Apply(third, x, 2, learns));
        return Apply(verdict, x, 1, learns);
    }

    private static Tensor Apply(Conv2d layer, Tensor x, long stride, bool learns)
        => nn.functional.conv2d(x, learns ? layer.weight : layer.weight.detach(), learns ? layer.bias! : layer.bias!.detach(), [stride, stride], [1, 1]);

    private static Tensor Activate(Tensor x) => nn.functional.leaky_relu(x, Slope);
}
