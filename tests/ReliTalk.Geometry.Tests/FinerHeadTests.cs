using System.Numerics;
using ReliTalk.Geometry.HeadModels;
using ReliTalk.Testing;

namespace ReliTalk.Geometry.Tests;

public sealed class FinerHeadTests
{
    [SharedDataFact("heads/ict_light.safetensors")]
    public void The_jaw_is_found_from_the_lower_teeth()
    {
        var model = IctHeadModel.Load(SharedData.Find("heads/ict_light.safetensors")!);
        Assert.Equal(100, model.ShapeCount);
        Assert.Equal(57, model.ExpressionCount);
        // Worked out with NumPy: singular value decomposition of the lower teeth's motion under the mode jawOpen, fixed point of y and z.
        Assert.Equal(25.334, model.JawOpenAngle * 180 / Math.PI, 0.02);
        Assert.Equal(-0.547f, model.JawPivot.Y, 0.01f);
        Assert.Equal(1.819f, model.JawPivot.Z, 0.01f);

        // The mode at 1 and the jaw turned by that angle put the chin at about the same place.
        var byMode = new Vector3[model.VertexCount];
        var byTurn = new Vector3[model.VertexCount];
        var neutral = new Vector3[model.VertexCount];
        var amounts = model.ExpressionNames.Select(name => name == "jawOpen" ? 1f : 0).ToArray();
        model.Evaluate([], amounts, Vector3.Zero, byMode);
        model.Evaluate([], [], new Vector3(model.JawOpenAngle, 0, 0), byTurn);
        model.Evaluate([], [], Vector3.Zero, neutral);
        var chin = model.Landmarks68[8];
        Assert.True(Vector3.Distance(byMode[chin], byTurn[chin]) < 0.25f * Vector3.Distance(byMode[chin], neutral[chin]));
    }

    [Fact]
    public void A_file_that_is_not_a_head_is_refused_with_a_message()
    {
        var path = Path.Combine(Path.GetTempPath(), $"relitalk-{Guid.NewGuid():N}.safetensors");
        File.WriteAllText(path, "not a head");
        try
        {
            Assert.Throws<WeightsFileException>(() => IctHeadModel.Load(path));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void The_nearest_place_of_a_triangle_is_nearer_than_any_sampled_one()
    {
        var random = new Random(8);
        Vector3 Any() => new Vector3(random.NextSingle(), random.NextSingle(), random.NextSingle()) * 4 - new Vector3(2);
        for (var trial = 0; trial < 200; trial++)
        {
            Vector3[] corners = [Any(), Any(), Any()];
            var point = Any() * 2;
            var place = SurfacePoint.Nearest(point, 0, 1, 2, corners);
            Assert.True(place.WeightA >= -1e-5f && place.WeightB >= -1e-5f && place.WeightC >= -1e-5f);
            var found = Vector3.Distance(point, place.Of(corners));
            for (var a = 0; a <= 20; a++)
                for (var b = 0; a + b <= 20; b++)
                    Assert.True(found <= Vector3.Distance(point, (a * corners[0] + b * corners[1] + (20 - a - b) * corners[2]) / 20) + 1e-4f);
        }
    }

    [Fact]
    public void Least_squares_agrees_with_the_line_worked_out_by_hand()
    {
        // Points (0, 1), (1, 3), (2, 4): slope 1.5, intercept 7/6.
        var equations = new NormalEquations(2);
        equations.Add([0, 1], 1, 1);
        equations.Add([1, 1], 3, 1);
        equations.Add([2, 1], 4, 1);
        var free = equations.Solve();
        Assert.Equal(1.5, free[0], 1e-9);
        Assert.Equal(7.0 / 6, free[1], 1e-9);
        // Slope at its bound of 1 asks for an intercept of (8 - 3) / 3, beyond 1 itself: both stay at the bound.
        var bounded = equations.SolveBounded(0, 1);
        Assert.Equal([1, 1], bounded.Select(value => Math.Round(value, 6)));
        var wide = equations.SolveBounded(-9, 1.2);
        // Slope at its bound of 1.2 asks for an intercept of (8 - 3.6) / 3, and an intercept of 1.2 for a slope of 7.4 / 5: both stay at the bound.
        Assert.Equal(1.2, wide[0], 1e-6);
        Assert.Equal(1.2, wide[1], 1e-6);
    }
}
