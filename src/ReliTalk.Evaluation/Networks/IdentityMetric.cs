using System.Numerics;
using ReliTalk.Geometry.Tracking;
using ReliTalk.Learning.Models;
using ReliTalk.Learning.Networks.Pretrained;
using ReliTalk.Media;
using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Evaluation;

/// <summary>
/// Whether it is still the same person: Euclidean distance of the face embeddings of dlib's ResNet; below 0.6 two pictures are taken for one person.
/// Use from one thread at a time.
/// </summary>
public sealed class IdentityMetric : IDisposable
{
    /// <summary>The network, printed beside every figure.</summary>
    public const string Network = "dlib face ResNet of @vladmandic/face-api";

    private readonly FaceRecognitionNetwork _network;

    private IdentityMetric(FaceRecognitionNetwork network) => _network = network;

    /// <summary>Loads the network.</summary>
    /// <exception cref="BackendMissingException">The files are absent; the message says how to fetch them.</exception>
    public static IdentityMetric Load(ModelStore models, Device? device = null) => new(FaceRecognitionNetwork.Load(models, device));

    /// <summary>Distance of two faces; both are cut by the landmarks of the truth.</summary>
    /// <param name="truth">The real frame.</param>
    /// <param name="candidate">The made frame; of the same size.</param>
    /// <param name="landmarks">478 landmarks of the truth in pixels.</param>
    public double Distance(Frame truth, Frame candidate, IReadOnlyList<Vector3> landmarks)
    {
        ArgumentNullException.ThrowIfNull(landmarks);
        var box = FaceBox(landmarks);
        using var scope = NewDisposeScope();
        using var inference = no_grad();
        var embeddings = _network.Embed(new[] { Cut(truth, box), Cut(candidate, box) }.ToTensor());
        return (embeddings[0] - embeddings[1]).square().sum().sqrt().item<float>();
    }

    /// <inheritdoc />
    public void Dispose() => _network.Dispose();

    /// <summary>The cut that the network was trained on, see <see cref="FaceRecognitionNetwork.Embed"/>.</summary>
    internal static CropBox FaceBox(IReadOnlyList<Vector3> landmarks)
    {
        var left = Centre(landmarks, FaceLandmarks.LeftEyeContour);
        var right = Centre(landmarks, FaceLandmarks.RightEyeContour);
        var mouth = Centre(landmarks, FaceLandmarks.Lips);
        var side = (Vector2.Distance(left, mouth) + Vector2.Distance(right, mouth)) / 2 / 0.45f;
        var centre = (left + right + mouth) / 3;
        return new CropBox((int)MathF.Round(centre.X - 0.5f * side), (int)MathF.Round(centre.Y - 0.43f * side), Math.Max(1, (int)MathF.Round(side)), Math.Max(1, (int)MathF.Round(side)));
    }

    private static Vector2 Centre(IReadOnlyList<Vector3> landmarks, ReadOnlySpan<int> points)
    {
        var sum = Vector3.Zero;
        foreach (var point in points) sum += landmarks[point];
        return new Vector2(sum.X, sum.Y) / points.Length;
    }

    /// <summary>A box that may reach outside; the edge is repeated.</summary>
    private static Frame Cut(Frame frame, CropBox box)
    {
        var cut = new Frame(box.Width, box.Height);
        for (var y = 0; y < box.Height; y++)
        {
            ReadOnlySpan<byte> row = frame.Row(Math.Clamp(box.Y + y, 0, frame.Height - 1));
            var target = cut.Row(y);
            for (var x = 0; x < box.Width; x++)
                row.Slice(Math.Clamp(box.X + x, 0, frame.Width - 1) * frame.Channels, 3).CopyTo(target[(x * 3)..]);
        }
        return cut;
    }
}
