using System.Numerics;

namespace ReliTalk.Geometry.Tests;

/// <summary>A unit sphere of latitude and longitude bands, triangles counter-clockwise from outside.</summary>
internal static class SphereMesh
{
    public static (Vector3[] Vertices, int[] Triangles) Create(int bands, int sectors)
    {
        var vertices = new List<Vector3>();
        var triangles = new List<int>();
        for (var i = 0; i <= bands; i++)
        {
            var theta = MathF.PI * i / bands;
            for (var j = 0; j < sectors; j++)
            {
                var phi = 2 * MathF.PI * j / sectors;
                vertices.Add(new Vector3(MathF.Sin(theta) * MathF.Sin(phi), MathF.Cos(theta), MathF.Sin(theta) * MathF.Cos(phi)));
            }
        }
        for (var i = 0; i < bands; i++)
        {
            for (var j = 0; j < sectors; j++)
            {
                int a = i * sectors + j, b = i * sectors + (j + 1) % sectors, c = a + sectors, d = b + sectors;
                triangles.AddRange([a, c, b, b, c, d]);
            }
        }
        return ([.. vertices], [.. triangles]);
    }
}
