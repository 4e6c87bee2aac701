using ReliTalk.Learning;
using ReliTalk.Reflectance.Decomposition;
using ReliTalk.Reflectance.Shading;

namespace ReliTalk.Driving;

/// <summary>
/// Exposes as a camera would: environment maps come on any scale, and a face that is clipped to white or sunk in black shows nothing of its light.
/// The gain is one number for the whole video, so it neither tints nor flickers.
/// </summary>
internal static class AutoExposure
{
    private const float LargestStops = 10;
    private const float HighlightLevel = 0.9f;
    private const double HighlightShare = 0.95;

    /// <summary>The factor on the light that gives the relit skin the source picture's mean luminance, but leaves no more than a twentieth of it near white.</summary>
    /// <param name="maps">One decomposed frame.</param>
    /// <param name="table">The new light, baked.</param>
    /// <param name="source">The same frame's pixels, sRGB bytes, three or four a pixel.</param>
    /// <param name="channels">Bytes a pixel.</param>
    /// <param name="skin">Where the skin is, 0..1.</param>
    public static float Gain(IntrinsicMaps maps, LightTable table, ReadOnlySpan<byte> source, int channels, ReadOnlySpan<float> skin)
    {
        var plane = maps.Width * maps.Height;
        var relit = new float[3 * plane];
        Relighter.Relight(maps, table, relit);
        var brightest = new List<float>();
        double sourceSum = 0, relitSum = 0;
        for (var i = 0; i < plane; i++)
        {
            if (skin[i] < 0.5f) continue;
            var pixel = source.Slice(i * channels, 3);
            sourceSum += Luminance(Linear(pixel[0]), Linear(pixel[1]), Linear(pixel[2]));
            relitSum += Luminance(relit[i], relit[plane + i], relit[(2 * plane) + i]);
            brightest.Add(Math.Max(relit[i], Math.Max(relit[plane + i], relit[(2 * plane) + i])));
        }
        // No skin to measure, or no light at all: any exposure is as good.
        if (brightest.Count == 0 || relitSum <= 0) return 1;
        brightest.Sort();
        var highlight = brightest[(int)(HighlightShare * (brightest.Count - 1))];
        var gain = Math.Min(sourceSum / relitSum, HighlightLevel / Math.Max(highlight, 1e-9f));
        return (float)Math.Clamp(gain, Math.Pow(2, -LargestStops), Math.Pow(2, LargestStops));
    }

    private static float Linear(byte value) => ColorSpace.ToLinear(value / 255f);

    private static double Luminance(float red, float green, float blue) => (0.2126 * red) + (0.7152 * green) + (0.0722 * blue);
}
