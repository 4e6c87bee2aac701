using System.Numerics;
using ReliTalk.Rendering.Eyes;

namespace ReliTalk.Rendering.Areas;

/// <summary>Limits a hole to the face: the union of two face outlines, widened and feathered, without the eyes of the frame behind. Not thread-safe: buffers are reused.</summary>
internal sealed class FaceMask
{
    // How far beyond its outline, about the mouth's centre, the face is redrawn: the mesh ends a little inside the jaw's visible edge.
    private const float Widening = 1.1f;

    private readonly int size;
    private readonly int radius;
    private readonly float[] first;
    private readonly float[] second;
    private readonly Vector2[] wide = new Vector2[FaceMesh.PointCount];

    public FaceMask(int size, float feather)
    {
        this.size = size;
        radius = Math.Max(1, (int)MathF.Round(feather / 2));
        first = new float[size * size];
        second = new float[size * size];
    }

    /// <summary>Multiplies the paste mask with the face and clears the hole where nothing is pasted.</summary>
    public void Restrict(ReadOnlySpan<Vector2> behind, ReadOnlySpan<Vector2> wanted, MouthArea area, Span<float> hole, Span<float> paste)
    {
        Fill(behind, area, first);
        Fill(wanted, area, second);
        for (var i = 0; i < first.Length; i++) first[i] = MathF.Max(first[i], second[i]);
        // The hole may reach up to the eyes: a blink of the frame behind must stay whole.
        Spare(EyeMesh.Right, behind, area);
        Spare(EyeMesh.Left, behind, area);
        BlurRows(first, second);
        BlurColumns(second, first);
        for (var i = 0; i < first.Length; i++)
        {
            var t = Math.Clamp(first[i], 0f, 1f);
            paste[i] *= t * t * (3f - 2f * t);
            if (paste[i] < 0.004f) (paste[i], hole[i]) = (0, 0);
        }
    }

    /// <summary>Soft coverage 0..1 of one face's outline, for choosing between a reference's face and its surroundings.</summary>
    public void Cover(ReadOnlySpan<Vector2> wanted, MouthArea area, Span<float> mask)
    {
        Fill(wanted, area, first);
        BlurRows(first, second);
        BlurColumns(second, first);
        first.CopyTo(mask);
    }

    private void Spare(EyeMesh eye, ReadOnlySpan<Vector2> behind, MouthArea area)
    {
        ContourFill.Fill(behind, eye.Border, area.CropX, area.CropY, size, second);
        for (var i = 0; i < first.Length; i++) first[i] = MathF.Max(first[i] - second[i], 0);
    }

    private void Fill(ReadOnlySpan<Vector2> points, MouthArea area, float[] mask)
    {
        var centre = (points[13] + points[14]) / 2;
        foreach (var p in FaceMesh.Oval) wide[p] = centre + (points[p] - centre) * Widening;
        ContourFill.Fill(wide, FaceMesh.Oval, area.CropX, area.CropY, size, mask);
    }

    private void BlurRows(float[] from, float[] to)
    {
        for (var y = 0; y < size; y++)
        {
            var row = from.AsSpan(y * size, size);
            var blurred = to.AsSpan(y * size, size);
            blurred.Clear();
            for (var d = -radius; d <= radius; d++)
            {
                // The part of the row that this neighbour of each pixel lies in; beyond the ends the last pixel is repeated.
                var (first, end) = (Math.Clamp(-d, 0, size), Math.Clamp(size - d, 0, size));
                for (var x = 0; x < first; x++) blurred[x] += row[0];
                PlaneSums.Add(row[(first + d)..(end + d)], blurred[first..end]);
                for (var x = end; x < size; x++) blurred[x] += row[^1];
            }
            foreach (ref var value in blurred) value /= 2 * radius + 1;
        }
    }

    private void BlurColumns(float[] from, float[] to)
    {
        for (var y = 0; y < size; y++)
        {
            var blurred = to.AsSpan(y * size, size);
            blurred.Clear();
            for (var d = -radius; d <= radius; d++) PlaneSums.Add(from.AsSpan(Math.Clamp(y + d, 0, size - 1) * size, size), blurred);
            foreach (ref var value in blurred) value /= 2 * radius + 1;
        }
    }
}
