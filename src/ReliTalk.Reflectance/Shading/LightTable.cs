using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using ReliTalk.Reflectance.Lighting;
using ReliTalk.Reflectance.Visibility;

namespace ReliTalk.Reflectance.Shading;

/// <summary>
/// One light baked over the sphere of normals: for a fixed view direction, diffuse shading (irradiance / pi of the whole light, not only of order 2) and the
/// specular sum of Eq. 15 are functions of the normal alone. Linear RGB. Immutable and safe to share between threads.
/// </summary>
public sealed class LightTable
{
    // Eight floats a node: diffuse r, g, b, 0, specular r, g, b, 0: one vector load each.
    private readonly float[] _nodes;

    private LightTable(float[] nodes, float exponent, LightClusters clusters)
    {
        _nodes = nodes;
        Exponent = exponent;
        Clusters = clusters;
    }

    /// <summary>Blinn-Phong exponent s that the specular part was built for.</summary>
    public float Exponent { get; }

    /// <summary>The light in a few dozen points, for shadows.</summary>
    internal LightClusters Clusters { get; }

    /// <summary>Bakes a light.</summary>
    /// <param name="light">Any light.</param>
    /// <param name="exponent">Blinn-Phong exponent s, 1 to 256.</param>
    /// <exception cref="ArgumentOutOfRangeException">The exponent lies outside its range.</exception>
    public static LightTable Build(Light light, float exponent)
    {
        ArgumentNullException.ThrowIfNull(light);
        return Build(light.Sample(), exponent);
    }

    /// <summary>Bakes a light that is already sampled.</summary>
    /// <param name="samples">The light's points.</param>
    /// <param name="exponent">Blinn-Phong exponent s, 1 to 256.</param>
    /// <exception cref="ArgumentOutOfRangeException">The exponent lies outside its range.</exception>
    public static LightTable Build(LightSamples samples, float exponent)
    {
        ArgumentNullException.ThrowIfNull(samples);
        if (!(exponent >= BlinnPhong.MinimumExponent && exponent <= BlinnPhong.MaximumExponent))
            throw new ArgumentOutOfRangeException(nameof(exponent), exponent, $"The exponent must lie between {BlinnPhong.MinimumExponent} and {BlinnPhong.MaximumExponent}.");
        var halves = HalfVectors(samples);
        var nodes = new float[NormalSphere.Nodes * NormalSphere.Nodes * 8];
        var weights = new float[samples.Count];
        var fresnel = new float[samples.Count];
        for (var i = 0; i < fresnel.Length; i++) fresnel[i] = BlinnPhong.Fresnel(halves.Z[i]);
        for (var row = 0; row < NormalSphere.Nodes; row++)
        for (var column = 0; column < NormalSphere.Nodes; column++)
        {
            var normal = NormalSphere.Direction(column, row);
            var node = nodes.AsSpan((row * NormalSphere.Nodes + column) * 8, 8);
            Cosines(normal, samples.X, samples.Y, samples.Z, weights);
            Accumulate(weights, samples, 1f / MathF.PI, node);
            Cosines(normal, halves.X, halves.Y, halves.Z, weights);
            Power(weights, exponent);
            Multiply(weights, fresnel);
            Accumulate(weights, samples, (exponent + 2f) / (2f * MathF.PI), node[4..]);
        }
        return new LightTable(nodes, exponent, LightClusters.Gather(samples));
    }

    /// <summary>Diffuse shading S_shad without occlusion at a normal: irradiance / pi, linear RGB, 0 or more.</summary>
    /// <param name="normal">Normal of any length above 0.</param>
    public Vector3 Diffuse(Vector3 normal)
    {
        var value = Look(normal.X, normal.Y, normal.Z);
        return new Vector3(value[0], value[1], value[2]);
    }

    /// <summary>Specular shading S_spec at a normal, linear RGB, 0 or more.</summary>
    /// <param name="normal">Normal of any length above 0.</param>
    public Vector3 Specular(Vector3 normal)
    {
        var value = Look(normal.X, normal.Y, normal.Z);
        return new Vector3(value[4], value[5], value[6]);
    }

    /// <summary>Both parts at a normal: diffuse r, g, b, 0, specular r, g, b, 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Vector256<float> Look(float x, float y, float z)
    {
        var (column, row) = NormalSphere.Locate(x, y, z);
        var left = Math.Min((int)column, NormalSphere.Nodes - 2);
        var top = Math.Min((int)row, NormalSphere.Nodes - 2);
        float fx = column - left, fy = row - top;
        ref var node = ref _nodes[(top * NormalSphere.Nodes + left) * 8];
        var a = Vector256.LoadUnsafe(ref node);
        var b = Vector256.LoadUnsafe(ref node, 8);
        var c = Vector256.LoadUnsafe(ref node, NormalSphere.Nodes * 8);
        var d = Vector256.LoadUnsafe(ref node, NormalSphere.Nodes * 8 + 8);
        return a * ((1f - fx) * (1f - fy)) + b * (fx * (1f - fy)) + c * ((1f - fx) * fy) + d * (fx * fy);
    }

    internal static (float[] X, float[] Y, float[] Z) HalfVectors(LightSamples samples)
    {
        var x = new float[samples.Count];
        var y = new float[samples.Count];
        var z = new float[samples.Count];
        for (var i = 0; i < samples.Count; i++)
        {
            var half = samples.Direction(i) + BlinnPhong.Viewer;
            var length = half.Length();
            if (length < 1e-6f) continue;
            (x[i], y[i], z[i]) = (half.X / length, half.Y / length, half.Z / length);
        }
        return (x, y, z);
    }

    internal static void Cosines(Vector3 normal, ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> z, Span<float> result)
    {
        var i = 0;
        for (; i <= result.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            var cosine = new Vector<float>(x[i..]) * normal.X + new Vector<float>(y[i..]) * normal.Y + new Vector<float>(z[i..]) * normal.Z;
            Vector.Max(cosine, Vector<float>.Zero).CopyTo(result[i..]);
        }
        for (; i < result.Length; i++) result[i] = Math.Max(0f, x[i] * normal.X + y[i] * normal.Y + z[i] * normal.Z);
    }

    internal static void Power(Span<float> values, float exponent)
    {
        // exp(s log x); the floor keeps the logarithm finite and its power is far below one part in a million of any lobe.
        var floor = new Vector<float>(1e-8f);
        var i = 0;
        for (; i <= values.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            var cosine = new Vector<float>(values[i..]);
            var power = Vector.Exp(Vector.Log(Vector.Max(cosine, floor)) * exponent);
            Vector.ConditionalSelect(Vector.GreaterThan(cosine, floor), power, Vector<float>.Zero).CopyTo(values[i..]);
        }
        for (; i < values.Length; i++) values[i] = values[i] > 1e-8f ? MathF.Pow(values[i], exponent) : 0f;
    }

    internal static void Multiply(Span<float> values, ReadOnlySpan<float> factors)
    {
        var i = 0;
        for (; i <= values.Length - Vector<float>.Count; i += Vector<float>.Count) (new Vector<float>(values[i..]) * new Vector<float>(factors[i..])).CopyTo(values[i..]);
        for (; i < values.Length; i++) values[i] *= factors[i];
    }

    internal static float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var sums = Vector<float>.Zero;
        var i = 0;
        for (; i <= a.Length - Vector<float>.Count; i += Vector<float>.Count) sums += new Vector<float>(a[i..]) * new Vector<float>(b[i..]);
        var sum = Vector.Sum(sums);
        for (; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }

    private static void Accumulate(ReadOnlySpan<float> weights, LightSamples samples, float scale, Span<float> node)
    {
        node[0] = Math.Max(0f, scale * Dot(weights, samples.Red));
        node[1] = Math.Max(0f, scale * Dot(weights, samples.Green));
        node[2] = Math.Max(0f, scale * Dot(weights, samples.Blue));
    }
}
