using ReliTalk.Geometry.Masks;
using ReliTalk.Media;
using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Storage;

/// <summary>
/// The source frames and their mattes, compressed without loss. A frame is stored by itself or as the change from the one before, whichever is shorter; every twenty-fifth stands
/// alone, so that several threads can read.
/// </summary>
internal static class PackedFrames
{
    private const int Group = 25;
    private const byte Alone = 0;
    private const byte Change = 1;

    /// <summary>Compresses frames: two tensors, owned by the caller.</summary>
    public static Dictionary<string, Tensor> Pack(IReadOnlyList<Frame> frames, IReadOnlyList<Matte> mattes, int size)
    {
        var packed = new byte[frames.Count][];
        Parallel.For(0, (frames.Count + Group - 1) / Group, group =>
        {
            int[][]? before = null;
            for (var t = group * Group; t < Math.Min(frames.Count, (group + 1) * Group); t++)
            {
                var planes = Planes(frames[t], mattes[t]);
                packed[t] = Shorter(planes, before, size);
                before = planes;
            }
        });
        return BlobTensors.Join(packed);
    }

    /// <summary>Restores what <see cref="Pack"/> was given.</summary>
    /// <exception cref="WeightsFileException">The bytes are damaged.</exception>
    public static (Frame[] Frames, Matte[] Mattes) Unpack(IReadOnlyDictionary<string, Tensor> tensors, int size)
    {
        var packed = BlobTensors.Split(tensors);
        var frames = new Frame[packed.Length];
        var mattes = new Matte[packed.Length];
        Parallel.For(0, (packed.Length + Group - 1) / Group, group =>
        {
            var planes = NewPlanes(size);
            var change = NewPlanes(size);
            for (var t = group * Group; t < Math.Min(packed.Length, (group + 1) * Group); t++)
            {
                var kind = packed[t].Length > 0 ? packed[t].Span[0] : byte.MaxValue;
                if (kind > Change || (kind == Change && t == group * Group)) throw new WeightsFileException($"Frame {t} of the portrait is damaged. Train it again.");
                PlaneCodec.Decode(packed[t][1..], size, size, kind == Alone ? planes : change);
                if (kind == Change)
                    for (var p = 0; p < planes.Length; p++)
                    for (var i = 0; i < planes[p].Length; i++)
                        planes[p][i] += change[p][i];
                (frames[t], mattes[t]) = Picture(planes, size, t);
            }
        });
        return (frames, mattes);
    }

    private static byte[] Shorter(int[][] planes, int[][]? before, int size)
    {
        var alone = PlaneCodec.Encode(size, size, planes);
        if (before is null) return [Alone, .. alone];
        int[][] difference = [.. planes.Select((plane, p) => plane.Select((value, i) => value - before[p][i]).ToArray())];
        var change = PlaneCodec.Encode(size, size, difference);
        return change.Length < alone.Length ? [Change, .. change] : [Alone, .. alone];
    }

    private static int[][] NewPlanes(int size) => [new int[size * size], new int[size * size], new int[size * size], new int[size * size]];

    // Red and blue follow green: their differences are smaller numbers.
    private static int[][] Planes(Frame frame, Matte matte)
    {
        var planes = NewPlanes(frame.Width);
        for (var i = 0; i < matte.Values.Length; i++)
        {
            int red = frame.Pixels[3 * i], green = frame.Pixels[3 * i + 1], blue = frame.Pixels[3 * i + 2];
            (planes[0][i], planes[1][i], planes[2][i], planes[3][i]) = (green, red - green, blue - green, matte.Values[i]);
        }
        return planes;
    }

    private static (Frame, Matte) Picture(int[][] planes, int size, int t)
    {
        var pixels = new byte[3 * size * size];
        var matte = new byte[size * size];
        for (var i = 0; i < matte.Length; i++)
        {
            var green = planes[0][i];
            (pixels[3 * i], pixels[3 * i + 1], pixels[3 * i + 2], matte[i]) = ((byte)(green + planes[1][i]), (byte)green, (byte)(green + planes[2][i]), (byte)planes[3][i]);
        }
        return (new Frame(size, size, PixelFormat.Rgb24, pixels, TimeSpan.FromSeconds(t / 25.0)), new Matte(size, size, matte));
    }
}
