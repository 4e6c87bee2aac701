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

    // The colour inside: a mean over some six pixels in depth, and ever wider along the outline.
    private const float OwnShare = 0.15f;

    private const float LargestWeight = 0.6f;

    /// <summary>Raises C_spec of a decomposed picture where its outline is lighter than its inside.</summary>
    /// <param name="maps">The decomposed picture; its specular weight is changed, its albedo is not.</param>
    /// <param name="skin">Bare skin, one plane 0..1: its C_spec is F_cspec's.</param>
    /// <param name="source">The light of the picture.</param>
    public static void Weigh(IntrinsicMaps maps, ReadOnlySpan<float> skin, LightTable source)
    {
        int width = maps.Width, height = maps.Height, plane = width * height;
        var inside = Array.ConvertAll(maps.Matte, share => share >= 0.05f);
        var rimDepth = Math.Max(2, RimDepth * width / 256);
        var rings = OutlineRings.Of(inside, width, height, Math.Max(rimDepth + 1, InnerDepth * width / 256));
        var expected = InnerAlbedo(maps, skin, rings, rimDepth);
        var depth = new int[plane];
        for (var r = 0; r < rimDepth; r++)
            foreach (var i in rings[r]) depth[i] = rimDepth - r;
        var shading = new ShadingLoop(maps, source);
        var tint = SpecularTint.Of(maps);
        for (var y = 0; y < height; y++)
        {
            shading.StartRow(y);
            for (var x = 0; x < width; x++)
            {
                var i = y * width + x;
                var weight = maps.SpecularWeight[i];
                if (depth[i] == 0 || weight <= 0f || expected[i] <= 0f || skin[i] > 0.5f) continue;
                var albedo = LightSamples.Luminance(new(maps.Albedo[i], maps.Albedo[plane + i], maps.Albedo[2 * plane + i]));
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

    /// <summary>Luminance of the albedo that each pixel of the rings would have if it were like those further inside; 0 where nobody knows.</summary>
    private static float[] InnerAlbedo(IntrinsicMaps maps, ReadOnlySpan<float> skin, List<List<int>> rings, int rimDepth)
    {
        int width = maps.Width, height = maps.Height, plane = width * height;
        var inner = new float[plane];
        for (var r = rings.Count - 1; r >= 0; r--)
        {
            var ring = rings[r];
            var found = new float[ring.Count];
            for (var k = 0; k < found.Length; k++)
            {
                int i = ring[k], x = i % width, y = i / width;
                if (skin[i] > 0.5f) continue;
                var (sum, count) = (0f, 0);
                for (var v = Math.Max(0, y - 1); v <= Math.Min(height - 1, y + 1); v++)
                for (var u = Math.Max(0, x - 1); u <= Math.Min(width - 1, x + 1); u++)
                    if (inner[v * width + u] > 0f)
                    {
                        sum += inner[v * width + u];
                        count++;
                    }
                var own = LightSamples.Luminance(new(maps.Albedo[i], maps.Albedo[plane + i], maps.Albedo[2 * plane + i]));
                if (r < rimDepth) found[k] = count == 0 ? 0f : sum / count;
                else found[k] = count == 0 ? own : sum / count + OwnShare * (own - sum / count);
            }
            // All at once: a ring asks the rings inside it, not itself.
            for (var k = 0; k < found.Length; k++) inner[ring[k]] = found[k];
        }
        return inner;
    }
}
