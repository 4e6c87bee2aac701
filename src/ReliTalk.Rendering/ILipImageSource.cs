using ReliTalk.Rendering.Areas;

namespace ReliTalk.Rendering;

/// <summary>
/// A slot for lips that another method draws from the speech, such as Wav2Lip with the user's own weights (the paper's extra input of F_blend). Where it is filled, its picture takes
/// the place of the best reference mouth in the driven area; without it the references from the frame bank stand there.
/// </summary>
public interface ILipImageSource
{
    /// <summary>Draws the lips of the next frame. Called once a frame, in order, on the thread that renders.</summary>
    /// <param name="frame">Number of the output frame, from 0.</param>
    /// <param name="mouth">The wanted mouth: where the landmarks fall, and the area.</param>
    /// <param name="background">The picture behind, RGB bytes, with its own mouth.</param>
    /// <param name="lips">Receives the crop of <see cref="MouthArea.CropSize"/> squared pixels at the area's corner, three planes of sRGB 0..1; holds the best reference on entry.</param>
    /// <returns>False where there is none for this frame: the reference stays.</returns>
    bool TryDraw(int frame, MouthState mouth, ReadOnlySpan<byte> background, Span<float> lips);
}
