using System.Numerics;
using System.Runtime.InteropServices;

namespace ReliTalk.Audio.Expression;

/// <summary>A symmetric positive definite matrix by Cholesky's factorisation, rows one after another, so that every inner loop runs along memory.</summary>
internal sealed class PositiveDefinite
{
    private readonly double[][] _inverse;

    /// <summary>Factorises a matrix.</summary>
    /// <param name="rows">The matrix [n][n]; its lower half is read and overwritten.</param>
    /// <param name="cancellationToken">Stops between rows.</param>
    internal PositiveDefinite(double[][] rows, CancellationToken cancellationToken = default)
    {
        for (var i = 0; i < rows.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var row = rows[i];
            for (var j = 0; j < i; j++) row[j] = (row[j] - Dot(row.AsSpan(0, j), rows[j].AsSpan(0, j))) / rows[j][j];
            row[i] = Math.Sqrt(Math.Max(row[i] - Dot(row.AsSpan(0, i), row.AsSpan(0, i)), 1e-12));
        }

        _inverse = new double[rows.Length][];
        for (var i = 0; i < rows.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var row = new double[i + 1];
            for (var k = 0; k < i; k++) Subtract(row.AsSpan(0, k + 1), rows[i][k], _inverse[k]);
            for (var j = 0; j < i; j++) row[j] /= rows[i][i];
            row[i] = 1 / rows[i][i];
            _inverse[i] = row;
        }
    }

    /// <summary>The diagonal of the inverse.</summary>
    internal double[] InverseDiagonal()
    {
        var diagonal = new double[_inverse.Length];
        foreach (var row in _inverse)
            for (var j = 0; j < row.Length; j++) diagonal[j] += row[j] * row[j];
        return diagonal;
    }

    /// <summary>A square of the inverse about its diagonal, [count][1 to count]: the lower half.</summary>
    /// <param name="first">First row and column.</param>
    /// <param name="count">Rows and columns.</param>
    internal double[][] InverseBlock(int first, int count)
    {
        var block = new double[count][];
        for (var i = 0; i < count; i++)
        {
            block[i] = new double[i + 1];
            for (var r = first + i; r < _inverse.Length; r++)
                for (var j = 0; j <= i; j++) block[i][j] += _inverse[r][first + i] * _inverse[r][first + j];
        }

        return block;
    }

    /// <summary>The inverse times a matrix.</summary>
    /// <param name="right">[n][m].</param>
    internal double[][] Solve(double[][] right)
    {
        var count = right[0].Length;
        var result = new double[right.Length][];
        for (var i = 0; i < right.Length; i++) result[i] = new double[count];
        var half = new double[count];
        foreach (var row in _inverse)
        {
            Array.Clear(half);
            for (var j = 0; j < row.Length; j++) Subtract(half, -row[j], right[j]);
            for (var j = 0; j < row.Length; j++) Subtract(result[j], -row[j], half);
        }

        return result;
    }

    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var va = MemoryMarshal.Cast<double, Vector<double>>(a);
        var vb = MemoryMarshal.Cast<double, Vector<double>>(b);
        var sum = Vector<double>.Zero;
        for (var i = 0; i < va.Length; i++) sum += va[i] * vb[i];
        var total = Vector.Sum(sum);
        for (var i = va.Length * Vector<double>.Count; i < a.Length; i++) total += a[i] * b[i];
        return total;
    }

    /// <summary>target -= factor * values.</summary>
    private static void Subtract(Span<double> target, double factor, ReadOnlySpan<double> values)
    {
        var vt = MemoryMarshal.Cast<double, Vector<double>>(target);
        var vv = MemoryMarshal.Cast<double, Vector<double>>(values);
        var factors = new Vector<double>(factor);
        for (var i = 0; i < vt.Length; i++) vt[i] -= factors * vv[i];
        for (var i = vt.Length * Vector<double>.Count; i < target.Length; i++) target[i] -= factor * values[i];
    }
}
