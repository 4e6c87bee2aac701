using System.Numerics;
using ReliTalk.Rendering.Areas;
using ReliTalk.Rendering.Bank;
using ReliTalk.Rendering.Warping;

namespace ReliTalk.Rendering.Networks;

/// <summary>
/// Writes one frame's network input, plane by plane, into an array: N^, mouth opening, lips, M^d, source picture around the hole, bent
/// reference. Training and driving both go through here, so that they cannot differ. Not thread-safe: one a thread.
/// </summary>
internal sealed class MouthInputs
{
    /// <summary>Planes that <see cref="Write"/> fills: N^ 3, opening, lips, M^d, I * (1 - M^d) 3, best reference 3, mean of the references 3.</summary>
    public const int Planes = 15;

    public const int NormalPlane = 0;
    public const int OpeningPlane = 3;
    public const int HolePlane = 5;
    public const int SourcePlane = 6;
    public const int ReferencePlane = 9;
    public const int MeanPlane = 12;

    private readonly int pictureSize;
    private readonly float feather;
    private readonly DenseWarp warp;
    private readonly FaceMask faceMask;
    private readonly float[] beside;
    private readonly float[] bent;
    private readonly float[] cover;
    private MouthState[] mouths = [];
    private AreaMasks? masks;
    private MouthArea layout;

    public MouthInputs(int pictureSize, int cropSize, float feather, IReadOnlyList<int> warpPoints, DenseWarpOptions warpOptions)
    {
        this.pictureSize = pictureSize;
        this.feather = feather;
        faceMask = new FaceMask(cropSize, feather);
        beside = new float[3 * cropSize * cropSize];
        bent = new float[3 * cropSize * cropSize];
        cover = new float[cropSize * cropSize];
        warp = new DenseWarp(warpPoints, pictureSize, cropSize, warpOptions);
    }

    private AreaMasks MasksOf(MouthArea area)
    {
        if (masks is null || !layout.SameLayoutAs(area))
        {
            masks = new AreaMasks(area, feather);
            layout = area;
        }
        return masks;
    }

    /// <summary>Fills the planes of one frame.</summary>
    /// <param name="mouth">The wanted mouth; its area says where.</param>
    /// <param name="background">The frame behind, with its own mouth.</param>
    /// <param name="references">The bank frames whose mouths are bent, the best first; at least one.</param>
    /// <param name="surroundings">The bank frame whose pixels stand beside the face in the hole.</param>
    /// <param name="shape">Shape of the hole.</param>
    /// <param name="planes">Receives <see cref="Planes"/> x S x S values.</param>
    /// <param name="paste">Receives S x S values: how much of the drawn picture is pasted.</param>
    public void Write(MouthState mouth, BankFrame background, ReadOnlySpan<BankFrame> references, BankFrame surroundings, HoleShape shape, Span<float> planes, Span<float> paste)
    {
        var area = mouth.Area;
        var size = area.CropSize;
        var plane = size * size;
        WriteNormals(mouth.Normals, planes[..(3 * plane)]);
        ReadOnlySpan<Vector2> landmarks = mouth.Landmarks;
        ContourFill.Fill(landmarks, FaceMesh.InnerLips, area.CropX, area.CropY, size, planes.Slice(OpeningPlane * plane, plane));
        var lips = planes.Slice((OpeningPlane + 1) * plane, plane);
        ContourFill.Fill(landmarks, FaceMesh.OuterLips, area.CropX, area.CropY, size, lips);
        var opening = planes.Slice(OpeningPlane * plane, plane);
        for (var i = 0; i < plane; i++) lips[i] = MathF.Max(lips[i] - opening[i], 0);
        var box = MasksOf(area);
        box.Paste.Span.CopyTo(paste);
        var hole = planes.Slice(HolePlane * plane, plane);
        box.Hole.Span.CopyTo(hole);
        if (shape == HoleShape.Face)
        {
            faceMask.Restrict(background.Mouth.Landmarks, landmarks, area, hole, paste);
        }
        var source = planes.Slice(SourcePlane * plane, 3 * plane);
        ReadCrop(background.Pixels.Span, area, source);
        var best = planes.Slice(ReferencePlane * plane, 3 * plane);
        var mean = planes.Slice(MeanPlane * plane, 3 * plane);
        if (mouths.Length != references.Length) mouths = new MouthState[references.Length];
        for (var r = 0; r < mouths.Length; r++) mouths[r] = references[r].Mouth;
        warp.Aim(mouth, mouths);
        // Outside the hole the source stands; there nothing is read.
        warp.Read(0, references[0].Pixels.Span, best, hole);
        best.CopyTo(mean);
        for (var r = 1; r < references.Length; r++)
        {
            warp.Read(r, references[r].Pixels.Span, bent, hole);
            PlaneSums.Add(bent, mean);
        }
        ReadCrop(surroundings.Pixels.Span, area, beside);
        faceMask.Cover(landmarks, area, cover);
        var share = 1f / references.Length;
        for (var c = 0; c < 3; c++)
            for (var i = 0; i < plane; i++)
            {
                var n = c * plane + i;
                if (hole[i] > 0)
                {
                    source[n] = 0;
                    best[n] = beside[n] + cover[i] * (best[n] - beside[n]);
                    // Averaging already settles what stands beside the face, better than one agreeing frame does.
                    mean[n] *= share;
                }
                else
                {
                    mean[n] = best[n] = source[n];
                }
            }
    }

    /// <summary>Reads the crop as 3 planes 0..1; pixels outside the picture repeat its edge.</summary>
    public void ReadCrop(ReadOnlySpan<byte> pixels, MouthArea area, Span<float> planes)
    {
        var size = area.CropSize;
        const float unit = 1f / 255f;
        for (var y = 0; y < size; y++)
        {
            var row = Math.Clamp(area.CropY + y, 0, pictureSize - 1) * pictureSize;
            for (var x = 0; x < size; x++)
            {
                var n = 3 * (row + Math.Clamp(area.CropX + x, 0, pictureSize - 1));
                var to = y * size + x;
                planes[to] = pixels[n] * unit;
                planes[size * size + to] = pixels[n + 1] * unit;
                planes[2 * size * size + to] = pixels[n + 2] * unit;
            }
        }
    }

    private static void WriteNormals(ReadOnlySpan<sbyte> normals, Span<float> planes)
    {
        if (normals.Length != planes.Length)
            throw new ArgumentException($"The mouth carries {normals.Length} normal values; its crop needs {planes.Length}. A mouth read back from a file has none: drive with freshly rendered normals.", nameof(normals));
        for (var i = 0; i < planes.Length; i++) planes[i] = normals[i] * (1f / 127f);
    }
}
