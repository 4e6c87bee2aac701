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
    private const float Negligible = -5.1f;
    private const int Tile = 4;

    // Numbers that are summed in registers at a time: x and y of eight references.
    private const int Block = 16;

    private readonly int nodes;
    private readonly int width;
    private readonly int spacing;
    private readonly float restWeight;
    private readonly float[] inverseSum;
    private readonly int[] tileStarts;
    private readonly List<int> tilePoints = [];
    private float[] rowWeights = [];
    private float[] columnWeights = [];
    private float[] kernel = [];
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

    /// <summary>Numbers for each point and node when so many references are fitted: x and y of each, and zeros to the end of a block.</summary>
    public static int StrideFor(int references) => (2 * references + Block - 1) / Block * Block;

    /// <summary>Weighs the points.</summary>
    /// <param name="target">Points in pixels of the crop.</param>
    /// <param name="sigma">Standard deviation in pixels.</param>
    /// <param name="last">Whether no finer level follows, so that nobody asks what this one leaves.</param>
    public void Aim(ReadOnlySpan<Vector2> target, float sigma, bool last)
    {
        var count = target.Length;
        if (columnWeights.Length != count * width) (columnWeights, rowWeights) = (new float[count * width], new float[count * width]);
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
        if (reduces) Explain(target, inverse);
    }

    /// <summary>Adds this level's displacements to the nodes and takes what they explain from the residuals.</summary>
    /// <param name="residual">What coarser levels left, <paramref name="stride"/> numbers a point.</param>
    /// <param name="stride">Numbers a point, see <see cref="StrideFor"/>.</param>
    /// <param name="displacements">Sums of the levels, <paramref name="stride"/> numbers a node, <see cref="WidthFor"/> nodes a row.</param>
    public void Add(Span<float> residual, int stride, Span<float> displacements)
    {
        var points = CollectionsMarshal.AsSpan(tilePoints);
        var across = width / Tile;
        for (var tile = 0; tile + 1 < tileStarts.Length; tile++)
        {
            var reaching = points[tileStarts[tile]..tileStarts[tile + 1]];
            if (reaching.IsEmpty) continue;
            var (top, left) = (tile / across * Tile, tile % across * Tile);
            for (var j = top; j < Math.Min(top + Tile, nodes); j++)
                for (var block = 0; block < stride; block += Block)
                    AddFour(reaching, j, left, residual, stride, block, displacements);
        }
        if (reduces) Reduce(residual, stride);
    }

    // Four neighbouring nodes of one row, sixteen numbers each: eight sums in registers, and every weight and residual is read once for all.
    private void AddFour(ReadOnlySpan<int> reaching, int j, int i, ReadOnlySpan<float> residual, int stride, int block, Span<float> displacements)
    {
        Vector256<float> a0 = default, a1 = default, b0 = default, b1 = default, c0 = default, c1 = default, d0 = default, d1 = default;
        foreach (var p in reaching)
        {
            var row = rowWeights[p * width + j];
            var columns = columnWeights.AsSpan(p * width + i, Tile);
            var left = residual.Slice(p * stride + block, Block);
            var (first, second) = (Vector256.Create(left), Vector256.Create(left[8..]));
            var (a, b, c, d) = (Vector256.Create(row * columns[0]), Vector256.Create(row * columns[1]), Vector256.Create(row * columns[2]), Vector256.Create(row * columns[3]));
            (a0, a1) = (a0 + a * first, a1 + a * second);
            (b0, b1) = (b0 + b * first, b1 + b * second);
            (c0, c1) = (c0 + c * first, c1 + c * second);
            (d0, d1) = (d0 + d * first, d1 + d * second);
        }
        var node = j * width + i;
        Store(displacements.Slice(node * stride + block, Block), inverseSum[node], a0, a1);
        Store(displacements.Slice((node + 1) * stride + block, Block), inverseSum[node + 1], b0, b1);
        Store(displacements.Slice((node + 2) * stride + block, Block), inverseSum[node + 2], c0, c1);
        Store(displacements.Slice((node + 3) * stride + block, Block), inverseSum[node + 3], d0, d1);

        static void Store(Span<float> to, float share, Vector256<float> first, Vector256<float> second)
        {
            (Vector256.Create<float>(to) + first * share).CopyTo(to);
            (Vector256.Create<float>(to[8..]) + second * share).CopyTo(to[8..]);
        }
    }

    private void FindTilePoints(ReadOnlySpan<Vector2> target, float reach)
    {
        tilePoints.Clear();
        var across = width / Tile;
        var half = new Vector2((Tile - 1) * spacing / 2f);
        for (var tile = 0; tile + 1 < tileStarts.Length; tile++)
        {
            var centre = new Vector2(tile % across, tile / across) * (Tile * spacing) + half;
            for (var p = 0; p < target.Length; p++)
            {
                var offset = Vector2.Abs(target[p] - centre) - half;
                if (MathF.Max(offset.X, offset.Y) < reach) tilePoints.Add(p);
            }
            tileStarts[tile + 1] = tilePoints.Count;
        }
    }

    private void SumWeights()
    {
        var points = CollectionsMarshal.AsSpan(tilePoints);
        var across = width / Tile;
        for (var tile = 0; tile + 1 < tileStarts.Length; tile++)
        {
            var reaching = points[tileStarts[tile]..tileStarts[tile + 1]];
            var (top, left) = (tile / across * Tile, tile % across * Tile);
            for (var j = top; j < Math.Min(top + Tile, nodes); j++)
            {
                var sum = Vector128.Create(restWeight);
                foreach (var p in reaching) sum += Vector128.Create<float>(columnWeights.AsSpan(p * width + left, Tile)) * rowWeights[p * width + j];
                (Vector128<float>.One / sum).CopyTo(inverseSum.AsSpan(j * width + left, Tile));
            }
        }
    }

    // Row p: how much each point's displacement counts at point p, together with "no displacement" 1.
    private void Explain(ReadOnlySpan<Vector2> target, float inverse)
    {
        var count = target.Length;
        if (kernel.Length != count * count) kernel = new float[count * count];
        for (var p = 0; p < count; p++)
        {
            kernel[p * count + p] = 1f;
            for (var q = 0; q < p; q++)
            {
                var distance = Vector2.DistanceSquared(target[p], target[q]) * inverse;
                kernel[p * count + q] = kernel[q * count + p] = distance < Negligible ? 0f : MathF.Exp(distance);
            }
        }
        for (var p = 0; p < count; p++)
        {
            var row = kernel.AsSpan(p * count, count);
            var sum = restWeight;
            foreach (var weight in row) sum += weight;
            for (var q = 0; q < count; q++) row[q] /= sum;
        }
    }

    private void Reduce(Span<float> residual, int stride)
    {
        if (explained.Length < residual.Length) explained = new float[residual.Length];
        var count = residual.Length / stride;
        for (var p = 0; p < count; p++)
            for (var block = 0; block < stride; block += Block)
            {
                Vector256<float> first = default, second = default;
                for (var q = 0; q < count; q++)
                {
                    var weight = kernel[p * count + q];
                    if (weight == 0) continue;
                    var other = residual.Slice(q * stride + block, Block);
                    first += Vector256.Create<float>(other) * weight;
                    second += Vector256.Create<float>(other[8..]) * weight;
                }
                first.CopyTo(explained.AsSpan(p * stride + block));
                second.CopyTo(explained.AsSpan(p * stride + block + 8));
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
}
