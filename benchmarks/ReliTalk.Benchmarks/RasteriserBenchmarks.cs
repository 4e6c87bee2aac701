using System.Numerics;
using BenchmarkDotNet.Attributes;
using ReliTalk.Geometry.Rasterisation;

namespace ReliTalk.Benchmarks;

/// <summary>What drawing a head costs: 5,000 triangles that fill most of 256x256 pixels, one core.</summary>
public class RasteriserBenchmarks
{
    private const int Bands = 50;
    private const int Sectors = 50;
    private const int Size = 256;

    private readonly Rasteriser _rasteriser = new(Size, Size);
    private readonly float[] _planes = new float[3 * Size * Size];
    private Vector3[] _vertices = [];
    private Vector3[] _screen = [];
    private Vector3[] _normals = [];
    private int[] _triangles = [];

    /// <summary>A closed ellipsoid of 50 x 50 x 2 triangles, as large as a head in its picture.</summary>
    [GlobalSetup]
    public void SetUp()
    {
        var triangles = new List<int>();
        _vertices = [.. Enumerable.Range(0, (Bands + 1) * Sectors).Select(i =>
        {
            var (sinTheta, cosTheta) = MathF.SinCos(MathF.PI * (i / Sectors) / Bands);
            var (sinPhi, cosPhi) = MathF.SinCos(2 * MathF.PI * (i % Sectors) / Sectors);
            return new Vector3(90 * sinTheta * sinPhi, 120 * cosTheta, 100 * sinTheta * cosPhi);
        })];
        for (var i = 0; i < Bands; i++)
            for (var j = 0; j < Sectors; j++)
            {
                int a = i * Sectors + j, b = i * Sectors + (j + 1) % Sectors;
                triangles.AddRange([a, a + Sectors, b, b, a + Sectors, b + Sectors]);
            }
        _triangles = [.. triangles];
        _screen = Array.ConvertAll(_vertices, v => new Vector3(Size / 2 + v.X, Size / 2 - v.Y, v.Z));
        _normals = new Vector3[_vertices.Length];
    }

    /// <summary>Depth, triangle and barycentrics of every pixel.</summary>
    [Benchmark(Description = "rasterise 5,000 triangles at 256x256")]
    public void Draw()
    {
        _rasteriser.Clear();
        _rasteriser.Draw(_screen, _triangles, hideBackFaces: true);
    }

    /// <summary>The same with smooth normals: vertex normals, drawing, interpolation, unit length.</summary>
    [Benchmark(Description = "the same with smooth normals")]
    public void DrawNormals()
    {
        VertexNormals.Compute(_vertices, _triangles, _normals);
        Draw();
        _rasteriser.Interpolate(_normals, _triangles, _planes, normalise: true);
    }
}
