using ReliTalk.Geometry;
using ReliTalk.Geometry.Tracking;
using ReliTalk.Media;
using TorchSharp;

namespace ReliTalk.Training;

/// <summary>
/// What geometry found out about a clip, in the square work picture: the frames themselves, mattes, landmarks and the fitted head.
/// Frames stay bytes: 500 frames of 256 x 256 take 100 MB, their mattes 33 MB.
/// </summary>
internal sealed class ClipData
{
    public ClipData(int size, Frame[] frames, byte[][] mattes, ClipTrack track, HeadFit fit, bool[] silent)
    {
        Size = size;
        Frames = frames;
        Mattes = mattes;
        Track = track;
        Fit = fit;
        Silent = silent;
    }

    public int Size { get; }

    public Frame[] Frames { get; }

    /// <summary>One matte a frame, row-major, 0 to 255.</summary>
    public byte[][] Mattes { get; }

    public ClipTrack Track { get; }

    public HeadFit Fit { get; }

    /// <summary>Whether the speaker is silent in a frame; such frames serve as background for silence.</summary>
    public bool[] Silent { get; set; }

    public int Count => Frames.Length;

    /// <summary>The matte of a frame as a tensor [1, S, S], 0 to 1; the caller's scope owns it.</summary>
    public torch.Tensor MatteTensor(int index) => MatteCodec.ToTensor(Mattes[index], Size);
}
