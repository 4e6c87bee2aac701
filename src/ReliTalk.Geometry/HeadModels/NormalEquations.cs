namespace ReliTalk.Geometry.HeadModels;

/// <summary>A linear least-squares problem that is summed up row by row and solved by Cholesky factorisation.</summary>
internal sealed class NormalEquations(int unknowns)
{
    private readonly double[] _matrix = new double[unknowns * unknowns];
    private readonly double[] _right = new double[unknowns];

    public int Unknowns => unknowns;

    /// <summary>Adds weight * (row . x - value)^2.</summary>
    public void Add(ReadOnlySpan<float> row, double value, double weight)
    {
        for (var i = 0; i < unknowns; i++)
        {
            var scaled = weight * row[i];
            if (scaled == 0) continue;
            _right[i] += scaled * value;
            var line = _matrix.AsSpan(i * unknowns, unknowns);
            for (var j = 0; j <= i; j++) line[j] += scaled * row[j];
        }
    }

    /// <summary>Adds weight * (x[index] - value)^2.</summary>
    public void Hold(int index, double value, double weight)
    {
        _matrix[index * unknowns + index] += weight;
        _right[index] += weight * value;
    }

    /// <summary>The information that the sums hold about the first unknowns when the others are free: the Schur complement, row-major.</summary>
    public double[] Information(int first)
    {
        var full = new double[unknowns, unknowns];
        for (var i = 0; i < unknowns; i++)
            for (var j = 0; j <= i; j++)
                full[i, j] = full[j, i] = _matrix[i * unknowns + j];
        for (var last = unknowns - 1; last >= first; last--)
        {
            var pivot = Math.Max(full[last, last], 1e-12);
            for (var i = 0; i < last; i++)
                for (var j = 0; j < last; j++)
                    full[i, j] -= full[i, last] * full[last, j] / pivot;
        }
        var result = new double[first * first];
        for (var i = 0; i < first; i++)
            for (var j = 0; j < first; j++)
                result[i * first + j] = full[i, j];
        return result;
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        Array.Clear(_matrix);
        Array.Clear(_right);
    }

    /// <summary>Solves; the sums stay as they are.</summary>
    public double[] Solve()
    {
        var factor = (double[])_matrix.Clone();
        var x = (double[])_right.Clone();
        for (var i = 0; i < unknowns; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var sum = factor[i * unknowns + j];
                for (var k = 0; k < j; k++) sum -= factor[i * unknowns + k] * factor[j * unknowns + k];
                factor[i * unknowns + j] = i == j ? Math.Sqrt(Math.Max(sum, 1e-12)) : sum / factor[j * unknowns + j];
            }
        }
        for (var i = 0; i < unknowns; i++)
        {
            for (var k = 0; k < i; k++) x[i] -= factor[i * unknowns + k] * x[k];
            x[i] /= factor[i * unknowns + i];
        }
        for (var i = unknowns - 1; i >= 0; i--)
        {
            for (var k = i + 1; k < unknowns; k++) x[i] -= factor[k * unknowns + i] * x[k];
            x[i] /= factor[i * unknowns + i];
        }
        return x;
    }

    /// <summary>
    /// Solves with x held between <paramref name="low"/> and <paramref name="high"/>: coordinate descent from the clamped free solution,
    /// which is monotone because the matrix is positive definite.
    /// </summary>
    public double[] SolveBounded(double low, double high, int sweeps = 40)
    {
        var x = Solve();
        for (var i = 0; i < unknowns; i++) x[i] = Math.Clamp(x[i], low, high);
        for (var sweep = 0; sweep < sweeps; sweep++)
        {
            double largest = 0;
            for (var i = 0; i < unknowns; i++)
            {
                var sum = _right[i];
                for (var j = 0; j < unknowns; j++)
                    if (j != i) sum -= (j < i ? _matrix[i * unknowns + j] : _matrix[j * unknowns + i]) * x[j];
                var next = Math.Clamp(sum / Math.Max(_matrix[i * unknowns + i], 1e-12), low, high);
                largest = Math.Max(largest, Math.Abs(next - x[i]));
                x[i] = next;
            }
            if (largest < 1e-5) break;
        }
        return x;
    }
}
