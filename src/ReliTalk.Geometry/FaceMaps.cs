using System.Numerics;
using ReliTalk.Geometry.Masks;
using ReliTalk.Geometry.Tracking;
using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Geometry;

/// <summary>What one head in one pose looks like to the networks: rough normals and masks of one picture.</summary>
public sealed class FaceMaps
{
    internal FaceMaps(int size, float[] normals, float[] depth, float[] coverage, Vector3[] landmarks)
    {
        Size = size;
        Normals = normals;
        Depth = depth;
        Coverage = coverage;
        Landmarks = landmarks;
    }

    /// <summary>Side of the picture in pixels.</summary>
    public int Size { get; }

    /// <summary>The rough normals N^: three planes x, y, z (3 x size x size), camera axes, unit length; (0, 0, 0) outside.</summary>
    public float[] Normals { get; }

    /// <summary>
    /// How near each pixel's surface is: pixels of this picture towards the viewer from the head's origin (size x size); negative infinity
    /// where no head was drawn.
    /// </summary>
    public float[] Depth { get; }

    /// <summary>How far each normal comes from the head itself: 1 on the face, fading over skull and neck, 0 where it is inflated from the matte.</summary>
    public float[] Coverage { get; }

    /// <summary>The 478 landmarks in picture pixels, z smaller = nearer.</summary>
    public IReadOnlyList<Vector3> Landmarks { get; }

    /// <summary>N^ as float32 [3, H, W]; a new tensor, owned by the caller.</summary>
    public Tensor NormalTensor() => tensor(Normals, [3, Size, Size]);

    /// <summary>Area between the inner lip edges, 0..1 with soft edges.</summary>
    public Matte MouthInterior() => Fill(FaceLandmarks.LipInner);

    /// <summary>Area inside the outer lip edge, the mouth's opening included, 0..1 with soft edges.</summary>
    public Matte Mouth() => Fill(FaceLandmarks.LipOuter);

    /// <summary>Area inside the face's outline, 0..1 with soft edges.</summary>
    public Matte Face() => Fill(FaceLandmarks.FaceOval);

    private Matte Fill(ReadOnlySpan<int> loop)
    {
        var corners = new Vector2[loop.Length];
        for (var i = 0; i < corners.Length; i++) corners[i] = new Vector2(Landmarks[loop[i]].X, Landmarks[loop[i]].Y);
        return Matte.FromFloats(Size, Size, PolygonMask.Fill(corners, Size, Size));
    }
}
