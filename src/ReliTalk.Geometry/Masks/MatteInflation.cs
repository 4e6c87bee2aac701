using System.Numerics;

namespace ReliTalk.Geometry.Masks;

/// <summary>
/// Gives hair and shoulders smooth normals from the matte alone: the matte is blurred at several scales, and the slopes, each weighted
/// with its scale, tip the normal outwards near the outline and leave it facing the viewer inside.
/// </summary>
internal sealed class MatteInflation(int size)
{
    private static readonly float[] Scales = [0.016f, 0.032f, 0.064f, 0.128f];
    private const float Steepness = 1.7f;
    private const float Floor = 0.02f;

    private readonly float[] _slopeX = new float[size * size];
    private readonly float[] _slopeY = new float[size * size];

    /// <summary>Blends inflated normals into <paramref name="planes"/> where <paramref name="coverage"/> is below 1, and clears what the matte leaves out.</summary>
    public void Complete(Matte matte, float[] planes, float[] coverage)
    {
        Inflate(matte);
        var count = size * size;
        var soft = (float[])coverage.Clone();
        PlaneScaling.Blur(soft, size, size, Math.Max(1, size / 128));
        for (var i = 0; i < count; i++)
        {
            if (matte.Values[i] / 255f < Floor)
            {
                planes[i] = planes[count + i] = planes[2 * count + i] = 0;
                coverage[i] = 0;
                continue;
            }
            var inflated = Vector3.Normalize(new Vector3(_slopeX[i], _slopeY[i], 1));
            var own = new Vector3(planes[i], planes[count + i], planes[2 * count + i]);
            // Blurring must not take trust from the face, and must not give trust where no head was drawn.
            var trust = own == Vector3.Zero ? 0 : Math.Min(coverage[i], coverage[i] >= 0.999f ? 1 : soft[i]);
            var normal = trust * own + (1 - trust) * inflated;
            var length = normal.Length();
            normal = length > 1e-6f ? normal / length : Vector3.UnitZ;
            planes[i] = normal.X;
            planes[count + i] = normal.Y;
            planes[2 * count + i] = normal.Z;
            coverage[i] = trust;
        }
        SmoothOutside(planes, coverage);
    }

    /// <summary>Evens out the seam between head and inflated normals: off the face each normal gives way to its neighbourhood's mean.</summary>
    private void SmoothOutside(float[] planes, float[] coverage)
    {
        var count = size * size;
        var soft = (float[])planes.Clone();
        for (var axis = 0; axis < 3; axis++) PlaneScaling.Blur(soft.AsSpan(axis * count, count), size, size, Math.Max(1, size / 85));
        for (var i = 0; i < count; i++)
        {
            var here = new Vector3(planes[i], planes[count + i], planes[2 * count + i]);
            if (here == Vector3.Zero) continue;
            var share = Math.Clamp((1 - coverage[i]) * 4, 0, 1);
            var normal = Vector3.Lerp(here, Vector3.Normalize(new Vector3(soft[i], soft[count + i], soft[2 * count + i])), share);
            var length = normal.Length();
            if (!(length > 1e-6f)) continue;
            normal /= length;
            (planes[i], planes[count + i], planes[2 * count + i]) = (normal.X, normal.Y, normal.Z);
        }
    }

    private void Inflate(Matte matte)
    {
        Array.Clear(_slopeX);
        Array.Clear(_slopeY);
        var blurred = matte.ToFloats();
        foreach (var scale in Scales)
        {
            var radius = Math.Max(1, (int)MathF.Round(scale * size));
            PlaneScaling.Blur(blurred, size, size, radius);
            var gain = Steepness * radius;
            for (var y = 0; y < size; y++)
            {
                var up = Math.Max(0, y - 1) * size;
                var down = Math.Min(size - 1, y + 1) * size;
                for (var x = 0; x < size; x++)
                {
                    var left = Math.Max(0, x - 1);
                    var right = Math.Min(size - 1, x + 1);
                    var at = y * size + x;
                    // Outwards is where the matte falls; camera y runs up while rows run down.
                    _slopeX[at] -= gain * (blurred[y * size + right] - blurred[y * size + left]) / 2;
                    _slopeY[at] += gain * (blurred[down + x] - blurred[up + x]) / 2;
                }
            }
        }
    }
}
