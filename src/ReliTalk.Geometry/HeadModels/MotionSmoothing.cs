namespace ReliTalk.Geometry.HeadModels;

/// <summary>
/// The most likely motion of a head whose pose was measured in every frame with a known certainty: measurements pull with their own
/// information, and accelerations cost what they cost a real head. A band matrix and one Cholesky factorisation for a whole shot
/// (the batch form of the smoother of H. E. Rauch, F. Tung and C. T. Striebel, 1965).
/// </summary>
internal static class MotionSmoothing
{
    private const int Dof = PoseMeasurement.Unknowns;
    private const int Band = 2 * Dof;
    private const int Reweighted = 3;

    /// <summary>Finds the corrections c of T frames that minimise sum (c - x)' H (c - x) + sum a' M a, a the acceleration of path + c.</summary>
    /// <param name="measured">x and H of each frame.</param>
    /// <param name="acceleration">Second differences of the path that the corrections are added to, [T][6]; the first and last are not used.</param>
    /// <param name="deviations">Standard deviation of an acceleration, one for each of the six.</param>
    public static double[][] Solve(PoseMeasurement[] measured, double[][] acceleration, double[] deviations)
    {
        var count = measured.Length;
        var costs = new double[count];
        Array.Fill(costs, 1);
        double[][] result = [];
        for (var round = 0; round < Reweighted; round++)
        {
            result = SolveOnce(measured, acceleration, deviations, costs);
            // Heads start and stop: a large acceleration costs less than its square.
            for (var t = 1; t + 1 < count; t++)
            {
                double square = 0;
                for (var k = 0; k < Dof; k++)
                {
                    var a = (acceleration[t][k] + result[t - 1][k] - 2 * result[t][k] + result[t + 1][k]) / deviations[k];
                    square += a * a / Dof;
                }
                costs[t] = 1 / (1 + square / 4);
            }
        }
        return result;
    }

    private static double[][] SolveOnce(PoseMeasurement[] measured, double[][] acceleration, double[] deviations, double[] costs)
    {
        var count = measured.Length;
        var size = count * Dof;
        // Row i holds columns i - Band .. i.
        var matrix = new double[size][];
        for (var i = 0; i < size; i++) matrix[i] = new double[Band + 1];
        var right = new double[size];
        for (var t = 0; t < count; t++)
        {
            var (x, information) = (measured[t].Correction, measured[t].Information);
            for (var r = 0; r < Dof; r++)
            {
                for (var c = 0; c <= r; c++) matrix[t * Dof + r][Band - (r - c)] += information[r * Dof + c];
                for (var c = 0; c < Dof; c++) right[t * Dof + r] += information[r * Dof + c] * x[c];
            }
        }
        double[] stencil = [1, -2, 1];
        for (var t = 1; t + 1 < count; t++)
        {
            for (var k = 0; k < Dof; k++)
            {
                var weight = costs[t] / (deviations[k] * deviations[k]);
                for (var a = 0; a < 3; a++)
                {
                    var row = (t - 1 + a) * Dof + k;
                    right[row] -= weight * stencil[a] * acceleration[t][k];
                    for (var b = 0; b <= a; b++) matrix[row][Band - (a - b) * Dof] += weight * stencil[a] * stencil[b];
                }
            }
        }
        for (var i = 0; i < size; i++)
        {
            var line = matrix[i];
            for (var j = Math.Max(0, i - Band); j <= i; j++)
            {
                var other = matrix[j];
                var sum = line[Band - (i - j)];
                for (var k = Math.Max(0, i - Band); k < j; k++)
                    if (j - k <= Band) sum -= line[Band - (i - k)] * other[Band - (j - k)];
                line[Band - (i - j)] = i == j ? Math.Sqrt(Math.Max(sum, 1e-12)) : sum / other[Band];
            }
        }
        for (var i = 0; i < size; i++)
        {
            for (var k = Math.Max(0, i - Band); k < i; k++) right[i] -= matrix[i][Band - (i - k)] * right[k];
            right[i] /= matrix[i][Band];
        }
        for (var i = size - 1; i >= 0; i--)
        {
            for (var k = i + 1; k <= Math.Min(size - 1, i + Band); k++) right[i] -= matrix[k][Band - (k - i)] * right[k];
            right[i] /= matrix[i][Band];
        }
        return [.. right.Chunk(Dof)];
    }
}
