using ReliTalk.Media;

namespace ReliTalk.Evaluation.Images;

/// <summary>Masks as one truth value a pixel.</summary>
internal static class RegionMask
{
    public static bool[] Of(CropBox box, int width, int height)
    {
        var mask = new bool[width * height];
        int left = Math.Max(0, box.X), right = Math.Min(width, box.X + box.Width);
        if (left >= right) return mask;
        for (var y = Math.Max(0, box.Y); y < Math.Min(height, box.Y + box.Height); y++) mask.AsSpan(y * width + left, right - left).Fill(true);
        return mask;
    }

    /// <summary>Shrinks by <paramref name="steps"/> pixels, a pixel staying when its four neighbours stay; the picture's edges are joined, as a circular shift joins them.</summary>
    public static bool[] Eroded(bool[] mask, int width, int height, int steps)
    {
        for (var step = 0; step < steps; step++)
        {
            var result = new bool[mask.Length];
            for (var y = 0; y < height; y++)
            {
                int above = (y + height - 1) % height * width, row = y * width, below = (y + 1) % height * width;
                for (var x = 0; x < width; x++)
                    result[row + x] = mask[row + x] && mask[above + x] && mask[below + x]
                        && mask[row + (x + width - 1) % width] && mask[row + (x + 1) % width];
            }
            mask = result;
        }
        return mask;
    }
}
