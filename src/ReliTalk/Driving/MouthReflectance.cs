using ReliTalk.Rendering;

namespace ReliTalk.Driving;

/// <summary>Moves a source frame's baked maps with the driven mouth: outside the redrawn area nothing changes.</summary>
internal static class MouthReflectance
{
    // As in training: a head model's rim turns away a pixel too early or too late, and little light there would draw a line.
    private const float LeastFacing = 0.3f;

    /// <summary>
    /// The refined normal changes by what the head model's own normal changes, so that its refinement stays; the opened mouth has no gloss of skin.
    /// </summary>
    /// <param name="driven">The driven frame.</param>
    /// <param name="source">The source frame's own mouth, with normals, in the same area.</param>
    /// <param name="size">Side of the picture.</param>
    /// <param name="normals">Three planes, changed in place.</param>
    /// <param name="weight">One plane, changed in place.</param>
    public static void Follow(DrivenFrame driven, MouthState source, int size, Span<float> normals, Span<float> weight)
    {
        var area = driven.Mouth.Area;
        int side = area.CropSize, crop = side * side, plane = size * size;
        var wanted = driven.Mouth.Normals;
        var own = source.Normals;
        for (var y = 0; y < side; y++)
        {
            var row = area.CropY + y;
            if (row < 0 || row >= size) continue;
            for (var x = 0; x < side; x++)
            {
                var column = area.CropX + x;
                var k = y * side + x;
                var share = driven.Paste[k] * (1f / 127f);
                if (share == 0f || column < 0 || column >= size) continue;
                var i = row * size + column;
                weight[i] *= 1f - driven.Opening[k];
                float dx = wanted[k] - own[k], dy = wanted[crop + k] - own[crop + k], dz = wanted[2 * crop + k] - own[2 * crop + k];
                var unknown = wanted[k] == 0 && wanted[crop + k] == 0 && wanted[2 * crop + k] == 0;
                if (unknown || (dx == 0f && dy == 0f && dz == 0f)) continue;
                float nx = normals[i] + share * dx, ny = normals[plane + i] + share * dy, nz = normals[2 * plane + i] + share * dz;
                if (normals[i] == 0f && normals[plane + i] == 0f && normals[2 * plane + i] == 0f) continue;
                nz = MathF.Max(nz, LeastFacing);
                var inverse = 1f / MathF.Sqrt(nx * nx + ny * ny + nz * nz);
                (normals[i], normals[plane + i], normals[2 * plane + i]) = (nx * inverse, ny * inverse, nz * inverse);
            }
        }
    }
}
