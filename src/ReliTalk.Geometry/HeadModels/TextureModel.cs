using System.Numerics;

namespace ReliTalk.Geometry.HeadModels;

/// <summary>
/// What the still parts of a face look like in a clip: the mean brightness of each point, and how far it can be trusted. A frame shows it
/// under its own light: gain, offset and a gain that changes with the direction of the surface, because a turning head is lit differently.
/// </summary>
internal sealed class TextureModel
{
    /// <summary>Number of coefficients of a frame's light.</summary>
    public const int LightTerms = 7;

    private const float NoiseFloor = 2;
    private const double DirectionHold = 30;

    private readonly float[] _values;
    private readonly Vector3[] _normals;

    private TextureModel(float[] values, Vector3[] normals, float[] weights)
    {
        _values = values;
        _normals = normals;
        Weights = weights;
    }

    /// <summary>One over the squared deviation of each point's brightness, 0 where it was hardly ever seen.</summary>
    public float[] Weights { get; }

    /// <summary>Averages the textures of the seen frames, each brought to the same light.</summary>
    public static TextureModel Learn(float[][] textures, int[] seen, StillTexels texels)
    {
        var count = texels.Count;
        var model = new TextureModel(Mean(textures, seen, count), texels.Normals, Enumerable.Repeat(1f, count).ToArray());
        // Each frame's light is found against the mean, and the mean again under those lights.
        for (var round = 0; round < 2; round++)
        {
            var lights = new float[seen.Length][];
            var reference = model;
            Parallel.For(0, seen.Length, s => lights[s] = reference.LightOf(textures[seen[s]]));
            var values = new float[count];
            var weights = new float[count];
            Parallel.For(0, count, i =>
            {
                double up = 0, down = 0;
                var used = 0;
                for (var s = 0; s < seen.Length; s++)
                {
                    var value = textures[seen[s]][i];
                    if (float.IsNaN(value)) continue;
                    var gain = reference.Gain(lights[s], i);
                    up += gain * (value - lights[s][3]);
                    down += gain * gain;
                    used++;
                }
                if (used < Math.Max(3, seen.Length / 4)) return;
                values[i] = (float)(up / down);
                double squares = 0;
                for (var s = 0; s < seen.Length; s++)
                {
                    var value = textures[seen[s]][i];
                    if (float.IsNaN(value)) continue;
                    var error = value - lights[s][3] - reference.Gain(lights[s], i) * values[i];
                    squares += error * error;
                }
                weights[i] = (float)(1 / (squares / used + NoiseFloor * NoiseFloor));
            });
            model = new TextureModel(values, texels.Normals, weights);
        }
        return model;
    }

    /// <summary>The brightness of a point under a light.</summary>
    public float Under(ReadOnlySpan<float> light, int point) => Gain(light, point) * _values[point] + light[3];

    /// <summary>How a point's brightness changes with each coefficient of the light.</summary>
    public void LightRow(int point, Span<float> row)
    {
        var value = _values[point];
        var normal = _normals[point];
        (row[0], row[1], row[2], row[3]) = (value, value * normal.X, value * normal.Y, 1);
        (row[4], row[5], row[6]) = (value * normal.X * normal.X, value * normal.X * normal.Y, value * normal.Y * normal.Y);
    }

    /// <summary>The light that brings the mean texture nearest to an observed one: gain, its change to the right and upwards, offset.</summary>
    public float[] LightOf(float[] observed)
    {
        var equations = new NormalEquations(LightTerms);
        Span<float> row = stackalloc float[LightTerms];
        for (var i = 0; i < observed.Length; i++)
        {
            if (float.IsNaN(observed[i]) || Weights[i] == 0) continue;
            LightRow(i, row);
            equations.Add(row, observed[i], Weights[i]);
        }
        equations.Hold(0, 1, DirectionHold);
        for (var k = 1; k < 3; k++) equations.Hold(k, 0, DirectionHold);
        equations.Hold(3, 0, 1e-3);
        for (var k = 4; k < LightTerms; k++) equations.Hold(k, 0, DirectionHold);
        return Array.ConvertAll(equations.Solve(), value => (float)value);
    }

    private float Gain(ReadOnlySpan<float> light, int point) => light[0] + light[1] * _normals[point].X + light[2] * _normals[point].Y
        + light[4] * _normals[point].X * _normals[point].X + light[5] * _normals[point].X * _normals[point].Y + light[6] * _normals[point].Y * _normals[point].Y;

    private static float[] Mean(float[][] textures, int[] seen, int count)
    {
        var mean = new float[count];
        for (var i = 0; i < count; i++)
        {
            float sum = 0;
            var used = 0;
            foreach (var t in seen)
            {
                if (float.IsNaN(textures[t][i])) continue;
                sum += textures[t][i];
                used++;
            }
            mean[i] = used == 0 ? 0 : sum / used;
        }
        return mean;
    }
}
