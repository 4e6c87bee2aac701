using ReliTalk.Geometry.Tracking;
using ReliTalk.Learning.Models;
using ReliTalk.Learning.TFLite;
using ReliTalk.Media;
using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Geometry.Masks;

/// <summary>
/// Cuts the person out of a picture: MediaPipe's selfie segmentation, its largest connected area with holes (white teeth) filled.
/// Thread-safe.
/// </summary>
public sealed class PersonMatte : IDisposable
{
    private const int InputSize = 256;

    private readonly TFLiteNetwork _network;

    private PersonMatte(TFLiteNetwork network) => _network = network;

    /// <summary>Loads the network.</summary>
    /// <exception cref="WeightsFileException">The file is damaged.</exception>
    /// <exception cref="BackendMissingException">The file is missing; the message says how to fetch it.</exception>
    public static PersonMatte Load(ModelStore models)
    {
        ArgumentNullException.ThrowIfNull(models);
        return new PersonMatte(TFLiteNetwork.Read(models.Find("selfie_segmentation.tflite")));
    }

    /// <summary>The person's matte in one square work picture, of the picture's size.</summary>
    /// <param name="frame">The picture; the network sees it scaled to 256 x 256.</param>
    public Matte Segment(Frame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        var input = new float[InputSize * InputSize * 3];
        PlaneScaling.SamplePicture(frame, InputSize, input);
        float[] small;
        using (NewDisposeScope())
        using (no_grad())
        {
            small = _network.Run(tensor(input, [1, InputSize, InputSize, 3]))[0].data<float>().ToArray();
        }
        MatteCleaning.KeepPerson(small, InputSize, InputSize);
        var values = frame.Width == InputSize && frame.Height == InputSize
            ? small
            : PlaneScaling.Resize(small, InputSize, InputSize, frame.Width, frame.Height);
        return Matte.FromFloats(frame.Width, frame.Height, values);
    }

    /// <summary>Evens a clip's mattes out in time (quarter, half, quarter); shifts nothing.</summary>
    /// <param name="mattes">One matte for each frame, all of one size.</param>
    public static IReadOnlyList<Matte> Steady(IReadOnlyList<Matte> mattes)
    {
        ArgumentNullException.ThrowIfNull(mattes);
        return MatteCleaning.Steady(mattes);
    }

    /// <summary>
    /// The matte with its edge fitted to the picture: each pixel within a few of the outline is explained as a mixture of colours from further inside and
    /// further outside. Where those are alike the given alpha stays.
    /// </summary>
    /// <param name="frame">The picture that the matte belongs to.</param>
    /// <param name="matte">A matte of its size, as <see cref="Segment"/> and <see cref="Steady"/> give it.</param>
    /// <exception cref="ArgumentException">The sizes differ.</exception>
    public static Matte Refine(Frame frame, Matte matte)
    {
        ArgumentNullException.ThrowIfNull(frame);
        ArgumentNullException.ThrowIfNull(matte);
        return MatteRefinement.Refine(frame, matte);
    }

    /// <inheritdoc/>
    public void Dispose() => _network.Dispose();
}
