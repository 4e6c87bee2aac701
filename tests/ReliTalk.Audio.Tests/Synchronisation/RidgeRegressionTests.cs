using ReliTalk.Audio.Synchronisation;

namespace ReliTalk.Audio.Tests.Synchronisation;

public sealed class RidgeRegressionTests
{
    [Fact]
    public void Weights_solve_the_normal_equations()
    {
        // (X'X + 0.5 I) w = X'y with X'X = [[4, 1], [1, 3]], X'y = [1, 2]: the inverse by hand has determinant 4.5 * 3.5 - 1 = 14.75.
        double[,] gram = { { 4, 1 }, { 1, 3 } };
        double[] weights = [1, 2];
        RidgeRegression.Solve(gram, weights, 0.5);
        Assert.Equal((3.5 - 2) / 14.75, weights[0], 10);
        Assert.Equal((9 - 1) / 14.75, weights[1], 10);
    }

    [Fact]
    public void Correlation_is_one_for_a_line_and_zero_for_a_constant()
    {
        Assert.Equal(1, Correlation.Of([1, 2, 3], [10, 20, 30]), 12);
        Assert.Equal(-1, Correlation.Of([1, 2, 3], [3, 2, 1]), 12);
        Assert.Equal(0, Correlation.Of([1, 2, 3], [5, 5, 5]), 12);
        Assert.Equal(0.5, Correlation.Of([0, 1, 2], [0, 2, 1]), 12);
    }
}
