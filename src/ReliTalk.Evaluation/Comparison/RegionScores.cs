using ReliTalk.Media;

namespace ReliTalk.Evaluation;

/// <summary>Figures of one region, averaged over frames. Serialised as part of the JSON records; in print use <see cref="Measurements"/>.</summary>
public sealed record RegionScores
{
    /// <summary>Mean over frames of the PSNR in dB; equal pictures count as 99.</summary>
    public required double Psnr { get; init; }

    /// <summary>Mean SSIM (11 x 11 Gaussian), -1..1. Inside a box the windows look at the whole picture, and every pixel of the box counts.</summary>
    public required double Ssim { get; init; }

    /// <summary>Mean MS-SSIM of the region cut out, or null where it is smaller than 176 pixels.</summary>
    public double? MsSsim { get; init; }

    /// <summary>Candidate's energy of fine detail over the truth's: 1 as sharp, below 1 blurred, above 1 noisy.</summary>
    public required double Sharpness { get; init; }

    /// <summary>Mean absolute second temporal difference over the truth's: 1 as steady, above 1 restless; null for fewer than 3 frames or a truth that stands still.</summary>
    public double? Flicker { get; init; }

    /// <summary>Mean perceptual distance of the region cut out, or null without a network.</summary>
    public double? Perceptual { get; init; }

    /// <summary>Mean colour step across the box's sides over the truth's own: 1 no seam, above 1 the paste shows; null for the whole picture.</summary>
    public double? Seam { get; init; }

    /// <summary>Width and height of the region in pixels.</summary>
    public required int[] Size { get; init; }

    /// <summary>Frames averaged.</summary>
    public required int Frames { get; init; }

    /// <summary>Name of the region.</summary>
    public required string Region { get; init; }

    /// <summary>Name of the perceptual distance and its network, or null without one.</summary>
    public string? PerceptualNetwork { get; init; }

    /// <summary>Every figure with all that belongs to it.</summary>
    public IReadOnlyList<Measurement> Measurements(string protocol, FrameSize resolution)
    {
        var list = new List<Measurement>();
        Add("PSNR", Psnr, "dB");
        Add("SSIM", Ssim, "");
        Add("MS-SSIM", MsSsim, "");
        Add("sharpness ratio", Sharpness, "");
        Add("flicker ratio", Flicker, "");
        Add("seam ratio", Seam, "");
        Add(PerceptualNetwork?.Split(": ")[0] ?? "", Perceptual, "", PerceptualNetwork?.Split(": ")[^1]);
        return list;

        void Add(string metric, double? value, string unit, string? network = null)
        {
            if (value is { } figure) list.Add(new Measurement(metric, figure, unit, Region, resolution, Frames, protocol, network ?? "none"));
        }
    }
}
