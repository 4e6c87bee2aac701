using System.Numerics;
using ReliTalk.Geometry;
using ReliTalk.Geometry.Masks;
using ReliTalk.Media;
using ReliTalk.Reflectance.Training;

namespace ReliTalk.Training;

/// <summary>Joins geometry to reflectance: the normals and masks of a source frame, or of a driven one. One thread at a time.</summary>
internal sealed class ReflectanceFrames(ClipData clip)
{
    private readonly FaceMapRenderer _maps = new(clip.Fit, clip.Size);

    /// <summary>The frame as it was filmed.</summary>
    public ReflectanceFrame At(int index) => Driven(clip.Frames[index], index, clip.Fit.ExpressionOf(index), clip.Fit.JawPoseOf(index));

    /// <summary>A driven frame over bank frame <paramref name="index"/>: its mouth follows another expression.</summary>
    public ReflectanceFrame Driven(Frame picture, int index, ReadOnlySpan<float> expression, Vector3 jaw)
    {
        var matte = clip.Mattes[index];
        var maps = _maps.Render(expression, jaw, clip.Fit.Poses[index], matte);
        var parts = clip.Parts.Segment(picture, maps.Landmarks, matte);
        var skin = parts.Sum(FacePart.Skin, FacePart.Lips, FacePart.Neck);
        return new ReflectanceFrame(picture, maps.Normals, skin.ToFloats(), FaceShare(maps.Coverage), matte.ToFloats());
    }

    /// <summary>Where the normals come from the head itself and not from the matte's outline.</summary>
    private static float[] FaceShare(float[] coverage) => Array.ConvertAll(coverage, share => share > 0.5f ? 1f : 0f);
}
