using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ReliTalk.Rendering.Warping;

/// <summary>
/// One Gaussian level of a <see cref="WarpField"/>. Its weights depend on the target points alone, so they are computed once for all references.
/// Nodes are worked on in tiles of 4 x 4 with the points that reach the tile. Not thread-safe.
/// </summary>
internal sealed class WarpLevel
{
    // Beyond 3.2 standard deviations a weight is below 0.006 of the one for "no displacement".
    private const float Reach = 3.2f;
    private const float Negligible = 0.006f;
    private const int Tile = 4;

    /// <summary>Numbers that are summed in registers at a time: x and y of eight references.</summary>
    public const int Block = 16;

    private readonly int nodes;
    private readonly int width;
    private readonly int spacing;
    private readonly float restWeight;
    private readonly float[] inverseSum;
    private readonly int[] tileStarts;
    private readonly List<int> tilePoints = [];
    private int[] nearRow = [];
    private float[] rowWeights = [];
    private float[] columnWeights = [];
    private int[] explainedStarts = [];
    private int[] explainedPoints = [];
    private float[] explainedWeights = [];
    private float[] line = [];
    private float[] across = [];
    private float[] down = [];
    private int[] fromTop = [];
    private float[] explained = [];
    private bool reduces;

    public WarpLevel(int nodes, int spacing, float restWeight)
    {
        this.nodes = nodes;
        this.spacing = spacing;
        this.restWeight = restWeight;
        width = WidthFor(nodes);
        inverseSum = new float[nodes * width];
        tileStarts = new int[width / Tile * (width / Tile) + 1];
    }

    /// <summary>Nodes in a row, whole tiles of them.</summary>
    public static int WidthFor(int nodes) => (nodes + Tile - 1) / Tile * Tile;

    /// <summary>Weighs the points.</summary>
    /// <param name="target">Points in pixels of the crop.</param>
    /// <param name="sigma">Standard deviation in pixels.</param>
    /// <param name="last">Whether no finer level follows, so that nobody asks what this one leaves.</param>
    public void Aim(ReadOnlySpan<Vector2> target, float sigma, bool last)
    {
        var count = target.Length;
        if (columnWeights.Length != count * width) (columnWeights, rowWeights, nearRow) = (new float[count * width], new float[count * width], new int[count]);
        var inverse = -0.5f / (sigma * sigma);
        for (var p = 0; p < count; p++)
        {
            for (var i = 0; i < width; i++)
            {
                columnWeights[p * width + i] = i * spacing - target[p].X;
                rowWeights[p * width + i] = i * spacing - target[p].Y;
            }
            Gaussian(columnWeights.AsSpan(p * width, width), inverse);
            Gaussian(rowWeights.AsSpan(p * width, width), inverse);
        }
        FindTilePoints(target, Reach * sigma);
        SumWeights();
        reduces = !last;
        if (reduces) Explain(target, inverse, Reach * sigma);
    }

    /// <summary>Adds this level's displacements to the nodes and takes what they explain from the residuals.</summary>
    /// <param name="residual">What coarser levels left, <see cref="Block"/> numbers a point.</param>
    /// <param name="displacements">Sums of the levels, <see cref="Block"/> numbers a node, <see cref="WidthFor"/> nodes a row.</param>
    public void Add(Span<float> residual, Span<float> displacements)
    {
        var points = CollectionsMarshal.AsSpan(tilePoints);
        var tiles = width / Tile;
        for (var tile = 0; tile + 1 < tileStarts.Length; tile++)
        {
            var reaching = points[tileStarts[tile]..tileStarts[tile + 1]];
            if (reaching.IsEmpty) continue;
            var (top, left) = (tile / tiles * Tile, tile % tiles * Tile);
            for (var j = top; j < Math.Min(top + Tile, nodes); j++) AddFour(reaching, j, left, residual, displacements);
        }
        if (reduces) Reduce(residual);
    }

    // Four neighbouring nodes of one row, sixteen numbers each: eight sums in registers, and every weight and residual is read once for all.
    private void AddFour(ReadOnlySpan<int> reaching, int j, int i, ReadOnlySpan<float> residual, Span<float> displacements)
    {
        Vector256<float> a0 = default, a1 = default, b0 = default, b1 = default, c0 = default, c1 = default, d0 = default, d1 = default;
        foreach (var p in reaching)
        {
            var row = rowWeights[p * width + j];
            var columns = columnWeights.AsSpan(p * width + i, Tile);
            var left = residual.Slice(p * Block, Block);
            var (first, second) = (Vector256.Create(left), Vector256.Create(left[8..]));
            var (a, b, c, d) = (Vector256.Create(row * columns[0]), Vector256.Create(row * columns[1]), Vector256.Create(row * columns[2]), Vector256.Create(row * columns[3]));
            (a0, a1) = (Vector256.MultiplyAddEstimate(a, first, a0), Vector256.MultiplyAddEstimate(a, second, a1));
            (b0, b1) = (Vector256.MultiplyAddEstimate(b, first, b0), Vector256.MultiplyAddEstimate(b, second, b1));
            (c0, c1) = (Vector256.MultiplyAddEstimate(c, first, c0), Vector256.MultiplyAddEstimate(c, second, c1));
            (d0, d1) = (Vector256.MultiplyAddEstimate(d, first, d0), Vector256.MultiplyAddEstimate(d, second, d1));
        }
        var node = j * width + i;
        Store(displacements.Slice(node * Block, Block), inverseSum[node], a0, a1);
        Store(displacements.Slice((node + 1) * Block, Block), inverseSum[node + 1], b0, b1);
        Store(displacements.Slice((node + 2) * Block, Block), inverseSum[node + 2], c0, c1);
        Store(displacements.Slice((node + 3) * Block, Block), inverseSum[node + 3], d0, d1);

        static void Store(Span<float> to, float share, Vector256<float> first, Vector256<float> second)
        {
            (Vector256.Create<float>(to) + first * share).CopyTo(to);
            (Vector256.Create<float>(to[8..]) + second * share).CopyTo(to[8..]);
        }
    }

    private void FindTilePoints(ReadOnlySpan<Vector2> target, float reach)
    {
        tilePoints.Clear();
        var tiles = width / Tile;
        var half = (Tile - 1) * spacing / 2f;
        for (var row = 0; row < tiles; row++)
        {
            var y = row * Tile * spacing + half;
            var near = 0;
            for (var p = 0; p < target.Length; p++)
                if (MathF.Abs(target[p].Y - y) < reach + half) nearRow[near++] = p;
            for (var column = 0; column < tiles; column++)
            {
                var x = column * Tile * spacing + half;
                foreach (var p in nearRow.AsSpan(0, near))
                    if (MathF.Abs(target[p].X - x) < reach + half) tilePoints.Add(p);
                tileStarts[row * tiles + column + 1] = tilePoints.Count;
            }
        }
    }

    private void SumWeights()
    {
        var points = CollectionsMarshal.AsSpan(tilePoints);
        var tiles = width / Tile;
        for (var tile = 0; tile + 1 < tileStarts.Length; tile++)
        {
            var reaching = points[tileStarts[tile]..tileStarts[tile + 1]];
            var (top, left) = (tile / tiles * Tile, tile % tiles * Tile);
            for (var j = top; j < Math.Min(top + Tile, nodes); j++)
            {
                var sum = Vector128.Create(restWeight);
                foreach (var p in reaching) sum = Vector128.MultiplyAddEstimate(Vector128.Create<float>(columnWeights.AsSpan(p * width + left, Tile)), Vector128.Create(rowWeights[p * width + j]), sum);
                (Vector128<float>.One / sum).CopyTo(inverseSum.AsSpan(j * width + left, Tile));
            }
        }
    }

    // How much each point's displacement counts at each point, together with "no displacement" 1: only what is not negligible is kept.
    private void Explain(ReadOnlySpan<Vector2> target, float inverse, float reach)
    {
        var count = target.Length;
        if (explainedStarts.Length != count + 1)
        {
            (explainedStarts, explainedPoints, explainedWeights) = (new int[count + 1], new int[count * count], new float[count * count]);
            (line, across, down, fromTop) = (new float[count], new float[count], new float[count], new int[count]);
        }
        // From top to bottom, so that those within reach of a point follow each other.
        for (var p = 0; p < count; p++) (down[p], fromTop[p]) = (target[p].Y, p);
        Array.Sort(down, fromTop);
        for (var p = 0; p < count; p++) across[p] = target[fromTop[p]].X;
        var kept = 0;
        for (var p = 0; p < count; p++)
        {
            var (begin, end) = (FirstBelow(target[p].Y - reach), FirstBelow(target[p].Y + reach));
            var near = line.AsSpan(begin, end - begin);
            Gaussian(across.AsSpan(begin, near.Length), down.AsSpan(begin, near.Length), target[p], inverse, near);
            var (first, sum) = (kept, restWeight);
            for (var q = 0; q < near.Length; q++)
            {
                // Without a branch: which ones are kept cannot be foretold. What is not is overwritten by the next.
                var weight = near[q];
                var keep = weight > Negligible;
                explainedPoints[kept] = fromTop[begin + q];
                explainedWeights[kept] = weight;
                sum += keep ? weight : 0f;
                kept += keep ? 1 : 0;
            }
            foreach (ref var weight in explainedWeights.AsSpan(first, kept - first)) weight /= sum;
            explainedStarts[p + 1] = kept;
        }

        int FirstBelow(float y)
        {
            var found = Array.BinarySearch(down, y);
            return found < 0 ? ~found : found;
        }
    }

    private void Reduce(Span<float> residual)
    {
        if (explained.Length < residual.Length) explained = new float[residual.Length];
        for (var p = 0; p + 1 < explainedStarts.Length; p++)
        {
            Vector256<float> first = default, second = default;
            for (var k = explainedStarts[p]; k < explainedStarts[p + 1]; k++)
            {
                var other = residual.Slice(explainedPoints[k] * Block, Block);
                var weight = Vector256.Create(explainedWeights[k]);
                first = Vector256.MultiplyAddEstimate(Vector256.Create<float>(other), weight, first);
                second = Vector256.MultiplyAddEstimate(Vector256.Create<float>(other[8..]), weight, second);
            }
            first.CopyTo(explained.AsSpan(p * Block));
            second.CopyTo(explained.AsSpan(p * Block + 8));
        }
        for (var n = 0; n < residual.Length; n++) residual[n] -= explained[n];
    }

    private static void Gaussian(Span<float> distances, float inverse)
    {
        var i = 0;
        for (; i <= distances.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            var d = new Vector<float>(distances[i..]);
            Vector.Exp(d * d * inverse).CopyTo(distances[i..]);
        }
        for (; i < distances.Length; i++) distances[i] = MathF.Exp(distances[i] * distances[i] * inverse);
    }

    private static void Gaussian(ReadOnlySpan<float> x, ReadOnlySpan<float> y, Vector2 from, float inverse, Span<float> values)
    {
        var i = 0;
        for (; i <= values.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            Vector<float> u = new Vector<float>(x[i..]) - new Vector<float>(from.X), v = new Vector<float>(y[i..]) - new Vector<float>(from.Y);
            Vector.Exp((u * u + v * v) * inverse).CopyTo(values[i..]);
        }
        for (; i < values.Length; i++) values[i] = MathF.Exp(Vector2.DistanceSquared(new Vector2(x[i], y[i]), from) * inverse);
    }
}
