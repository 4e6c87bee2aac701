using System.Numerics;

namespace ReliTalk.Geometry.Tracking;

/// <summary>
/// Turns the raw output of a MediaPipe face detector into boxes: anchors are cell centres of size 1, scores are logits, and overlapping
/// boxes are averaged with their scores as weights (V. Bazarevsky et al., "BlazeFace", 2019).
/// </summary>
internal sealed class DetectionDecoder
{
    private const int ValuesPerAnchor = 16;
    private const int KeypointCount = 6;
    private const float MergeOverlap = 0.3f;

    private readonly Vector2[] _anchors;
    private readonly int _inputSize;
    private readonly float _minimumScore;

    private DetectionDecoder(int inputSize, float minimumScore, IEnumerable<(int Cells, int PerCell)> grids)
    {
        _inputSize = inputSize;
        _minimumScore = minimumScore;
        _anchors = [.. grids.SelectMany(grid => Enumerable.Range(0, grid.Cells * grid.Cells).SelectMany(cell =>
            Enumerable.Repeat(new Vector2((cell % grid.Cells + 0.5f) / grid.Cells, (cell / grid.Cells + 0.5f) / grid.Cells), grid.PerCell)))];
    }

    public int InputSize => _inputSize;

    public int AnchorCount => _anchors.Length;

    public static DetectionDecoder FullRange(float minimumScore = 0.6f) => new(192, minimumScore, [(48, 1)]);

    public static DetectionDecoder ShortRange(float minimumScore = 0.5f) => new(128, minimumScore, [(16, 2), (8, 6)]);

    /// <summary>Faces in picture pixels, best first.</summary>
    /// <param name="regressors">N x 16.</param>
    /// <param name="logits">N.</param>
    /// <param name="letterbox">Where the network's input square lies in the picture.</param>
    public List<FaceDetection> Decode(ReadOnlySpan<float> regressors, ReadOnlySpan<float> logits, FaceRegion letterbox)
    {
        if (regressors.Length != _anchors.Length * ValuesPerAnchor || logits.Length != _anchors.Length)
            throw new ArgumentException($"The detector gave {logits.Length} scores; {_anchors.Length} anchors were expected.");
        var candidates = new List<FaceDetection>();
        for (var i = 0; i < _anchors.Length; i++)
        {
            var score = 1f / (1f + MathF.Exp(-Math.Clamp(logits[i], -100f, 100f)));
            if (score < _minimumScore) continue;
            var values = regressors.Slice(i * ValuesPerAnchor, ValuesPerAnchor);
            var keypoints = new Vector2[KeypointCount];
            for (var k = 0; k < KeypointCount; k++) keypoints[k] = Place(values[4 + 2 * k], values[5 + 2 * k], _anchors[i], letterbox);
            var scale = letterbox.Side / _inputSize;
            candidates.Add(new FaceDetection(Place(values[0], values[1], _anchors[i], letterbox), values[2] * scale, values[3] * scale, keypoints, score));
        }
        return Merge(candidates);
    }

    internal static List<FaceDetection> Merge(List<FaceDetection> candidates)
    {
        var waiting = candidates.OrderByDescending(candidate => candidate.Score).ToList();
        var merged = new List<FaceDetection>();
        while (waiting.Count > 0)
        {
            var best = waiting[0];
            var group = waiting.Where(other => ReferenceEquals(other, best) || best.Overlap(other) > MergeOverlap).ToList();
            waiting.RemoveAll(group.Contains);
            merged.Add(Average(group, best.Score));
        }
        return merged;
    }

    private static FaceDetection Average(List<FaceDetection> group, float score)
    {
        Vector2 centre = default;
        var keypoints = new Vector2[KeypointCount];
        float width = 0, height = 0, total = 0;
        foreach (var member in group)
        {
            total += member.Score;
            centre += member.Score * member.Centre;
            width += member.Score * member.Width;
            height += member.Score * member.Height;
            for (var k = 0; k < KeypointCount; k++) keypoints[k] += member.Score * member.Keypoints[k];
        }
        for (var k = 0; k < KeypointCount; k++) keypoints[k] /= total;
        return new FaceDetection(centre / total, width / total, height / total, keypoints, score);
    }

    private Vector2 Place(float x, float y, Vector2 anchor, FaceRegion letterbox)
    {
        var corner = letterbox.Centre - new Vector2(letterbox.Side / 2);
        return corner + letterbox.Side * (new Vector2(x, y) / _inputSize + anchor);
    }
}
