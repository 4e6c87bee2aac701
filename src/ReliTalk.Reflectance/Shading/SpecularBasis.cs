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
        // Three functions at a time travel as red, green and blue of one light; the table itself clamps at 0, so positive and negative parts go apart.
        var nodes = new float[NormalSphere.Nodes * NormalSphere.Nodes * 9];
        for (var group = 0; group < 3; group++)
        foreach (var sign in (ReadOnlySpan<float>)[1f, -1f])
        {
            var table = LightTable.Build(BasisLight(group, sign), exponent);
            for (var i = 0; i < NormalSphere.Nodes * NormalSphere.Nodes; i++)
            {
                var value = table.SpecularNode(i);
                nodes[9 * i + 3 * group] += sign * value.X;
                nodes[9 * i + 3 * group + 1] += sign * value.Y;
                nodes[9 * i + 3 * group + 2] += sign * value.Z;
            }
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

    private static LightSamples BasisLight(int group, float sign)
    {
        const int height = 48, width = 96;
        var directions = new Vector3[width * height];
        var fluxes = new Vector3[width * height];
        Span<float> basis = stackalloc float[9];
        for (var row = 0; row < height; row++)
        for (var column = 0; column < width; column++)
        {
            var i = row * width + column;
            directions[i] = LatitudeLongitude.Direction((column + 0.5f) / width, (row + 0.5f) / height);
            SphericalHarmonics.Evaluate(directions[i], basis);
            var values = new Vector3(basis[3 * group], basis[3 * group + 1], basis[3 * group + 2]);
            fluxes[i] = LatitudeLongitude.SolidAngle(row, width, height) * Vector3.Max(sign * values, Vector3.Zero);
        }
        return new LightSamples(directions, fluxes);
    }
}
