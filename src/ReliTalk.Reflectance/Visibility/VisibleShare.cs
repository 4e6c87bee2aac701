using System.Numerics;
using ReliTalk.Reflectance.Shading;

namespace ReliTalk.Reflectance.Visibility;

/// <summary>The share of a light's irradiance that reaches each pixel past the head's own shadows, per colour channel; the light-aware part of F_shad (Eq. 10).</summary>
public sealed class VisibleShare
{
    private VisibleShare(int width, int height, float[] values)
    {
        Width = width;
        Height = height;
        Values = values;
    }

    /// <summary>Columns; the horizon map's.</summary>
    public int Width { get; }

    /// <summary>Rows; the horizon map's.</summary>
    public int Height { get; }

    /// <summary>Four values a pixel (red, green, blue, 1), 0..1; extended past the silhouette, so that enlarging it lets no light in.</summary>
    internal float[] Values { get; }

    /// <summary>Sums the light's clusters with and without the horizon.</summary>
    /// <param name="horizon">The portrait's horizon map.</param>
    /// <param name="light">The light, baked.</param>
    /// <param name="options">Strength and softness of shadows.</param>
    /// <param name="fill">The learned fill of broad shadows, which takes the place of <see cref="ShadowOptions.BroadStrength"/>; null for none.</param>
    public static VisibleShare Of(HorizonMap horizon, LightTable light, ShadowOptions options, OcclusionFill? fill = null)
    {
        ArgumentNullException.ThrowIfNull(horizon);
        ArgumentNullException.ThrowIfNull(light);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var count = horizon.Pixels.Length;
        var clusters = light.Clusters;
        var (broad, sharp) = (new float[6 * count], new float[6 * count]);
        for (var k = 0; k < clusters.Directions.Length; k++)
            if (clusters.Strong[k]) AddCluster(horizon, clusters.Directions[k], clusters.Fluxes[k], options.Penumbra, options.SharpStrength, sharp);
            else AddCluster(horizon, clusters.Directions[k], clusters.Fluxes[k], LightClusters.BroadPenumbra, fill is null ? options.BroadStrength : 1f, broad);

        var share = new float[3 * count];
        for (var i = 0; i < share.Length; i++)
        {
            var total = broad[3 * count + i];
            share[i] = MathF.Abs(total) > 1e-9f ? Math.Clamp(broad[i] / total, 0f, 1f) : 1f;
        }
        fill?.Apply(horizon, light, share);
        var values = new float[4 * horizon.Width * horizon.Height];
        for (var i = 0; i < count; i++)
        {
            var target = values.AsSpan(4 * horizon.Pixels[i], 4);
            for (var c = 0; c < 3; c++)
            {
                var at = c * count + i;
                var total = broad[3 * count + at] + sharp[3 * count + at];
                target[c] = total > 1e-9f ? Math.Clamp((share[at] * broad[3 * count + at] + sharp[at]) / total, 0f, 1f) : 1f;
            }
            target[3] = 1f;
        }
        Extend(values, horizon);
        return new VisibleShare(horizon.Width, horizon.Height, values);
    }

    /// <summary>The three planes of a picture, bilinear.</summary>
    /// <param name="width">Columns of the picture.</param>
    /// <param name="height">Rows of the picture.</param>
    internal float[] Enlarged(int width, int height)
    {
        var plane = width * height;
        var result = new float[3 * plane];
        for (var y = 0; y < height; y++)
        {
            var v = Math.Clamp((y + 0.5f) * Height / height - 0.5f, 0f, Height - 1f);
            int top = (int)v, bottom = Math.Min(top + 1, Height - 1);
            for (var x = 0; x < width; x++)
            {
                var u = Math.Clamp((x + 0.5f) * Width / width - 0.5f, 0f, Width - 1f);
                int left = (int)u, right = Math.Min(left + 1, Width - 1);
                for (var c = 0; c < 3; c++)
                {
                    float At(int row, int column) => Values[4 * (row * Width + column) + c];
                    var above = At(top, left) + (u - left) * (At(top, right) - At(top, left));
                    var below = At(bottom, left) + (u - left) * (At(bottom, right) - At(bottom, left));
                    result[c * plane + y * width + x] = above + (v - top) * (below - above);
                }
            }
        }
        return result;
    }

    private static void AddCluster(HorizonMap horizon, Vector3 direction, Vector3 flux, float penumbra, float strength, float[] sums)
    {
        var count = horizon.Pixels.Length;
        var (first, second, share) = HorizonMap.Bracket(direction);
        var lower = horizon.Elevations.AsSpan(first * count, count);
        var upper = horizon.Elevations.AsSpan(second * count, count);
        var nx = horizon.Normals.AsSpan(0, count);
        var ny = horizon.Normals.AsSpan(count, count);
        var nz = horizon.Normals.AsSpan(2 * count, count);
        var elevation = MathF.Asin(Math.Clamp(direction.Z, -1f, 1f));
        // A light beside the viewer sees what the viewer sees: its shadows are hidden behind what casts them, however soft they are.
        var slope = 1f / (2f * Math.Clamp(MathF.PI / 2f - elevation, 0.01f, penumbra));
        var i = 0;
        for (; i <= count - Vector<float>.Count; i += Vector<float>.Count)
        {
            var cosine = Vector.Max(Vector<float>.Zero,
                new Vector<float>(nx[i..]) * direction.X + new Vector<float>(ny[i..]) * direction.Y + new Vector<float>(nz[i..]) * direction.Z);
            var low = new Vector<float>(lower[i..]);
            var edge = low + share * (new Vector<float>(upper[i..]) - low);
            var clear = Vector.Min(Vector<float>.One, Vector.Max(Vector<float>.Zero, (new Vector<float>(elevation) - edge) * slope + new Vector<float>(0.5f)));
            var visible = cosine * (Vector<float>.One - strength * (Vector<float>.One - clear));
            Accumulate(sums, 0 * count + i, visible * flux.X);
            Accumulate(sums, 1 * count + i, visible * flux.Y);
            Accumulate(sums, 2 * count + i, visible * flux.Z);
            Accumulate(sums, 3 * count + i, cosine * flux.X);
            Accumulate(sums, 4 * count + i, cosine * flux.Y);
            Accumulate(sums, 5 * count + i, cosine * flux.Z);
        }
        for (; i < count; i++)
        {
            var cosine = MathF.Max(0f, nx[i] * direction.X + ny[i] * direction.Y + nz[i] * direction.Z);
            var edge = lower[i] + share * (upper[i] - lower[i]);
            var clear = Math.Clamp((elevation - edge) * slope + 0.5f, 0f, 1f);
            var visible = cosine * (1f - strength * (1f - clear));
            for (var c = 0; c < 3; c++)
            {
                var value = c == 0 ? flux.X : c == 1 ? flux.Y : flux.Z;
                sums[c * count + i] += visible * value;
                sums[(3 + c) * count + i] += cosine * value;
            }
        }
    }

    private static void Accumulate(float[] sums, int at, Vector<float> value) => (new Vector<float>(sums, at) + value).CopyTo(sums, at);

    private static void Extend(float[] values, HorizonMap horizon)
    {
        int width = horizon.Width, height = horizon.Height;
        var added = new List<int>();
        var front = new List<int>(horizon.Pixels);
        for (var round = 0; round < 3; round++)
        {
            added.Clear();
            foreach (var i in front)
            {
                int x = i % width, y = i / width;
                if (x > 0) Claim(i - 1);
                if (x + 1 < width) Claim(i + 1);
                if (y > 0) Claim(i - width);
                if (y + 1 < height) Claim(i + width);

                void Claim(int j)
                {
                    if (values[4 * j + 3] != 0f) return;
                    values.AsSpan(4 * i, 4).CopyTo(values.AsSpan(4 * j, 4));
                    added.Add(j);
                }
            }
            (front, added) = (added, front);
        }
        for (var j = 3; j < values.Length; j += 4)
            if (values[j] == 0f) values.AsSpan(j - 3, 4).Fill(1f);
    }
}
