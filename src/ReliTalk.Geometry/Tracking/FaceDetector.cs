using ReliTalk.Learning.Models;
using ReliTalk.Learning.TFLite;
using ReliTalk.Media;
using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Geometry.Tracking;

/// <summary>
/// Finds faces in a picture: MediaPipe's full-range detector, and its short-range one for very large faces that the first misses.
/// Thread-safe.
/// </summary>
public sealed class FaceDetector : IDisposable
{
    private readonly TFLiteNetwork _fullRange;
    private readonly TFLiteNetwork _shortRange;
    private readonly DetectionDecoder _fullDecoder = DetectionDecoder.FullRange();
    private readonly DetectionDecoder _shortDecoder = DetectionDecoder.ShortRange();

    private FaceDetector(TFLiteNetwork fullRange, TFLiteNetwork shortRange)
    {
        _fullRange = fullRange;
        _shortRange = shortRange;
    }

    /// <summary>Loads both networks.</summary>
    /// <exception cref="WeightsFileException">A file is damaged.</exception>
    /// <exception cref="BackendMissingException">A file is missing; the message says how to fetch it.</exception>
    public static FaceDetector Load(ModelStore models)
    {
        ArgumentNullException.ThrowIfNull(models);
        var fullRange = TFLiteNetwork.Read(models.Find("face_detection_full_range.tflite"));
        return new FaceDetector(fullRange, TFLiteNetwork.Read(models.Find("face_detection_short_range.tflite")));
    }

    /// <summary>The faces of a picture in its pixels, the most certain first; empty where there is none.</summary>
    public IReadOnlyList<FaceDetection> Detect(Frame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        var faces = Detect(frame, _fullRange, _fullDecoder);
        return faces.Count > 0 ? faces : Detect(frame, _shortRange, _shortDecoder);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _fullRange.Dispose();
        _shortRange.Dispose();
    }

    private static List<FaceDetection> Detect(Frame frame, TFLiteNetwork network, DetectionDecoder decoder)
    {
        var letterbox = FaceRegion.Letterbox(frame.Width, frame.Height);
        var size = decoder.InputSize;
        var input = new float[size * size * 3];
        letterbox.Sample(frame, size, input, -1, 1, repeatEdges: false);
        using var scope = NewDisposeScope();
        using var inference = no_grad();
        var outputs = network.Run(tensor(input, [1, size, size, 3]));
        var regressors = Array.Find(outputs, output => output.shape[^1] == 16);
        var logits = Array.Find(outputs, output => output.shape[^1] == 1);
        if (regressors is null || logits is null)
            throw new WeightsFileException("The face detector's outputs are not [1, N, 16] and [1, N, 1]. Fetch the model files again with the set-up script.");
        return decoder.Decode(regressors.data<float>().ToArray(), logits.data<float>().ToArray(), letterbox);
    }
}
