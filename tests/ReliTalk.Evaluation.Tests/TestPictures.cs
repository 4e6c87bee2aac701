using ReliTalk.Evaluation.Images;
using ReliTalk.Media;

namespace ReliTalk.Evaluation.Tests;

/// <summary>Pictures from a formula, so that another program can make the same ones.</summary>
internal static class TestPictures
{
    public const int Width = 192;
    public const int Height = 184;

    /// <summary>
    /// v = 127.5 + 80 sin(0.07 (c + 1) x + seed) + 40 cos(0.11 y + 0.5 c + 0.3 seed) + seed (((7 x + 13 y + 5 c + 11 seed) mod 17) - 8), rounded, clipped.
    /// </summary>
    public static Frame Make(int seed)
    {
        var frame = new Frame(Width, Height);
        for (var y = 0; y < Height; y++)
            for (var x = 0; x < Width; x++)
                for (var c = 0; c < 3; c++)
                {
                    var value = 127.5 + 80 * Math.Sin(x * 0.07 * (c + 1) + seed) + 40 * Math.Cos(y * 0.11 + c * 0.5 + 0.3 * seed)
                        + ((x * 7 + y * 13 + c * 5 + seed * 11) % 17 - 8) * seed;
                    frame.Row(y)[x * 3 + c] = (byte)Math.Clamp(Math.Floor(value + 0.5), 0, 255);
                }
        return frame;
    }

    public static ColourPlanes Planes(int seed) => ColourPlanes.From(Make(seed));
}
