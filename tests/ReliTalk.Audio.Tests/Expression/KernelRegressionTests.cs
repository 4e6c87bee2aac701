using ReliTalk.Audio.Expression;
using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Audio.Tests.Expression;

public sealed class KernelRegressionTests
{
    [Fact]
    public void The_inverse_by_Cholesky_is_the_inverse()
    {
        // A = [[4, 2, 0], [2, 5, 1], [0, 1, 3]], determinant 44; inverse by cofactors.
        var matrix = new PositiveDefinite([[4, 2, 0], [2, 5, 1], [0, 1, 3]]);
        var diagonal = matrix.InverseDiagonal();
        Assert.Equal([14 / 44.0, 12 / 44.0, 16 / 44.0], diagonal.Select(d => Math.Round(d, 12)), new Close());
        var solved = matrix.Solve([[4, 8], [9, 3], [1, 5]]);
        for (var column = 0; column < 2; column++)
        {
            double[] x = [solved[0][column], solved[1][column], solved[2][column]];
            double[] right = column == 0 ? [4, 9, 1] : [8, 3, 5];
            Assert.Equal(right[0], 4 * x[0] + 2 * x[1], 9);
            Assert.Equal(right[1], 2 * x[0] + 5 * x[1] + x[2], 9);
            Assert.Equal(right[2], x[1] + 3 * x[2], 9);
        }
    }

    [Fact]
    public void What_a_frame_would_be_without_itself_is_what_a_fit_without_it_predicts()
    {
        using var scope = NewDisposeScope();
        using var seed = manual_seed(3);
        var views = new[] { randn(12, 3), randn(12, 2) };
        var y = randn(12, 2);
        double[] shares = [0.7, 0.3];
        var (all, leftOut, _) = KernelRegression.Fit(views, shares, y, 0.2, null, default);
        all.Dispose();
        var others = tensor((long[])[0, 1, 2, 3, 4, 6, 7, 8, 9, 10, 11]);
        var (without, _, _) = KernelRegression.Fit([.. views.Select(v => v.index_select(0, others))], shares, y.index_select(0, others), 0.2, null, default);
        var predicted = without.Predict([.. views.Select(v => v.narrow(0, 5, 1))]).data<float>().ToArray();
        without.Dispose();
        var expected = leftOut.narrow(0, 5, 1).contiguous().data<float>().ToArray();
        Assert.Equal(expected[0], predicted[0], 4);
        Assert.Equal(expected[1], predicted[1], 4);
    }

    [Fact]
    public void What_acts_beside_the_views_is_told_apart_from_them()
    {
        using var scope = NewDisposeScope();
        using var seed = manual_seed(5);
        var view = randn(200, 2);
        var beside = randn(200, 1) + view.narrow(1, 0, 1) * 0.5;
        beside = beside - beside.mean([0L], true);
        var sound = view.narrow(1, 0, 1).sin();
        var y = sound + beside * 2;
        double[][] rows = [.. beside.contiguous().data<float>().ToArray().Select(v => (double[])[v])];
        var (regression, leftOut, slopes) = KernelRegression.Fit([view], [1], y - y.mean(), 0.1, rows, default);
        Assert.Equal(2, slopes[0][0], 0.1);
        Assert.True((regression.Predict([view]) - (sound - sound.mean())).square().mean().sqrt().item<float>() < 0.1);
        Assert.True((leftOut - (sound - sound.mean())).square().mean().sqrt().item<float>() < 0.15);
        regression.Dispose();
    }

    [Fact]
    public void The_held_out_error_is_that_of_fits_without_the_run()
    {
        using var scope = NewDisposeScope();
        using var seed = manual_seed(7);
        var view = randn(50, 3);
        var y = randn(50, 2);
        var error = KernelRegression.HeldOutError([view], [1], y, [1, 3], 0.2, null, default);
        var expected = 0.0;
        foreach (var (tested, from) in ((int, int)[])[(0, 25), (25, 0)])
        {
            var (half, _, _) = KernelRegression.Fit([view.narrow(0, from, 25)], [1], y.narrow(0, from, 25), 0.2, null, default);
            var missed = (half.Predict([view.narrow(0, tested, 25)]) - y.narrow(0, tested, 25)).square().sum(0L).contiguous().data<float>().ToArray();
            half.Dispose();
            expected += missed[0] + 3 * missed[1];
        }

        Assert.Equal(expected, error, 0.001 * expected);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_lip_mesh_counts_where_it_tells_something(bool tells)
    {
        using var scope = NewDisposeScope();
        using var seed = manual_seed(9);
        Tensor[] views = [randn(200, 2), randn(200, 2), randn(200, 2)];
        var y = views[0].narrow(1, 0, 1).sin() + (tells ? views[2].narrow(1, 0, 1).sin() * 2 : randn(200, 1) * 0.1);
        var settled = SpeechViews.Settle(views, y - y.mean(), [1], null, new ExpressionPredictorOptions(), default);
        Assert.Equal(tells, settled.UseLipMesh);
        Assert.Equal(tells ? 0.35 : 0, settled.LipMeshShare);
        var asked = new ExpressionPredictorOptions { LipMeshShare = 0.2 };
        Assert.Same(asked, SpeechViews.Settle(views, y, [1], null, asked, default));
    }

    private sealed class Close : IEqualityComparer<double>
    {
        public bool Equals(double a, double b) => Math.Abs(a - b) < 1e-9;

        public int GetHashCode(double value) => 0;
    }
}
