using System.Numerics;
using ReliTalk.Learning.Models;
using ReliTalk.Learning.Networks.Pretrained;
using ReliTalk.Media;
using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Geometry.Tracking;

/// <summary>Tells persons apart by the embedding of an aligned face. Thread-safe.</summary>
internal sealed class FaceIdentity(ModelStore models) : IDisposable
{
    /// <summary>Below this distance two embeddings are of one person (the network's published threshold).</summary>
    public const float SamePerson = 0.6f;

    private readonly FaceRecognitionNetwork _network = FaceRecognitionNetwork.Load(models);

    public float[] Embed(Frame frame, Vector3[] landmarks)
    {
        const int size = FaceRecognitionNetwork.InputSize;
        var left = Centre(landmarks, FaceLandmarks.LeftEyeContour);
        var right = Centre(landmarks, FaceLandmarks.RightEyeContour);
        var mouth = Centre(landmarks, FaceLandmarks.LipOuter);
        var side = (Vector2.Distance(left, mouth) + Vector2.Distance(right, mouth)) / 2 / 0.45f;
        var across = right - left;
        var rotation = MathF.Atan2(across.Y, across.X);
        var (sin, cos) = MathF.SinCos(rotation);
        // The three centres' mean lies at 43 % of the height: the square's own centre is 7 % farther down the face.
        var centre = (left + right + mouth) / 3 + 0.07f * side * new Vector2(-sin, cos);
        var rgb = new float[size * size * 3];
        new FaceRegion(centre, side, rotation).Sample(frame, size, rgb, 0, 1, repeatEdges: true);
        using var scope = NewDisposeScope();
        using var inference = no_grad();
        return _network.Embed(tensor(rgb, [1, size, size, 3]).permute(0, 3, 1, 2).contiguous()).data<float>().ToArray();
    }

    public static float Distance(float[] a, float[] b)
    {
        float sum = 0;
        for (var i = 0; i < a.Length; i++) sum += (a[i] - b[i]) * (a[i] - b[i]);
        return MathF.Sqrt(sum);
    }

    public void Dispose() => _network.Dispose();

    private static Vector2 Centre(Vector3[] landmarks, ReadOnlySpan<int> indices)
    {
        var sum = Vector2.Zero;
        foreach (var index in indices) sum += landmarks[index].AsVector2();
        return sum / indices.Length;
    }
}
