using System.Numerics;
using ReliTalk.Reflectance.Lighting;

namespace ReliTalk.Reflectance.Tests;

/// <summary>Environment maps from a formula.</summary>
internal static class Maps
{
    public static EnvironmentMap Of(int width, Func<Vector3, Vector2, Vector3> radiance)
    {
        var height = width / 2;
        var pixels = new float[width * height * 3];
        for (var y = 0; y < height; y++)
        for (var x = 0; x < width; x++)
        {
            // Written out from the documented convention, not taken from the code under test.
            float u = (x + 0.5f) / width, v = (y + 0.5f) / height;
            float phi = (u - 0.5f) * 2f * MathF.PI, theta = (0.5f - v) * MathF.PI;
            var direction = new Vector3(MathF.Cos(theta) * MathF.Sin(phi), MathF.Sin(theta), -MathF.Cos(theta) * MathF.Cos(phi));
            var value = radiance(direction, new Vector2(u, v));
            var i = (y * width + x) * 3;
            (pixels[i], pixels[i + 1], pixels[i + 2]) = (value.X, value.Y, value.Z);
        }
        return EnvironmentMap.From(width, height, pixels, "formula");
    }
}
