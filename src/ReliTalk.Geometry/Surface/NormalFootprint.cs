using System.Numerics;

namespace ReliTalk.Geometry.Surface;

/// <summary>
/// Mean normals over what a pixel may show: a fitted head is off by a pixel or two along its picture, so that the normal at a pixel is known
/// as the mean over that neighbourhood. Creases, nostrils and the edge of the jaw come out as softly as they are known. Not thread-safe.
/// </summary>
internal sealed class NormalFootprint(int width, int height)
{
    private readonly Vector4[] _first = new Vector4[width * height];
    private readonly Vector4[] _second = new Vector4[width * height];

    /// <summary>Applies it.</summary>
    /// <param name="planes">Three planes of normals; those inside are replaced by unit means.</param>
    /// <param name="inside">Which pixels take part.</param>
    /// <param name="deviation">Standard deviation of the neighbourhood, pixels; below a quarter nothing changes.</param>
    public void Apply(float[] planes, bool[] inside, float deviation)
    {
        if (deviation < 0.25f) return;
        var plane = width * height;
        int left = width, right = -1, top = height, bottom = -1;
        for (var i = 0; i < plane; i++)
        {
            _first[i] = inside[i] ? new Vector4(planes[i], planes[plane + i], planes[2 * plane + i], 1) : Vector4.Zero;
            if (!inside[i]) continue;
            left = Math.Min(left, i % width);
            right = Math.Max(right, i % width);
            top = Math.Min(top, i / width);
            bottom = Math.Max(bottom, i / width);
        }
        var radius = (int)MathF.Ceiling(2.5f * deviation);
        Span<float> kernel = stackalloc float[radius + 1];
        for (var d = 0; d <= radius; d++) kernel[d] = MathF.Exp(-0.5f * d * d / (deviation * deviation));
        for (var y = top; y <= bottom; y++)
            for (var x = left; x <= right; x++)
            {
                var sum = kernel[0] * _first[y * width + x];
                for (var d = 1; d <= radius; d++) sum += kernel[d] * (_first[y * width + Math.Max(left, x - d)] + _first[y * width + Math.Min(right, x + d)]);
                _second[y * width + x] = sum;
            }
        for (var y = top; y <= bottom; y++)
            for (var x = left; x <= right; x++)
            {
                var at = y * width + x;
                if (!inside[at]) continue;
                var sum = kernel[0] * _second[at];
                for (var d = 1; d <= radius; d++) sum += kernel[d] * (_second[Math.Max(top, y - d) * width + x] + _second[Math.Min(bottom, y + d) * width + x]);
                var normal = new Vector3(sum.X, sum.Y, sum.Z);
                var length = normal.Length();
                if (length < 1e-3f * sum.W) continue;
                normal /= length;
                (planes[at], planes[plane + at], planes[2 * plane + at]) = (normal.X, normal.Y, normal.Z);
            }
    }
}
