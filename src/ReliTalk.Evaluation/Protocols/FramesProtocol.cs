using ReliTalk.Media;

namespace ReliTalk.Evaluation;

/// <summary>
/// <c>evaluate frames A B</c>: compares two videos, or two folders of pictures (in the order of their names), pair by pair. Neither is scaled, shifted or re-encoded.
/// </summary>
public sealed class FramesProtocol
{
    /// <summary>Name printed beside every figure.</summary>
    public const string Name = "frames";

    private static readonly string[] PictureExtensions = [".png", ".jpg", ".jpeg", ".webp", ".bmp"];

    /// <summary>Perceptual distance to add; none by default.</summary>
    public IPerceptualMetric? Perceptual { get; init; }

    /// <summary>Regions beside the full frame.</summary>
    public IReadOnlyList<EvaluationRegion> Regions { get; init; } = [];

    /// <summary>Compares.</summary>
    /// <param name="truth">Video or folder of the real frames.</param>
    /// <param name="candidate">Video or folder of the made frames.</param>
    /// <param name="progress">One report a pair.</param>
    /// <param name="cancellationToken">Stops between pairs.</param>
    /// <exception cref="MediaException">One cannot be read, the sizes differ, or one is longer than the other.</exception>
    public async Task<FramesRecord> RunAsync(string truth, string candidate, IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var comparison = new FrameComparison(Perceptual);
        EvaluationRegion[] regions = [EvaluationRegion.FullFrame, .. Regions];
        await using var left = FramesOf(truth, cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using var right = FramesOf(candidate, cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (true)
        {
            var (hasLeft, hasRight) = (await left.MoveNextAsync().ConfigureAwait(false), await right.MoveNextAsync().ConfigureAwait(false));
            if (hasLeft != hasRight)
                throw new MediaException($"'{(hasLeft ? candidate : truth)}' ends after {comparison.Frames} frames, '{(hasLeft ? truth : candidate)}' goes on. Cut both to the same frames.");
            if (!hasLeft) break;
            if (left.Current.Size != right.Current.Size)
                throw new MediaException($"Frame {comparison.Frames}: '{truth}' is {left.Current.Size}, '{candidate}' is {right.Current.Size}. Scale them alike first.");
            comparison.Add(left.Current, right.Current, regions);
            progress?.Report(TrainingProgress.Of("comparing", comparison.Frames, 0));
        }
        if (comparison.Frames == 0) throw new MediaException($"'{truth}' holds no picture.");
        return new FramesRecord
        {
            Protocol = Name,
            Truth = truth,
            Candidate = candidate,
            Frames = comparison.Frames,
            Size = [comparison.Resolution!.Value.Width, comparison.Resolution.Value.Height],
            Regions = comparison.Scores(),
        };
    }

    private static async IAsyncEnumerable<Frame> FramesOf(string source, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (Directory.Exists(source))
        {
            var pictures = Directory.EnumerateFiles(source).Where(path => PictureExtensions.Contains(Path.GetExtension(path).ToLowerInvariant())).Order(StringComparer.Ordinal);
            foreach (var path in pictures) yield return await ImageFile.ReadAsync(path, cancellationToken: cancellationToken).ConfigureAwait(false);
            yield break;
        }
        await using var reader = await VideoReader.OpenAsync(source, cancellationToken: cancellationToken).ConfigureAwait(false);
        await foreach (var frame in reader.FramesAsync(cancellationToken).ConfigureAwait(false)) yield return frame;
    }
}
