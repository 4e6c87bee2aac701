namespace ReliTalk.Reflectance.Decomposition;

/// <summary>
/// Gives hair, ears and torso normals where the head model has none, so that they are relit with the face: inside the matte the x and y of the normal solve
/// Laplace's equation between the known normals and the silhouette, where a rounded body's normal points outwards.
/// </summary>
public static class NormalCompletion
{
    /// <summary>Fills the normals in place.</summary>
    /// <param name="normals">Three planes; (0, 0, 0) where unknown. Known normals stay as they are.</param>
    /// <param name="matte">Foreground share, one plane, 0..1; filled where it is above 0.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    public static void Fill(Span<float> normals, ReadOnlySpan<float> matte, int width, int height)
    {
        var plane = width * height;
        if (matte.Length != plane || normals.Length != 3 * plane) throw new ArgumentException("Normals and matte must have the given size.");
        // Coarse to fine: a level solves on every 2^k-th pixel, the next one starts from it.
        var x = new float[plane];
        var y = new float[plane];
        var kind = Classify(normals, matte, width, height, x, y);
        for (var stride = 16; stride >= 1; stride /= 2) Relax(kind, x, y, width, height, stride, stride == 1 ? 12 : 30);
        for (var i = 0; i < plane; i++)
        {
            if (kind[i] is Kind.Outside or Kind.Known) continue;
            float nx = x[i], ny = y[i];
            var squared = nx * nx + ny * ny;
            var limit = 0.98f;
            if (squared > limit)
            {
                var scale = MathF.Sqrt(limit / squared);
                nx *= scale;
                ny *= scale;
                squared = limit;
            }
            normals[i] = nx;
            normals[plane + i] = ny;
            normals[2 * plane + i] = MathF.Sqrt(1f - squared);
        }
    }

    private enum Kind : byte { Outside, Known, Rim, Free }

    private static Kind[] Classify(ReadOnlySpan<float> normals, ReadOnlySpan<float> matte, int width, int height, float[] x, float[] y)
    {
        var plane = width * height;
        var kind = new Kind[plane];
        for (var v = 0; v < height; v++)
        for (var u = 0; u < width; u++)
        {
            var i = v * width + u;
            if (matte[i] <= 0f) continue;
            if (normals[i] != 0f || normals[plane + i] != 0f || normals[2 * plane + i] != 0f)
            {
                kind[i] = Kind.Known;
                (x[i], y[i]) = (normals[i], normals[plane + i]);
                continue;
            }
            kind[i] = Kind.Free;
            if (matte[i] >= 0.5f) continue;
            // The silhouette's outward direction is down the matte's slope; the picture's own border is not a silhouette.
            float gx = 0, gy = 0;
            for (var dv = -2; dv <= 2; dv++)
            for (var du = -2; du <= 2; du++)
            {
                var value = matte[Math.Clamp(v + dv, 0, height - 1) * width + Math.Clamp(u + du, 0, width - 1)];
                gx -= du * value;
                gy += dv * value;
            }
            var length = MathF.Sqrt(gx * gx + gy * gy);
            if (length < 0.5f) continue;
            kind[i] = Kind.Rim;
            (x[i], y[i]) = (0.95f * gx / length, 0.95f * gy / length);
        }
        return kind;
    }

    private static void Relax(Kind[] kind, float[] x, float[] y, int width, int height, int stride, int sweeps)
    {
        for (var sweep = 0; sweep < sweeps; sweep++)
        {
            var forward = sweep % 2 == 0;
            for (var row = 0; row < height; row++)
            for (var column = 0; column < width; column++)
            {
                int v = forward ? row : height - 1 - row, u = forward ? column : width - 1 - column;
                var i = v * width + u;
                if (kind[i] != Kind.Free) continue;
                float sx = 0, sy = 0;
                var count = 0;
                if (u >= stride && kind[i - stride] != Kind.Outside) { sx += x[i - stride]; sy += y[i - stride]; count++; }
                if (u + stride < width && kind[i + stride] != Kind.Outside) { sx += x[i + stride]; sy += y[i + stride]; count++; }
                if (v >= stride && kind[i - stride * width] != Kind.Outside) { sx += x[i - stride * width]; sy += y[i - stride * width]; count++; }
                if (v + stride < height && kind[i + stride * width] != Kind.Outside) { sx += x[i + stride * width]; sy += y[i + stride * width]; count++; }
                if (count == 0) continue;
                x[i] = sx / count;
                y[i] = sy / count;
            }
        }
    }
}
