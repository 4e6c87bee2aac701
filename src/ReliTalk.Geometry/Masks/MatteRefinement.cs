using System.Numerics;
using ReliTalk.Media;

namespace ReliTalk.Geometry.Masks;

/// <summary>
/// Fits a matte's edge to the picture. A segmentation network draws the outline to within a few pixels; there each pixel is explained as a mixture of
/// a person's colour from further inside and a background's from further outside, and the share that explains it best is its alpha
/// (sampling-based matting, after Wang and Cohen 2007). Where the two colours are alike the network's alpha stays.
/// </summary>
internal static class MatteRefinement
{
    private const float Inside = 0.9f;
    private const float Outside = 0.1f;

    // At 256 pixels; wider on larger pictures.
    private const int InnerBand = 2;
    private const int OuterBand = 3;
    private const int RayLength = 24;

    // Standard deviations: of a pixel's colour about the mixture (sRGB 0..1), of the network's alpha in the band, and between pixels of one strand.
    private const float ColourNoise = 0.05f;
    private const float AlphaDoubt = 0.2f;
    private const float ColourLikeness = 0.05f;

    // Shares below it and above its complement count as none and all.
    private const float Snap = 0.1f;

    // What a sample costs that lies a whole ray away, in units of squared standard deviations.
    private const float DistanceCost = 3f;

    private static readonly Vector2[] Directions = [.. Enumerable.Range(0, 8).Select(i => new Vector2(MathF.Cos(i * MathF.PI / 4 + 0.2f), MathF.Sin(i * MathF.PI / 4 + 0.2f)))];

    /// <summary>The matte with its edge fitted to the picture.</summary>
    /// <param name="picture">The picture that the matte belongs to.</param>
    /// <param name="matte">A matte of its size.</param>
    /// <exception cref="ArgumentException">The sizes differ.</exception>
    public static Matte Refine(Frame picture, Matte matte)
    {
        var (width, height) = (matte.Width, matte.Height);
        if (picture.Width != width || picture.Height != height)
            throw new ArgumentException($"The matte has {width}x{height} pixels, its picture {picture.Width}x{picture.Height}.", nameof(matte));
        var scale = Math.Max(1f, Math.Max(width, height) / 256f);
        var given = matte.ToFloats();
        var inside = Shrunk(given, width, height, value => value >= Inside, (int)MathF.Round(InnerBand * scale));
        var outside = Shrunk(given, width, height, value => value <= Outside, (int)MathF.Round(OuterBand * scale));
        var refined = (float[])given.Clone();
        Span<Sample> people = stackalloc Sample[Directions.Length];
        Span<Sample> backgrounds = stackalloc Sample[Directions.Length];
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
            {
                var i = y * width + x;
                if (inside[i]) refined[i] = 1;
                else if (outside[i]) refined[i] = 0;
                else
                {
                    var reach = RayLength * scale;
                    var persons = Gather(picture, inside, x, y, reach, people);
                    var behind = Gather(picture, outside, x, y, reach, backgrounds);
                    if (persons > 0 && behind > 0) refined[i] = Alpha(Colour(picture, i), given[i], people[..persons], backgrounds[..behind]);
                }
            }
        return Matte.FromFloats(width, height, Evened(picture, refined, inside, outside));
    }

    // Each pixel of the band becomes the mean of its neighbourhood, near colours counting most; nearly whole and nearly empty become whole and empty.
    private static float[] Evened(Frame picture, float[] alphas, bool[] inside, bool[] outside)
    {
        var (width, height) = (picture.Width, picture.Height);
        var result = (float[])alphas.Clone();
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
            {
                var i = y * width + x;
                if (inside[i] || outside[i]) continue;
                var colour = Colour(picture, i);
                float sum = 0, weights = 0;
                for (var v = Math.Max(0, y - 1); v <= Math.Min(height - 1, y + 1); v++)
                    for (var u = Math.Max(0, x - 1); u <= Math.Min(width - 1, x + 1); u++)
                    {
                        var j = v * width + u;
                        var weight = MathF.Exp(-Vector3.DistanceSquared(colour, Colour(picture, j)) / (2 * ColourLikeness * ColourLikeness));
                        sum += weight * alphas[j];
                        weights += weight;
                    }
                result[i] = Math.Clamp((sum / weights - Snap) / (1 - 2 * Snap), 0, 1);
            }
        return result;
    }

    private static float Alpha(Vector3 colour, float prior, ReadOnlySpan<Sample> people, ReadOnlySpan<Sample> backgrounds)
    {
        const float noise = 1 / (ColourNoise * ColourNoise), doubt = 1 / (AlphaDoubt * AlphaDoubt);
        var (best, least) = (prior, float.MaxValue);
        foreach (var person in people)
            foreach (var background in backgrounds)
            {
                var between = person.Colour - background.Colour;
                var alpha = (Vector3.Dot(colour - background.Colour, between) * noise + prior * doubt) / (between.LengthSquared() * noise + doubt);
                alpha = Math.Clamp(alpha, 0, 1);
                var cost = (colour - background.Colour - alpha * between).LengthSquared() * noise + (alpha - prior) * (alpha - prior) * doubt
                    + DistanceCost * (person.Distance + background.Distance);
                if (cost < least) (best, least) = (alpha, cost);
            }
        return best;
    }

    // The nearest pixel of an area in each direction, its colour evened over 3 x 3 pixels.
    private static int Gather(Frame picture, bool[] area, int x, int y, float reach, Span<Sample> samples)
    {
        var count = 0;
        foreach (var direction in Directions)
            for (var step = 1f; step <= reach; step++)
            {
                var (u, v) = ((int)(x + 0.5f + direction.X * step), (int)(y + 0.5f + direction.Y * step));
                if (u < 1 || v < 1 || u >= picture.Width - 1 || v >= picture.Height - 1) break;
                var i = v * picture.Width + u;
                if (!area[i]) continue;
                var sum = Vector3.Zero;
                for (var row = -1; row <= 1; row++)
                    for (var column = -1; column <= 1; column++) sum += Colour(picture, i + row * picture.Width + column);
                samples[count++] = new Sample(sum / 9, step / reach);
                break;
            }
        return count;
    }

    private static Vector3 Colour(Frame picture, int i)
    {
        var n = i * picture.Channels;
        return new Vector3(picture.Pixels[n], picture.Pixels[n + 1], picture.Pixels[n + 2]) / 255f;
    }

    /// <summary>The pixels whose whole neighbourhood satisfies the condition; beyond the picture's edge it goes on as at the edge.</summary>
    private static bool[] Shrunk(float[] values, int width, int height, Func<float, bool> condition, int radius)
    {
        var across = new bool[values.Length];
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
            {
                var all = true;
                for (var u = Math.Max(0, x - radius); all && u <= Math.Min(width - 1, x + radius); u++) all = condition(values[y * width + u]);
                across[y * width + x] = all;
            }
        var result = new bool[values.Length];
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
            {
                var all = true;
                for (var v = Math.Max(0, y - radius); all && v <= Math.Min(height - 1, y + radius); v++) all = across[v * width + x];
                result[y * width + x] = all;
            }
        return result;
    }

    private readonly record struct Sample(Vector3 Colour, float Distance);
}
