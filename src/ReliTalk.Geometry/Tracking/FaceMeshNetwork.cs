using System.Numerics;
using ReliTalk.Learning.Models;
using ReliTalk.Learning.TFLite;
using ReliTalk.Media;
using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Geometry.Tracking;

/// <summary>
/// Places 478 landmarks on one face: MediaPipe's attention mesh (468 points in three dimensions; lips, lids and irises refined).
/// Thread-safe.
/// </summary>
public sealed class FaceMeshNetwork : IDisposable
{
    private const int InputSize = 192;
    private const int LidPoints = 16;

    private readonly TFLiteNetwork _network;

    private FaceMeshNetwork(TFLiteNetwork network) => _network = network;

    /// <summary>Loads the network.</summary>
    /// <exception cref="WeightsFileException">The file is damaged.</exception>
    /// <exception cref="BackendMissingException">The file is missing; the message says how to fetch it.</exception>
    public static FaceMeshNetwork Load(ModelStore models)
    {
        ArgumentNullException.ThrowIfNull(models);
        return new FaceMeshNetwork(TFLiteNetwork.Read(models.Find("face_landmark_with_attention.tflite")));
    }

    /// <summary>Looks at one square of a picture.</summary>
    /// <param name="frame">The picture.</param>
    /// <param name="region">Where the face is.</param>
    /// <returns>The landmarks in picture pixels and how sure the network is that the square shows a face, 0..1.</returns>
    public (Vector3[] Landmarks, float Presence) Run(Frame frame, FaceRegion region)
    {
        var input = new float[InputSize * InputSize * 3];
        region.Sample(frame, InputSize, input, 0, 1, repeatEdges: true);
        using var scope = NewDisposeScope();
        using var inference = no_grad();
        var outputs = _network.Run(tensor(input, [1, InputSize, InputSize, 3]));
        if (outputs.Length < 7)
            throw new WeightsFileException("The landmark network does not have the seven outputs of the attention mesh. Fetch the model files again with the set-up script.");
        var presence = 1f / (1f + MathF.Exp(-outputs[6].data<float>().ToArray()[0]));
        var points = Assemble([.. outputs.Take(6).Select(output => output.data<float>().ToArray())]);
        for (var i = 0; i < points.Length; i++) points[i] = region.ToPicture(points[i], InputSize);
        return (points, presence);
    }

    /// <inheritdoc/>
    public void Dispose() => _network.Dispose();

    /// <summary>Joins the six outputs (mesh xyz; lips, left eye, right eye, left iris, right iris xy) to 478 points in crop pixels.</summary>
    internal static Vector3[] Assemble(float[][] outputs)
    {
        var points = new Vector3[FaceLandmarks.Count];
        var mesh = outputs[0];
        for (var i = 0; i < FaceLandmarks.MeshCount; i++) points[i] = new Vector3(mesh[3 * i], mesh[3 * i + 1], mesh[3 * i + 2]);
        Refine(points, FaceLandmarks.Lips, outputs[1]);
        Refine(points, FaceLandmarks.LeftEye, outputs[2]);
        Refine(points, FaceLandmarks.RightEye, outputs[3]);
        PlaceIris(points, FaceLandmarks.LeftIris, FaceLandmarks.LeftEye[..LidPoints], outputs[4]);
        PlaceIris(points, FaceLandmarks.RightIris, FaceLandmarks.RightEye[..LidPoints], outputs[5]);
        return points;
    }

    private static void Refine(Vector3[] points, ReadOnlySpan<int> indices, float[] refined)
    {
        for (var i = 0; i < indices.Length; i++)
            points[indices[i]] = new Vector3(refined[2 * i], refined[2 * i + 1], points[indices[i]].Z);
    }

    private static void PlaceIris(Vector3[] points, int first, ReadOnlySpan<int> lids, float[] iris)
    {
        float depth = 0;
        foreach (var index in lids) depth += points[index].Z / lids.Length;
        for (var i = 0; i < 5; i++) points[first + i] = new Vector3(iris[2 * i], iris[2 * i + 1], depth);
    }
}
