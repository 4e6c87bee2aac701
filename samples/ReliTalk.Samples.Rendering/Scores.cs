namespace ReliTalk.Samples.Rendering;

/// <summary>Picture scores over a square box of RGB byte pictures.</summary>
internal static class Scores
{
    /// <summary>Peak signal-to-noise ratio in dB over a box.</summary>
    public static double Psnr(byte[] a, byte[] b, int size, Box box)
    {
        double sum = 0;
        foreach (var n in box.Offsets(size))
            for (var c = 0; c < 3; c++)
            {
                double d = a[n + c] - b[n + c];
                sum += d * d;
            }
        var mean = sum / (3.0 * box.Side * box.Side);
        return mean <= 0 ? 99 : 10 * Math.Log10(255.0 * 255.0 / mean);
    }

    /// <summary>Structural similarity (Wang et al. 2004): Gaussian window of 11 pixels, standard deviation 1.5, mean over the box and the three channels.</summary>
    public static double Ssim(byte[] a, byte[] b, int size, Box box)
    {
        const double c1 = 0.01 * 255 * 0.01 * 255, c2 = 0.03 * 255 * 0.03 * 255;
        double total = 0;
        for (var c = 0; c < 3; c++)
        {
            var x = Plane(a, size, box, c);
            var y = Plane(b, size, box, c);
            var n = box.Side;
            var (mx, my) = (Blur(x, n), Blur(y, n));
            var xx = Blur(Product(x, x), n);
            var yy = Blur(Product(y, y), n);
            var xy = Blur(Product(x, y), n);
            double sum = 0;
            for (var i = 0; i < mx.Length; i++)
            {
                var (vx, vy, vxy) = (xx[i] - mx[i] * mx[i], yy[i] - my[i] * my[i], xy[i] - mx[i] * my[i]);
                sum += (2 * mx[i] * my[i] + c1) * (2 * vxy + c2) / ((mx[i] * mx[i] + my[i] * my[i] + c1) * (vx + vy + c2));
            }
            total += sum / mx.Length;
        }
        return total / 3;
    }

    /// <summary>Mean squared Laplacian of the luminance over a box: how sharp it is.</summary>
    public static double LaplacianEnergy(byte[] a, int size, Box box)
    {
        double sum = 0;
        for (var y = box.Y + 1; y < box.Y + box.Side - 1; y++)
            for (var x = box.X + 1; x < box.X + box.Side - 1; x++)
            {
                var l = 4 * Luma(a, size, x, y) - Luma(a, size, x - 1, y) - Luma(a, size, x + 1, y) - Luma(a, size, x, y - 1) - Luma(a, size, x, y + 1);
                sum += l * l;
            }
        return sum / ((box.Side - 2.0) * (box.Side - 2.0));
    }

    /// <summary>Mean absolute second difference in time over a box: how much it flickers.</summary>
    public static double SecondDifference(byte[] before, byte[] now, byte[] after, int size, Box box)
    {
        double sum = 0;
        foreach (var n in box.Offsets(size))
            for (var c = 0; c < 3; c++) sum += Math.Abs(before[n + c] - 2 * now[n + c] + after[n + c]);
        return sum / (3.0 * box.Side * box.Side);
    }

    /// <summary>Mean absolute luminance step across the border of a box: a seam raises it above the truth's.</summary>
    public static double BorderStep(byte[] a, int size, Box box)
    {
        double sum = 0;
        var count = 0;
        for (var i = 0; i < box.Side; i++)
        {
            Add(box.X + i, box.Y - 1, box.X + i, box.Y);
            Add(box.X + i, box.Y + box.Side - 1, box.X + i, box.Y + box.Side);
            Add(box.X - 1, box.Y + i, box.X, box.Y + i);
            Add(box.X + box.Side - 1, box.Y + i, box.X + box.Side, box.Y + i);
        }
        return count == 0 ? 0 : sum / count;

        void Add(int x0, int y0, int x1, int y1)
        {
            if (x0 < 0 || y0 < 0 || x1 >= size || y1 >= size) return;
            sum += Math.Abs(Luma(a, size, x0, y0) - Luma(a, size, x1, y1));
            count++;
        }
    }

    private static double Luma(byte[] a, int size, int x, int y)
    {
        var n = 3 * (y * size + x);
        return 0.299 * a[n] + 0.587 * a[n + 1] + 0.114 * a[n + 2];
    }

    private static double[] Plane(byte[] a, int size, Box box, int channel) => [.. box.Offsets(size).Select(n => (double)a[n + channel])];

    private static double[] Product(double[] a, double[] b) => [.. a.Zip(b, (x, y) => x * y)];

    // Valid part only: n - 10 on a side.
    private static double[] Blur(double[] plane, int n)
    {
        var kernel = Enumerable.Range(-5, 11).Select(i => Math.Exp(-i * i / 4.5)).ToArray();
        var sum = kernel.Sum();
        var m = n - 10;
        var rows = new double[n * m];
        for (var y = 0; y < n; y++)
            for (var x = 0; x < m; x++)
            {
                double s = 0;
                for (var k = 0; k < 11; k++) s += kernel[k] * plane[y * n + x + k];
                rows[y * m + x] = s / sum;
            }
        var result = new double[m * m];
        for (var y = 0; y < m; y++)
            for (var x = 0; x < m; x++)
            {
                double s = 0;
                for (var k = 0; k < 11; k++) s += kernel[k] * rows[(y + k) * m + x];
                result[y * m + x] = s / sum;
            }
        return result;
    }
}

/// <summary>A square of pixels inside a picture.</summary>
internal readonly record struct Box(int X, int Y, int Side)
{
    /// <summary>A box moved so that it lies inside the picture.</summary>
    public static Box Inside(int x, int y, int side, int size) => new(Math.Clamp(x, 0, size - side), Math.Clamp(y, 0, size - side), side);

    /// <summary>Byte offsets of its pixels in an RGB picture.</summary>
    public IEnumerable<int> Offsets(int size)
    {
        for (var y = Y; y < Y + Side; y++)
            for (var x = X; x < X + Side; x++) yield return 3 * (y * size + x);
    }
}
