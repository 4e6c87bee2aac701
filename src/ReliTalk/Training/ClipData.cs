using ReliTalk.Geometry.HeadModels;
using ReliTalk.Geometry.Masks;
using ReliTalk.Geometry.Tracking;
using ReliTalk.Media;

namespace ReliTalk.Training;

/// <summary>
/// What geometry found out about a clip, in the square work picture: the frames themselves, mattes, landmarks and the fitted head.
/// Frames stay bytes: 500 frames of 256 x 256 take 100 MB, their mattes 33 MB. Immutable once the silence is known.
/// </summary>
internal sealed class ClipData
{
    private readonly Lazy<PartSegmenter> _segmenter;

    public ClipData(int size, Frame[] frames, Matte[] mattes, ClipTrack track, HeadFit fit, bool[] silent)
    {
        Size = size;
        Frames = frames;
        Mattes = mattes;
        Track = track;
        Fit = fit;
        Silent = silent;
        _segmenter = new Lazy<PartSegmenter>(LearnParts);
    }

    public int Size { get; }

    public Frame[] Frames { get; }

    public Matte[] Mattes { get; }

    public ClipTrack Track { get; }

    public HeadFit Fit { get; }

    /// <summary>Whether the speaker is silent in a frame; such frames serve as background for silence.</summary>
    public bool[] Silent { get; set; }

    /// <summary>How much the still parts of the face tremble under the landmarks' poses and under the aligned ones, grey levels; null for a stored portrait.</summary>
    public (float Before, float After)? TextureJitter { get; init; }

    public int Count => Frames.Length;

    /// <summary>Divides the person into skin, hair, cloth and so on by colours learnt from this clip.</summary>
    public PartSegmenter Parts => _segmenter.Value;

    /// <summary>The same clip with another surface for its head.</summary>
    public ClipData With(HeadFit fit) => new(Size, Frames, Mattes, Track, fit, Silent) { TextureJitter = TextureJitter };

    private PartSegmenter LearnParts()
    {
        const int Examples = 10;
        var step = Math.Max(1, Count / Examples);
        return PartSegmenter.Learn(Enumerable.Range(0, Count).Where(t => t % step == 0).Select(t => (Frames[t], Track.Frames[t].Landmarks, Mattes[t])));
    }
}
