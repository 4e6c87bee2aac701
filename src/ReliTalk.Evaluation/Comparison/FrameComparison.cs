using ReliTalk.Evaluation.Images;
using ReliTalk.Evaluation.Metrics;
using ReliTalk.Media;

namespace ReliTalk.Evaluation;

/// <summary>
/// Compares frames with their truth, pair by pair, in one or more regions. Holds sums and the last two pairs only, so any length fits. One thread at a time.
/// </summary>
public sealed class FrameComparison
{
    private readonly IPerceptualMetric? _perceptual;
    private readonly Dictionary<string, Sums> _sums = [];
    private readonly List<string> _order = [];
    private readonly Queue<(ColourPlanes Truth, ColourPlanes Candidate)> _before = new();

    /// <summary>Begins a comparison.</summary>
    /// <param name="perceptual">A perceptual distance; it is by far the slowest figure. Default: none.</param>
    public FrameComparison(IPerceptualMetric? perceptual = null) => _perceptual = perceptual;

    /// <summary>Size of the frames compared; null before the first pair.</summary>
    public FrameSize? Resolution { get; private set; }

    /// <summary>Pairs compared.</summary>
    public int Frames { get; private set; }

    /// <summary>Adds one pair in its order of time.</summary>
    /// <param name="truth">The real frame.</param>
    /// <param name="candidate">The made frame; of the same size.</param>
    /// <param name="regions">Where to look; a box may move from frame to frame under one name. Default: the full frame.</param>
    /// <exception cref="ArgumentException">The sizes differ, or a box lies outside.</exception>
    public void Add(Frame truth, Frame candidate, params ReadOnlySpan<EvaluationRegion> regions)
    {
        ArgumentNullException.ThrowIfNull(truth);
        ArgumentNullException.ThrowIfNull(candidate);
        Resolution ??= truth.Size;
        if (truth.Size != Resolution || candidate.Size != Resolution)
            throw new ArgumentException($"Pair {Frames} is {truth.Size} against {candidate.Size}; the comparison began at {Resolution}. Scale them alike first.", nameof(candidate));
        ReadOnlySpan<EvaluationRegion> whole = [EvaluationRegion.FullFrame];
        var a = ColourPlanes.From(truth);
        var b = ColourPlanes.From(candidate);
        var map = StructuralSimilarity.Map(a, b);
        foreach (var region in regions.IsEmpty ? whole : regions) AddRegion(region, truth, candidate, a, b, map);
        _before.Enqueue((a, b));
        if (_before.Count > 2) _before.Dequeue();
        Frames++;
    }

    /// <summary>The averages of every region, in the order in which they were first named.</summary>
    /// <exception cref="InvalidOperationException">Nothing was compared.</exception>
    public IReadOnlyList<RegionScores> Scores()
    {
        if (Frames == 0) throw new InvalidOperationException("Nothing was compared. Add at least one pair of frames.");
        return [.. _order.Select(name => _sums[name].Scores(name, _perceptual))];
    }

    /// <summary>The averages of one region.</summary>
    public RegionScores Scores(string region) => _sums.TryGetValue(region, out var sums)
        ? sums.Scores(region, _perceptual)
        : throw new ArgumentException($"No pair was compared in a region named '{region}'.", nameof(region));

    private void AddRegion(EvaluationRegion region, Frame truth, Frame candidate, ColourPlanes a, ColourPlanes b, StructuralSimilarity map)
    {
        if (region.Box is { } outside && (outside.X < 0 || outside.Y < 0 || outside.X + outside.Width > a.Width || outside.Y + outside.Height > a.Height))
            throw new ArgumentException($"The region '{region.Name}' {outside} lies outside the {a.Size} picture.", nameof(region));
        if (!_sums.TryGetValue(region.Name, out var sums))
        {
            _sums[region.Name] = sums = new Sums();
            _order.Add(region.Name);
        }
        var box = region.Box;
        var mask = box is { } inside ? RegionMask.Of(inside, a.Width, a.Height) : null;
        sums.Psnr += PeakSignalToNoise.Between(a, b, mask);
        sums.Ssim += mask is null ? map.Mean() : map.Mean(mask);
        var (cutA, cutB) = box is { } part ? (a.Cut(part), b.Cut(part)) : (a, b);
        sums.MsSsim += MultiScaleSimilarity.Between(cutA, cutB);
        sums.TruthDetail += Sharpness.Energy(a, mask);
        sums.Detail += Sharpness.Energy(b, mask);
        if (_before.Count == 2)
        {
            var (oldest, last) = (_before.Peek(), _before.Last());
            sums.TruthRestlessness += TemporalDifference.Second(oldest.Truth, last.Truth, a, mask);
            sums.Restlessness += TemporalDifference.Second(oldest.Candidate, last.Candidate, b, mask);
        }
        if (box is { } sides)
        {
            sums.TruthStep += SeamEnergy.Step(a, sides);
            sums.Step += SeamEnergy.Step(b, sides);
        }
        if (_perceptual is not null)
            sums.Perceptual += box is { } cut ? _perceptual.Distance(Cut(truth, cut), Cut(candidate, cut)) : _perceptual.Distance(truth, candidate);
        sums.Size = box is { } size ? [size.Width, size.Height] : [a.Width, a.Height];
        sums.HasBox = box is not null;
        sums.Count++;
    }

    private static Frame Cut(Frame frame, CropBox box)
    {
        var cut = new Frame(box.Width, box.Height, frame.PixelFormat);
        for (var y = 0; y < box.Height; y++)
            frame.Row(box.Y + y).Slice(box.X * frame.Channels, box.Width * frame.Channels).CopyTo(cut.Row(y));
        return cut;
    }

    private sealed class Sums
    {
        public double Psnr, Ssim, MsSsim, TruthDetail, Detail, TruthRestlessness, Restlessness, TruthStep, Step, Perceptual;
        public int Count;
        public bool HasBox;
        public int[] Size = [];

        public RegionScores Scores(string name, IPerceptualMetric? perceptual) => new()
        {
            Region = name,
            Frames = Count,
            Size = Size,
            Psnr = Psnr / Count,
            Ssim = Ssim / Count,
            MsSsim = double.IsNaN(MsSsim) ? null : MsSsim / Count,
            Sharpness = TruthDetail > 0 ? Detail / TruthDetail : 1,
            Flicker = TruthRestlessness > 0 ? Restlessness / TruthRestlessness : null,
            Seam = HasBox && TruthStep > 0 ? Step / TruthStep : null,
            Perceptual = perceptual is null ? null : Perceptual / Count,
            PerceptualNetwork = perceptual is null ? null : $"{perceptual.Metric}: {perceptual.Network}",
        };
    }
}
