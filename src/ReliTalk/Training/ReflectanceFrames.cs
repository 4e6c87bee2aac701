using System.Numerics;
using ReliTalk.Geometry;
using ReliTalk.Geometry.Masks;
using ReliTalk.Geometry.Surface;
using ReliTalk.Media;
using ReliTalk.Reflectance.Training;

namespace ReliTalk.Training;

/// <summary>Joins geometry to reflectance: the normals and masks of a source frame, or of a driven one. One thread at a time.</summary>
internal sealed class ReflectanceFrames(ClipData clip, ImplicitHead? surface = null)
{
    private readonly FaceMapRenderer _maps = new(clip.Fit, clip.Size, surface);

    /// <summary>The frame as it was filmed.</summary>
    public ReflectanceFrame At(int index) => Driven(clip.Frames[index], index, clip.Fit.ExpressionOf(index), clip.Fit.JawPoseOf(index));

    /// <summary>The frame as it was filmed, but with its mouth's inside counted as skin: what is known of the place once the lips close over it.</summary>
    public ReflectanceFrame WithMouthClosed(int index)
        => Make(clip.Frames[index], index, clip.Fit.ExpressionOf(index), clip.Fit.JawPoseOf(index), FacePart.Skin, FacePart.Lips, FacePart.Neck, FacePart.MouthInterior, FacePart.Teeth);

    /// <summary>A driven frame over bank frame <paramref name="index"/>: its mouth follows another expression.</summary>
    public ReflectanceFrame Driven(Frame picture, int index, ReadOnlySpan<float> expression, Vector3 jaw)
        => Make(picture, index, expression, jaw, FacePart.Skin, FacePart.Lips, FacePart.Neck);

    private ReflectanceFrame Make(Frame picture, int index, ReadOnlySpan<float> expression, Vector3 jaw, params FacePart[] bare)
    {
        var matte = clip.Mattes[index];
        var maps = _maps.Render(expression, jaw, clip.Fit.Poses[index], matte);
        var parts = clip.Parts.Segment(picture, maps.Landmarks, matte);
        return new ReflectanceFrame(picture, maps.Normals, parts.Sum(bare).ToFloats(), FaceShare(maps.Coverage), matte.ToFloats()) { Depth = maps.Depth, Patches = _maps.Patches() };
    }

    /// <summary>Where the normals come from the head itself and not from the matte's outline.</summary>
    private static float[] FaceShare(float[] coverage) => Array.ConvertAll(coverage, share => share > 0.5f ? 1f : 0f);
}
