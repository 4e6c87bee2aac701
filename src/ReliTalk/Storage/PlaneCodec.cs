using System.Buffers;
using System.IO.Compression;
using System.Runtime.InteropServices;

namespace ReliTalk.Storage;

/// <summary>
/// Lossless compression of planes of small whole numbers: the median edge detector of JPEG-LS (Weinberger et al. 2000) predicts each value from its neighbours, the
/// remainders are deflated. Values and their differences must lie within +-16,383. Stateless and thread-safe.
/// </summary>
internal static class PlaneCodec
{
    private const byte Escape = 255;

    /// <summary>Compresses planes of one size.</summary>
    public static byte[] Encode(int width, int height, params ReadOnlySpan<int[]> planes)
    {
        var near = new byte[planes.Length * width * height];
        var far = new List<ushort>();
        var at = 0;
        foreach (var plane in planes)
            for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
            {
                var error = plane[y * width + x] - Predicted(plane, x, y, width);
                var folded = (error << 1) ^ (error >> 31);
                near[at++] = (byte)Math.Min(folded, Escape);
                if (folded >= Escape) far.Add((ushort)folded);
            }
        using var packed = new MemoryStream();
        using (var deflate = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            deflate.Write(near);
            deflate.Write(MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(far)));
        }
        return packed.ToArray();
    }

    /// <summary>Restores planes.</summary>
    /// <param name="packed">What <see cref="Encode"/> gave.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="planes">Receive the values.</param>
    /// <exception cref="WeightsFileException">The bytes are damaged.</exception>
    public static void Decode(ReadOnlyMemory<byte> packed, int width, int height, params ReadOnlySpan<int[]> planes)
    {
        var length = planes.Length * width * height;
        var near = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            using var source = MemoryMarshal.TryGetArray(packed, out var segment) ? new MemoryStream(segment.Array!, segment.Offset, segment.Count) : new MemoryStream(packed.ToArray());
            using var inflate = new ZLibStream(source, CompressionMode.Decompress);
            inflate.ReadExactly(near, 0, length);
            var far = new ushort[near.AsSpan(0, length).Count(Escape)];
            inflate.ReadExactly(MemoryMarshal.AsBytes(far.AsSpan()));
            Restore(near, far, width, height, planes);
        }
        catch (Exception error) when (error is InvalidDataException or EndOfStreamException)
        {
            throw new WeightsFileException("A picture in the portrait is damaged. Train it again.", error);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(near);
        }
    }

    private static void Restore(byte[] near, ushort[] far, int width, int height, ReadOnlySpan<int[]> planes)
    {
        int at = 0, escaped = 0;
        foreach (var plane in planes)
            for (var y = 0; y < height; y++)
            {
                var row = plane.AsSpan(y * width, width);
                // The row above; above the first one there is nothing, and each value is foretold by its left neighbour alone.
                var above = y == 0 ? row : plane.AsSpan((y - 1) * width, width);
                int left = y == 0 ? 0 : above[0], corner = left;
                for (var x = 0; x < row.Length; x++)
                {
                    int folded = near[at++];
                    if (folded == Escape) folded = far[escaped++];
                    var up = y == 0 ? left : above[x];
                    row[x] = left = Median(left, up, corner) + ((folded >> 1) ^ -(folded & 1));
                    corner = y == 0 ? left : up;
                }
            }
    }

    private static int Predicted(int[] plane, int x, int y, int width)
    {
        var i = y * width + x;
        if (y == 0) return x == 0 ? 0 : plane[i - 1];
        if (x == 0) return plane[i - width];
        return Median(plane[i - 1], plane[i - width], plane[i - width - 1]);
    }

    // The middle one of left, above, and where their slope leads.
    private static int Median(int left, int above, int corner)
    {
        int low = Math.Min(left, above), high = Math.Max(left, above);
        return Math.Max(low, Math.Min(high, left + above - corner));
    }
}
