using System.Numerics;
using ReliTalk.Reflectance.Lighting;

namespace ReliTalk.Reflectance.Shading;

/// <summary>
/// The specular sum of Eq. 15 for each of the nine spherical harmonics taken as a light, over the sphere of normals. Because the light stands outside the power,
/// S_spec of any 9 x 3 light is the weighted sum of these nine functions. Immutable.
/// </summary>
public sealed class SpecularBasis
{
    private readonly float[] _nodes;

    private SpecularBasis(float[] nodes, float exponent)
    {
        _nodes = nodes;
        Exponent = exponent;
    }

    /// <summary>Blinn-Phong exponent s.</summary>
    public float Exponent { get; }

    /// <summary>Nodes along each side of the octahedral square.</summary>
    public static int Nodes => NormalSphere.Nodes;

    /// <summary>Values node by node (row-major), nine a node.</summary>
    public ReadOnlySpan<float> Values => _nodes;

    /// <summary>Integrates the nine lights.</summary>
    /// <param name="exponent">Blinn-Phong exponent s, 1 to 256.</param>
    public static SpecularBasis Build(float exponent)
    {
        if (!(exponent >= BlinnPhong.MinimumExponent && exponent <= BlinnPhong.MaximumExponent))
            throw new ArgumentOutOfRangeException(nameof(exponent), exponent, $"The exponent must lie between {BlinnPhong.MinimumExponent} and {BlinnPhong.MaximumExponent}.");
        // One lobe a node serves all nine functions: each is a row of weights over the same directions.
        var (sphere, rows) = Functions();
        var halves = LightTable.HalfVectors(sphere);
        var lobe = new float[sphere.Count];
        var fresnel = new float[sphere.Count];
        for (var i = 0; i < fresnel.Length; i++) fresnel[i] = BlinnPhong.Fresnel(halves.Z[i]);
        var scale = (exponent + 2f) / (2f * MathF.PI);
        var nodes = new float[NormalSphere.Nodes * NormalSphere.Nodes * 9];
        for (var row = 0; row < NormalSphere.Nodes; row++)
        for (var column = 0; column < NormalSphere.Nodes; column++)
        {
            LightTable.Cosines(NormalSphere.Direction(column, row), halves.X, halves.Y, halves.Z, lobe);
            LightTable.Power(lobe, exponent);
            LightTable.Multiply(lobe, fresnel);
            for (var k = 0; k < 9; k++) nodes[(row * NormalSphere.Nodes + column) * 9 + k] = scale * LightTable.Dot(lobe, rows[k]);
        }
        return new SpecularBasis(nodes, exponent);
    }

    /// <summary>The nine values at a normal, bilinear.</summary>
    /// <param name="normal">Normal of any length above 0.</param>
    /// <param name="values">Receives nine values.</param>
    public void Evaluate(Vector3 normal, Span<float> values)
    {
        var (column, row) = NormalSphere.Locate(normal.X, normal.Y, normal.Z);
        var left = Math.Min((int)column, NormalSphere.Nodes - 2);
        var top = Math.Min((int)row, NormalSphere.Nodes - 2);
        float fx = column - left, fy = row - top;
        var a = (top * NormalSphere.Nodes + left) * 9;
        var c = a + NormalSphere.Nodes * 9;
        for (var k = 0; k < 9; k++)
            values[k] = (1f - fy) * ((1f - fx) * _nodes[a + k] + fx * _nodes[a + 9 + k]) + fy * ((1f - fx) * _nodes[c + k] + fx * _nodes[c + 9 + k]);
    }

    private static (LightSamples Sphere, float[][] Rows) Functions()
    {
        const int height = 32, width = 64;
        var directions = new Vector3[width * height];
        var rows = new float[9][];
        for (var k = 0; k < 9; k++) rows[k] = new float[width * height];
        Span<float> basis = stackalloc float[9];
        for (var row = 0; row < height; row++)
        for (var column = 0; column < width; column++)
        {
            var i = row * width + column;
            directions[i] = LatitudeLongitude.Direction((column + 0.5f) / width, (row + 0.5f) / height);
            SphericalHarmonics.Evaluate(directions[i], basis);
            for (var k = 0; k < 9; k++) rows[k][i] = basis[k] * LatitudeLongitude.SolidAngle(row, width, height);
        }
        return (new LightSamples(directions, new Vector3[directions.Length]), rows);
    }
}
