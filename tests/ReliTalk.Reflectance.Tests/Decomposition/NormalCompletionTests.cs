using ReliTalk.Reflectance.Decomposition;
using Xunit;

namespace ReliTalk.Reflectance.Tests.Decomposition;

public sealed class NormalCompletionTests
{
    [Fact]
    public void The_outer_ring_of_a_ball_whose_middle_is_known_gets_normals_near_the_true_ones()
    {
        const int size = 128;
        var ball = Spheres.Of(size, 1f, 0f);
        var plane = size * size;
        var normals = (float[])ball.Normals.Clone();
        var matte = new float[plane];
        for (var i = 0; i < plane; i++)
        {
            float x = (i % size + 0.5f) / size * 2 - 1, y = 1 - (i / size + 0.5f) / size * 2, r = MathF.Sqrt(x * x + y * y);
            matte[i] = Math.Clamp((0.9f - r) * size / 4, 0f, 1f);
            if (r > 0.6f) normals[i] = normals[plane + i] = normals[2 * plane + i] = 0f;
        }

        NormalCompletion.Fill(normals, matte, size, size);

        double angle = 0;
        var count = 0;
        for (var i = 0; i < plane; i++)
        {
            if (matte[i] <= 0f) continue;
            var length = normals[i] * normals[i] + normals[plane + i] * normals[plane + i] + normals[2 * plane + i] * normals[2 * plane + i];
            Assert.Equal(1f, length, 3);
            var dot = normals[i] * ball.Normals[i] + normals[plane + i] * ball.Normals[plane + i] + normals[2 * plane + i] * ball.Normals[2 * plane + i];
            angle += Math.Acos(Math.Clamp(dot, -1f, 1f)) * 180 / Math.PI;
            count++;
        }
        Assert.True(angle / count < 8, $"mean angle {angle / count:F1} degrees");
    }
}
