using System.Numerics;
using ReliTalk.Audio.LipMesh;
using static TorchSharp.torch;

namespace ReliTalk.Audio.Tests.LipMesh;

public sealed class LipTemplateTests
{
    private const int UpperMiddle = 35;
    private const int LowerMiddle = 25;

    [Fact]
    public void The_average_lips_are_closed_and_symmetric()
    {
        var v = LipTemplate.Average.Vertices;
        Assert.Equal(LipTemplate.VertexCount, v.Length);
        Assert.Equal(v[UpperMiddle].Y, v[LowerMiddle].Y, 5);
        for (var ring = 0; ring < 40; ring += 20)
            for (var i = 0; i <= 10; i++)
            {
                Assert.Equal(v[ring + i].X, -v[ring + 10 - i].X, 4);
                Assert.Equal(v[ring + i].Y, v[ring + 10 - i].Y, 4);
            }
    }

    [Fact]
    public void Opening_parts_the_lips_on_the_midline_by_its_amount()
    {
        var v = LipTemplate.Average.Move(new LipPose(0.8f, 0, 0, 0, 0, 0));
        Assert.Equal(0.8f, v[UpperMiddle].Y - v[LowerMiddle].Y, 3);
    }

    [Fact]
    public void Spreading_moves_each_corner_outwards_by_its_amount()
    {
        var rest = LipTemplate.Average.Vertices;
        var v = LipTemplate.Average.Move(new LipPose(0, 0.3f, 0, 0, 0, 0));
        Assert.Equal(-0.3f, v[0].X - rest[0].X, 4);
        Assert.Equal(0.3f, v[10].X - rest[10].X, 4);
    }

    [Fact]
    public void Tensors_and_vertices_agree()
    {
        var pose = new LipPose(0.7f, -0.2f, 0.3f, 0.1f, 0.05f, 0.2f);
        using var scope = NewDisposeScope();
        var moved = LipTemplate.Average.Move(tensor([0.7f, -0.2f, 0.3f, 0.1f, 0.05f, 0.2f], [1, 6]));
        Assert.Equal([1, 40, 3], moved.shape);
        var values = moved.data<float>().ToArray();
        var expected = LipTemplate.Average.Move(pose);
        for (var i = 0; i < 40; i++)
            for (var axis = 0; axis < 3; axis++) Assert.Equal(expected[i][axis], values[i * 3 + axis], 4);
    }

    [Fact]
    public void Vertices_that_cannot_be_lips_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new LipTemplate(new Vector3[39]));
        Assert.Throws<ArgumentException>(() => new LipTemplate(new Vector3[40]));
        var broken = LipTemplate.Average.Vertices.ToArray();
        broken[3].Y = float.NaN;
        Assert.Throws<ArgumentException>(() => new LipTemplate(broken));
    }
}
