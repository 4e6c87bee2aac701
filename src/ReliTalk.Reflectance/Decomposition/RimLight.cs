using ReliTalk.Reflectance.Compositing;
using ReliTalk.Reflectance.Lighting;
using ReliTalk.Reflectance.Shading;

namespace ReliTalk.Reflectance.Decomposition;

/// <summary>
/// Tells the rim light of hair and cloth from their colour. Strands that are seen edge-on mirror what shines from behind many times more than they scatter; taken for albedo,
/// a bright rim would glow in every new light. So what makes the rim brighter than the same hair further inside is put down to reflection, by a
/// larger C_spec: the picture's own light still gives the picture.
/// </summary>
internal static class RimLight
{
    // Of 256 columns: how far in from the outline a rim is looked for, and how far its colour is asked for.
    private const int RimDepth = 10, InnerDepth = 22;

    private const float LargestWeight = 0.6f;

    // Below this share of its surroundings nothing is known of a pixel's inside.
    private const float LeastShare = 1e-4f;

    /// <summary>Raises C_spec of a decomposed picture where its outline is lighter than its inside.</summary>
    /// <param name="maps">The decomposed picture; its specular weight is changed, its albedo is not.</param>
    /// <param name="skin">Bare skin, one plane 0..1: its C_spec is F_cspec's.</param>
    /// <param name="source">The light of the picture.</param>
    public static void Weigh(IntrinsicMaps maps, ReadOnlySpan<float> skin, LightTable source)
    {
        int width = maps.Width, height = maps.Height, plane = width * height;
        var outside = Array.ConvertAll(maps.Matte, share => share < 0.05f);
        var rimDepth = Math.Max(2, RimDepth * width / 256);
        var rings = OutlineRings.Of(outside, width, height, Math.Max(rimDepth + 1, InnerDepth * width / 256));
        var expected = InnerAlbedo(maps, skin, rings, rimDepth);
        var depth = new int[plane];
        for (var r = 0; r < rimDepth; r++)
            foreach (var i in rings[r]) depth[i] = rimDepth - r;
        using var shading = new ShadingLoop(maps, source);
        var tint = SpecularTint.Of(maps);
        for (var y = 0; y < height; y++)
        {
            shading.StartRow(y);
            for (var x = 0; x < width; x++)
            {
                var i = y * width + x;
                var weight = maps.SpecularWeight[i];
                if (depth[i] == 0 || weight <= 0f || expected[i] <= 0f || skin[i] > 0.5f) continue;
                var albedo = LightSamples.Luminance(maps.Albedo, i);
                if (albedo <= expected[i] || !shading.At(x, i, out var diffuse, out var specular)) continue;
                var scattered = LightSamples.Luminance(new(diffuse[0], diffuse[1], diffuse[2]));
                var mirrored = LightSamples.Luminance(new(specular[0], specular[1], specular[2])) / weight;
                var pixel = albedo * (scattered + tint.OwnShare * weight * mirrored) + tint.Constant[0] * weight * mirrored;
                // The weight with which the expected albedo explains the pixel.
                var wanted = (pixel - expected[i] * scattered) / MathF.Max(mirrored * (tint.Constant[0] + tint.OwnShare * expected[i]), 1e-6f);
                // In full over the outer half of the rim, then less and less.
                var share = Math.Min(1f, 2f * depth[i] / rimDepth) * (1f - skin[i]);
                maps.SpecularWeight[i] += share * (Math.Clamp(wanted, weight, Math.Max(weight, LargestWeight)) - weight);
            }
        }
    }

    /// <summary>Mean luminance of the albedo of what is not skin in the rings below the rim, around each pixel; 0 where there is none near by.</summary>
    private static float[] InnerAlbedo(IntrinsicMaps maps, ReadOnlySpan<float> skin, List<List<int>> rings, int rimDepth)
    {
        int width = maps.Width, height = maps.Height, plane = width * height;
        float[] sum = new float[plane], count = new float[plane];
        for (var r = rimDepth; r < rings.Count; r++)
            foreach (var i in rings[r])
            {
                if (skin[i] > 0.5f) continue;
                count[i] = 1f - skin[i];
                sum[i] = count[i] * LightSamples.Luminance(maps.Albedo, i);
            }
        // Three boxes are nearly a Gaussian.
        for (var pass = 0; pass < 3; pass++)
            foreach (var values in new[] { sum, count })
            {
                for (var y = 0; y < height; y++) Box(values.AsSpan(y * width), width, 1, rimDepth);
                for (var x = 0; x < width; x++) Box(values.AsSpan(x), height, width, rimDepth);
            }
        for (var i = 0; i < plane; i++) sum[i] = count[i] > LeastShare ? sum[i] / count[i] : 0f;
        return sum;
    }

    // The mean over 2 radius + 1 values of a line, zeros beyond its ends.
    private static void Box(Span<float> line, int length, int stride, int radius)
    {
        var sums = new double[length + 1];
        for (var i = 0; i < length; i++) sums[i + 1] = sums[i] + line[i * stride];
        for (var i = 0; i < length; i++)
            line[i * stride] = (float)((sums[Math.Min(length, i + radius + 1)] - sums[Math.Max(0, i - radius)]) / (2 * radius + 1));
    }
}
