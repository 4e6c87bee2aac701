using ReliTalk.Evaluation.Images;

namespace ReliTalk.Evaluation.Metrics;

/// <summary>MS-SSIM of Wang, Simoncelli and Bovik 2003: five scales, each half the one before by 2 x 2 means, exponents of that paper.</summary>
internal static class MultiScaleSimilarity
{
    private static readonly double[] Exponents = [0.0448, 0.2856, 0.3001, 0.2363, 0.1333];

    /// <summary>The smallest side for which the fifth scale still holds the window.</summary>
    public const int SmallestSide = 11 * 16;

    /// <summary>NaN for pictures smaller than <see cref="SmallestSide"/>.</summary>
    public static double Between(ColourPlanes a, ColourPlanes b)
    {
        if (Math.Min(a.Width, a.Height) < SmallestSide) return double.NaN;
        var result = 1.0;
        for (var scale = 0; scale < Exponents.Length; scale++)
        {
            var map = StructuralSimilarity.Map(a, b);
            // Negative structure has no real power; the customary floor is zero.
            result *= Math.Pow(Math.Max(0, scale == Exponents.Length - 1 ? map.Mean() : map.ContrastStructure()), Exponents[scale]);
            if (scale < Exponents.Length - 1) (a, b) = (a.Halved(), b.Halved());
        }
        return result;
    }
}
