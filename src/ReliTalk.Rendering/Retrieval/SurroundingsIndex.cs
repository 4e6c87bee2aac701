using ReliTalk.Rendering.Areas;
using ReliTalk.Rendering.Bank;

namespace ReliTalk.Rendering.Retrieval;

/// <summary>
/// Finds the bank frame whose picture agrees best around a hole: neck, collar and background move on their own, not with the mouth, so what
/// stands beside the face in the hole comes from a frame in which the body stood the same. Compares thumbnails (means of 4 x 4 pixels)
/// over a band around the hole. Immutable and thread-safe.
/// </summary>
public sealed class SurroundingsIndex
{
    private const int Cell = 4;
    private readonly byte[] thumbnails;
    private readonly int size;
    private readonly int side;

    /// <summary>Indexes a bank.</summary>
    /// <param name="bank">The bank.</param>
    public SurroundingsIndex(FrameBank bank)
    {
        ArgumentNullException.ThrowIfNull(bank);
        size = bank.Size;
        side = bank.Size / Cell;
        Count = bank.Count;
        thumbnails = new byte[bank.Count * side * side * 3];
        for (var i = 0; i < bank.Count; i++) Shrink(bank[i].Pixels.Span, thumbnails.AsSpan(i * side * side * 3));
    }

    /// <summary>Number of bank frames.</summary>
    public int Count { get; }

    /// <summary>The bank frame that agrees best around the hole.</summary>
    /// <param name="pixels">RGB bytes of the picture with the hole; what is inside the hole is not looked at.</param>
    /// <param name="area">Where the hole is.</param>
    /// <param name="excludedCentre">A frame to leave out with its neighbours, or -1.</param>
    /// <param name="excludedRadius">How many neighbours on each side are left out with it.</param>
    /// <exception cref="ArgumentException">The exclusion leaves no frame.</exception>
    public int Nearest(ReadOnlySpan<byte> pixels, MouthArea area, int excludedCentre = -1, int excludedRadius = 0)
    {
        var picture = new byte[side * side * 3];
        Shrink(pixels, picture);
        var spans = Band(area);
        var best = -1;
        var bestDistance = long.MaxValue;
        for (var i = 0; i < Count; i++)
        {
            if (excludedCentre >= 0 && Math.Abs(i - excludedCentre) <= excludedRadius) continue;
            var distance = Distance(picture, thumbnails.AsSpan(i * side * side * 3, side * side * 3), spans, bestDistance);
            if (distance >= bestDistance) continue;
            best = i;
            bestDistance = distance;
        }
        return best >= 0 ? best : throw new ArgumentException($"Leaving out {excludedRadius} frames on each side of frame {excludedCentre} leaves none of {Count}.", nameof(excludedRadius));
    }

    private static long Distance(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b, List<(int Start, int Length)> spans, long limit)
    {
        long sum = 0;
        foreach (var (start, length) in spans)
        {
            var x = a.Slice(start, length);
            var y = b.Slice(start, length);
            var row = 0;
            for (var n = 0; n < length; n++)
            {
                var d = x[n] - y[n];
                row += d * d;
            }
            sum += row;
            if (sum >= limit) return sum;
        }
        return sum;
    }

    // Cells that touch no pixel of the hole, up to a sixth of its side away from it.
    private List<(int Start, int Length)> Band(MouthArea area)
    {
        var reach = Math.Max(2, area.HoleSide / 6 / Cell);
        var left = (int)Math.Floor(area.HoleX / (double)Cell);
        var top = (int)Math.Floor(area.HoleY / (double)Cell);
        var right = (area.HoleX + area.HoleSide + Cell - 1) / Cell;
        var bottom = (area.HoleY + area.HoleSide + Cell - 1) / Cell;
        var spans = new List<(int, int)>();
        for (var y = Math.Max(top - reach, 0); y < Math.Min(bottom + reach, side); y++)
        {
            if (y < top || y >= bottom) Add(y, left - reach, right + reach);
            else
            {
                Add(y, left - reach, left);
                Add(y, right, right + reach);
            }
        }
        return spans;

        void Add(int y, int from, int to)
        {
            from = Math.Clamp(from, 0, side);
            to = Math.Clamp(to, 0, side);
            if (to > from) spans.Add((3 * (y * side + from), 3 * (to - from)));
        }
    }

    private void Shrink(ReadOnlySpan<byte> pixels, Span<byte> thumbnail)
    {
        for (var y = 0; y < side; y++)
            for (var x = 0; x < side; x++)
            {
                int r = 0, g = 0, b = 0;
                for (var v = 0; v < Cell; v++)
                {
                    var n = 3 * ((y * Cell + v) * size + x * Cell);
                    for (var u = 0; u < Cell; u++, n += 3)
                    {
                        r += pixels[n];
                        g += pixels[n + 1];
                        b += pixels[n + 2];
                    }
                }
                const int cells = Cell * Cell;
                var to = 3 * (y * side + x);
                thumbnail[to] = (byte)(r / cells);
                thumbnail[to + 1] = (byte)(g / cells);
                thumbnail[to + 2] = (byte)(b / cells);
            }
    }
}
