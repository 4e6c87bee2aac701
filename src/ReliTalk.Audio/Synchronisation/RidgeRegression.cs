namespace ReliTalk.Audio.Synchronisation;

/// <summary>Linear least squares with a penalty on the weights (Hoerl and Kennard 1970), by Cholesky's factorisation.</summary>
internal static class RidgeRegression
{
    /// <summary>Weights w that minimise sum (x w - y)^2 + penalty |w|^2 over the given rows; features and targets are expected to be centred.</summary>
    /// <param name="gram">X^T X [d, d]; overwritten.</param>
    /// <param name="moment">X^T y [d]; overwritten with the weights.</param>
    /// <param name="penalty">Above 0.</param>
    internal static void Solve(double[,] gram, double[] moment, double penalty)
    {
        var d = moment.Length;
        for (var i = 0; i < d; i++) gram[i, i] += penalty;
        for (var j = 0; j < d; j++)
        {
            for (var k = 0; k < j; k++)
            {
                var l = gram[j, k];
                if (l == 0) continue;
                for (var i = j; i < d; i++) gram[i, j] -= l * gram[i, k];
            }

            var root = Math.Sqrt(Math.Max(gram[j, j], 1e-12));
            for (var i = j; i < d; i++) gram[i, j] /= root;
        }

        for (var i = 0; i < d; i++)
        {
            for (var k = 0; k < i; k++) moment[i] -= gram[i, k] * moment[k];
            moment[i] /= gram[i, i];
        }

        for (var i = d - 1; i >= 0; i--)
        {
            for (var k = i + 1; k < d; k++) moment[i] -= gram[k, i] * moment[k];
            moment[i] /= gram[i, i];
        }
    }
}
