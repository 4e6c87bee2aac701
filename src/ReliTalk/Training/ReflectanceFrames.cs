using ReliTalk.Geometry;
using ReliTalk.Geometry.Masks;
using ReliTalk.Media;
using ReliTalk.Reflectance;
using ReliTalk.Reflectance.Training;
using TorchSharp;

namespace ReliTalk.Training;

/// <summary>Joins geometry to reflectance: the normals and masks of a source frame, or of a driven one.</summary>
internal sealed class ReflectanceFrames(ClipData clip)
{
    private readonly FaceMapRenderer _maps = new(clip.Fit, clip.Size);

    /// <summary>The frame as it was filmed. The caller's scope owns the tensors.</summary>
    public ReflectanceFrame At(int index) => Make(clip.Frames[index], index, clip.Fit.Expression(index), clip.Fit.JawPose(index));

    /// <summary>A driven frame over bank frame <paramref name="index"/>: its mouth follows another expression.</summary>
    public ReflectanceFrame Driven(Frame picture, int index, ReadOnlySpan<float> expression, ReadOnlySpan<float> jaw) => Make(picture, index, expression, jaw);

    private ReflectanceFrame Make(Frame picture, int index, ReadOnlySpan<float> expression, ReadOnlySpan<float> jaw)
    {
        var matte = clip.MatteTensor(index);
        using var maps = _maps.Render(expression, jaw, clip.Fit.Poses[index], matte);
        var parts = PartMasks.Segment(picture, maps.Landmarks, matte);
        return new ReflectanceFrame(picture.ToTensor(), maps.Normals, parts.Skin, maps.FaceMask, matte);
    }
}
