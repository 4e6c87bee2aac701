namespace ReliTalk.Geometry.HeadModels;

/// <summary>Eigenvalues and eigenvectors of a small symmetric matrix by cyclic Jacobi rotations.</summary>
internal static class SymmetricEigen
{
    /// <summary>Decomposes <paramref name="matrix"/> (left unchanged); column i of the result belongs to <paramref name="values"/>[i], unsorted.</summary>
    public static double[,] Decompose(double[,] matrix, out double[] values)
    {
        var n = matrix.GetLength(0);
        var a = (double[,])matrix.Clone();
        var v = new double[n, n];
        double norm = 0;
        for (var i = 0; i < n; i++)
        {
            v[i, i] = 1;
            for (var j = 0; j < n; j++) norm += a[i, j] * a[i, j];
        }
        for (var sweep = 0; sweep < 60; sweep++)
        {
            double off = 0;
            for (var p = 0; p < n; p++)
                for (var q = p + 1; q < n; q++)
                    off += a[p, q] * a[p, q];
            if (off <= 1e-24 * norm) break;
            for (var p = 0; p < n; p++)
                for (var q = p + 1; q < n; q++)
                    Rotate(a, v, p, q, n);
        }
        values = new double[n];
        for (var i = 0; i < n; i++) values[i] = a[i, i];
        return v;
    }

    private static void Rotate(double[,] a, double[,] v, int p, int q, int n)
    {
        if (a[p, q] == 0) return;
        var theta = (a[q, q] - a[p, p]) / (2 * a[p, q]);
        var t = (theta >= 0 ? 1 : -1) / (Math.Abs(theta) + Math.Sqrt(theta * theta + 1));
        var c = 1 / Math.Sqrt(t * t + 1);
        var s = t * c;
        for (var k = 0; k < n; k++)
        {
            var (kp, kq) = (a[k, p], a[k, q]);
            a[k, p] = c * kp - s * kq;
            a[k, q] = s * kp + c * kq;
        }
        for (var k = 0; k < n; k++)
        {
            var (pk, qk) = (a[p, k], a[q, k]);
            a[p, k] = c * pk - s * qk;
            a[q, k] = s * pk + c * qk;
        }
        for (var k = 0; k < n; k++)
        {
            var (kp, kq) = (v[k, p], v[k, q]);
            v[k, p] = c * kp - s * kq;
            v[k, q] = s * kp + c * kq;
        }
    }
}
