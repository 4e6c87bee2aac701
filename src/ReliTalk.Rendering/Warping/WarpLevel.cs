using System.Numerics;

namespace ReliTalk.Rendering.Warping;

/// <summary>
/// One Gaussian level of a <see cref="WarpField"/>. Its weights depend on the target points alone, so they are computed once for all references. Not thread-safe.
/// </summary>
internal sealed class WarpLevel
{
    // Beyond 3.2 standard deviations a weight is below 0.006 of the one for "no displacement".
    private const float Reach = 3.2f;
    private const float Negligible = -5.1f;

    private readonly int nodes;
    private readonly int spacing;
    private readonly float restWeight;
    private readonly float[] inverseSum;
    private readonly float[] sumX;
    private readonly float[] sumY;
    private float[] rowWeights = [];
    private float[] columnWeights = [];
    private (int From, int To)[] rows = [];
    private float[] kernel = [];
    private bool reduces;

    public WarpLevel(int nodes, int spacing, float restWeight)
    {
        this.nodes = nodes;
        this.spacing = spacing;
        this.restWeight = restWeight;
        inverseSum = new float[nodes * nodes];
        sumX = new float[nodes * nodes];
        sumY = new float[nodes * nodes];
    }

    /// <summary>Weighs the points.</summary>
    /// <param name="target">Points in pixels of the crop.</param>
    /// <param name="sigma">Standard deviation in pixels.</param>
    /// <param name="last">Whether no finer level follows, so that nobody asks what this one leaves.</param>
    public void Aim(ReadOnlySpan<Vector2> target, float sigma, bool last)
    {
        var count = target.Length;
        if (rows.Length != count)
            (columnWeights, rowWeights, rows) = (new float[count * nodes], new float[count * nodes], new (int, int)[count]);
        var inverse = -0.5f / (sigma * sigma);
        Array.Fill(inverseSum, restWeight);
        for (var p = 0; p < count; p++)
        {
            for (var i = 0; i < nodes; i++)
            {
                columnWeights[p * nodes + i] = i * spacing - target[p].X;
                rowWeights[p * nodes + i] = i * spacing - target[p].Y;
            }
            Gaussian(columnWeights.AsSpan(p * nodes, nodes), inverse);
            Gaussian(rowWeights.AsSpan(p * nodes, nodes), inverse);
            var reach = Reach * sigma;
            rows[p] = (Math.Clamp((int)((target[p].Y - reach) / spacing), 0, nodes), Math.Clamp((int)((target[p].Y + reach) / spacing) + 2, 0, nodes));
            for (var j = rows[p].From; j < rows[p].To; j++)
                AddScaled(columnWeights.AsSpan(p * nodes, nodes), rowWeights[p * nodes + j], inverseSum.AsSpan(j * nodes, nodes));
        }
        for (var n = 0; n < inverseSum.Length; n++) inverseSum[n] = 1f / inverseSum[n];
        reduces = !last;
        if (reduces) Explain(target, inverse);
    }

    /// <summary>Adds this level's displacements to the nodes and takes what they explain from the residuals.</summary>
    public void Add(Span<Vector2> residual, Span<float> nodeX, Span<float> nodeY)
    {
        Array.Clear(sumX);
        Array.Clear(sumY);
        for (var p = 0; p < residual.Length; p++)
        {
            var columns = columnWeights.AsSpan(p * nodes, nodes);
            for (var j = rows[p].From; j < rows[p].To; j++)
            {
                var row = rowWeights[p * nodes + j];
                AddScaled(columns, row * residual[p].X, sumX.AsSpan(j * nodes, nodes));
                AddScaled(columns, row * residual[p].Y, sumY.AsSpan(j * nodes, nodes));
            }
        }
        for (var n = 0; n < inverseSum.Length; n++)
        {
            nodeX[n] += sumX[n] * inverseSum[n];
            nodeY[n] += sumY[n] * inverseSum[n];
        }
        if (!reduces) return;
        var count = residual.Length;
        Span<Vector2> explained = new Vector2[count];
        for (var p = 0; p < count; p++)
        {
            var sum = Vector2.Zero;
            for (var q = 0; q < count; q++) sum += kernel[p * count + q] * residual[q];
            explained[p] = sum;
        }
        for (var p = 0; p < count; p++) residual[p] -= explained[p];
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

    private static void AddScaled(ReadOnlySpan<float> values, float factor, Span<float> sums)
    {
        var i = 0;
        for (; i <= values.Length - Vector<float>.Count; i += Vector<float>.Count)
            (new Vector<float>(sums[i..]) + new Vector<float>(values[i..]) * factor).CopyTo(sums[i..]);
        for (; i < values.Length; i++) sums[i] += values[i] * factor;
    }
}
