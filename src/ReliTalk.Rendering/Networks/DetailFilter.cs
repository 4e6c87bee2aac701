namespace ReliTalk.Rendering.Networks;

/// <summary>Strengthens the fine detail of a drawn crop: x + gain (x - blurred x), the blur being the 3 x 3 binomial.</summary>
internal static class DetailFilter
{
    /// <summary>Filters planes in place of the result; the outermost pixels are copied.</summary>
    /// <param name="planes">Planes of size x size values.</param>
    /// <param name="size">Side of a plane.</param>
    /// <param name="gain">0 copies.</param>
    /// <param name="result">Receives as many values.</param>
    public static void Apply(ReadOnlySpan<float> planes, int size, float gain, Span<float> result)
    {
        planes.CopyTo(result);
        if (gain == 0) return;
        var area = size * size;
        for (var offset = 0; offset < planes.Length; offset += area)
            for (var y = 1; y < size - 1; y++)
            {
                var row = offset + y * size;
                for (var x = 1; x < size - 1; x++)
                {
                    var n = row + x;
                    var blurred = 0.25f * planes[n]
                        + 0.125f * (planes[n - 1] + planes[n + 1] + planes[n - size] + planes[n + size])
                        + 0.0625f * (planes[n - size - 1] + planes[n - size + 1] + planes[n + size - 1] + planes[n + size + 1]);
                    result[n] = planes[n] + gain * (planes[n] - blurred);
                }
            }
    }

    /// <summary>Mean squared Laplacian of the planes over the middle half of each side.</summary>
    public static double LaplacianEnergy(ReadOnlySpan<float> planes, int size)
    {
        double sum = 0;
        var count = 0;
        for (var offset = 0; offset < planes.Length; offset += size * size)
            for (var y = size / 4; y < size * 3 / 4; y++)
                for (var x = size / 4; x < size * 3 / 4; x++)
                {
                    var n = offset + y * size + x;
                    var laplacian = 4 * planes[n] - planes[n - 1] - planes[n + 1] - planes[n - size] - planes[n + size];
                    sum += laplacian * laplacian;
                    count++;
                }
        return sum / count;
    }
}
