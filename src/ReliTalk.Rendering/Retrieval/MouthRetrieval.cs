using System.Numerics;

namespace ReliTalk.Rendering.Retrieval;

/// <summary>
/// Finds the bank frame whose mouth is nearest in lip shape and head rotation. Distances are root mean square lip-point distances in
/// pixels of a 256 picture plus the weighted rotation angle. Immutable and thread-safe; the running choice lives in <see cref="RetrievalTrack"/>.
/// </summary>
public sealed class MouthRetrieval
{
    private readonly float[] shapes;
    private readonly HeadMotion[] poses;
    private readonly int length;
    private readonly float pixels;

    /// <summary>Indexes the mouths of a bank.</summary>
    /// <param name="mouths">The mouths in the order of the source clip, at least one, all with as many lip points.</param>
    /// <param name="size">Side of the work picture in pixels.</param>
    /// <param name="options">Weights, or null for the defaults.</param>
    /// <exception cref="ArgumentException">No mouth, or mouths with different numbers of lip points.</exception>
    public MouthRetrieval(IReadOnlyList<MouthState> mouths, int size, RetrievalOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(mouths);
        if (mouths.Count == 0) throw new ArgumentException("The bank has no frame.", nameof(mouths));
        Options = options ?? new RetrievalOptions();
        length = mouths[0].LipShape.Length;
        shapes = new float[mouths.Count * length];
        poses = new HeadMotion[mouths.Count];
        var scales = new float[mouths.Count];
        for (var b = 0; b < mouths.Count; b++)
        {
            if (mouths[b].LipShape.Length != length)
                throw new ArgumentException($"Bank frame {b} has {mouths[b].LipShape.Length / 3} lip points, the first frame {length / 3}.", nameof(mouths));
            Weigh(mouths[b].LipShape, shapes.AsSpan(b * length, length));
            poses[b] = mouths[b].Pose;
            scales[b] = mouths[b].Pose.Scale;
        }
        Array.Sort(scales);
        pixels = scales[scales.Length / 2] * 256f / size;
    }

    /// <summary>Weights in use.</summary>
    public RetrievalOptions Options { get; }

    /// <summary>Number of bank frames.</summary>
    public int Count => poses.Length;

    /// <summary>Distance of every bank frame to a wanted mouth.</summary>
    /// <param name="wanted">The wanted mouth.</param>
    /// <param name="distances">Receives <see cref="Count"/> distances in pixels of a 256 picture.</param>
    public void Distances(MouthState wanted, Span<float> distances)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        if (wanted.LipShape.Length != length) throw new ArgumentException($"The mouth has {wanted.LipShape.Length / 3} lip points, the bank {length / 3}.", nameof(wanted));
        var query = new float[length];
        Weigh(wanted.LipShape, query);
        for (var b = 0; b < poses.Length; b++)
        {
            var meanSquare = SquaredDistance(shapes.AsSpan(b * length, length), query) / (length / 3);
            var degrees = poses[b].AngleTo(wanted.Pose) * (180f / MathF.PI);
            distances[b] = pixels * MathF.Sqrt(meanSquare) + Options.PixelsPerDegree * degrees;
        }
    }

    /// <summary>The nearest bank frame.</summary>
    /// <param name="wanted">The wanted mouth.</param>
    /// <param name="excludedCentre">A frame to leave out with its neighbours, or -1: a mouth must not be its own reference in training.</param>
    /// <param name="excludedRadius">How many neighbours on each side are left out with it.</param>
    /// <exception cref="ArgumentException">The exclusion leaves no frame.</exception>
    public int Nearest(MouthState wanted, int excludedCentre = -1, int excludedRadius = 0)
    {
        var distances = new float[Count];
        Distances(wanted, distances);
        var best = -1;
        for (var b = 0; b < distances.Length; b++)
        {
            if (excludedCentre >= 0 && Math.Abs(b - excludedCentre) <= excludedRadius) continue;
            if (best < 0 || distances[b] < distances[best]) best = b;
        }
        return best >= 0 ? best : throw new ArgumentException($"Leaving out {excludedRadius} frames on each side of frame {excludedCentre} leaves none of {Count}.", nameof(excludedRadius));
    }

    /// <summary>A running choice that begins with the next frame: one a video.</summary>
    public RetrievalTrack Track() => new(this);

    /// <summary>
    /// Indices of the smallest costs, ascending, none closer than <paramref name="separation"/> to one chosen before; the first <paramref name="count"/> stand
    /// already. Returns how many there are.
    /// </summary>
    internal static int TakeApart(ReadOnlySpan<float> costs, Span<int> chosen, int separation, int count = 0)
    {
        while (count < chosen.Length)
        {
            var best = -1;
            for (var b = 0; b < costs.Length; b++)
            {
                if (float.IsPositiveInfinity(costs[b]) || (best >= 0 && costs[b] >= costs[best])) continue;
                var apart = true;
                for (var k = 0; k < count && apart; k++) apart = Math.Abs(chosen[k] - b) >= separation;
                if (apart) best = b;
            }
            if (best < 0) break;
            chosen[count++] = best;
        }
        return count;
    }

    private void Weigh(ReadOnlySpan<float> shape, Span<float> weighted)
    {
        for (var i = 0; i < shape.Length; i++) weighted[i] = i % 3 == 2 ? shape[i] * Options.DepthWeight : shape[i];
    }

    private static float SquaredDistance(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var width = Vector<float>.Count;
        var sums = Vector<float>.Zero;
        var i = 0;
        for (; i + width <= a.Length; i += width)
        {
            var d = new Vector<float>(a[i..]) - new Vector<float>(b[i..]);
            sums += d * d;
        }
        var sum = Vector.Sum(sums);
        for (; i < a.Length; i++) sum += (a[i] - b[i]) * (a[i] - b[i]);
        return sum;
    }
}
