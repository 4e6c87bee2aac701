namespace ReliTalk.Rendering.Bank;

/// <summary>How much the picture changes between two source frames, against what it changes from frame to frame anyway. Compares means of square cells. Immutable and thread-safe.</summary>
internal sealed class PictureSteps
{
    private const int Cells = 32;
    private const float Unseen = 2f;

    private readonly byte[][] thumbnails;
    private readonly float usual;

    public PictureSteps(FrameBank bank)
    {
        thumbnails = new byte[bank.Count][];
        Parallel.For(0, bank.Count, i => thumbnails[i] = Shrink(bank[i].Pixels.Span, bank.Size));
        float[] steps = [.. Enumerable.Range(1, bank.Count - 1).Select(i => Difference(i - 1, i)).Order()];
        usual = steps.Length == 0 ? 0 : steps[(int)(0.9f * (steps.Length - 1))];
    }

    /// <summary>Whether the body, the hair or the background would be seen to jump.</summary>
    public bool WouldBeSeen(int from, int to) => Difference(from, to) > Unseen * MathF.Max(usual, 0.5f);

    private float Difference(int a, int b)
    {
        var (x, y) = (thumbnails[a], thumbnails[b]);
        var sum = 0;
        for (var n = 0; n < x.Length; n++) sum += Math.Abs(x[n] - y[n]);
        return sum / (float)x.Length;
    }

    private static byte[] Shrink(ReadOnlySpan<byte> pixels, int size)
    {
        var sums = new int[Cells * Cells];
        var counts = new int[Cells * Cells];
        for (var y = 0; y < size; y++)
            for (var x = 0; x < size; x++)
            {
                var cell = y * Cells / size * Cells + x * Cells / size;
                sums[cell] += pixels[3 * (y * size + x) + 1];
                counts[cell]++;
            }
        return [.. sums.Select((sum, cell) => (byte)(sum / Math.Max(1, counts[cell])))];
    }
}
