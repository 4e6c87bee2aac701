using System.Globalization;
using ReliTalk.Media;

namespace ReliTalk.Evaluation;

/// <summary>
/// One figure with everything that it takes to compare it with another: a number without its region, resolution, frame count and protocol means nothing.
/// </summary>
/// <param name="Metric">What was measured, for instance "PSNR" or "SSIM".</param>
/// <param name="Value">The figure; NaN where it is not defined.</param>
/// <param name="Unit">Unit of <paramref name="Value"/>, for instance "dB"; empty for ratios.</param>
/// <param name="Region">Which pixels, for instance "full frame" or "driven area 80x80".</param>
/// <param name="Resolution">Size of the pictures that were compared.</param>
/// <param name="Frames">How many frames were averaged.</param>
/// <param name="Protocol">Name of the protocol, for instance "drive/own-audio".</param>
/// <param name="Network">The network that computed it, or "none" for closed formulas.</param>
public sealed record Measurement(
    string Metric, double Value, string Unit, string Region, FrameSize Resolution, int Frames, string Protocol, string Network = "none")
{
    /// <summary>"PSNR 37.66 dB [full frame, 256x256, 100 frames, drive/own-audio, network: none]".</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Metric} {Value:0.####}{(Unit.Length == 0 ? "" : " ")}{Unit} [{Region}, {Resolution}, {Frames} frame{(Frames == 1 ? "" : "s")}, {Protocol}, network: {Network}]");
}
