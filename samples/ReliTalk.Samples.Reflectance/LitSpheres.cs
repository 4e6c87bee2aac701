using System.Numerics;
using ReliTalk.Media;
using ReliTalk.Reflectance.Decomposition;
using ReliTalk.Reflectance.Lighting;
using ReliTalk.Reflectance.Shading;

namespace ReliTalk.Samples.Reflectance;

/// <summary>Draws the picture of docs/lights.md: one glossy ball under lights from the main directions.</summary>
internal static class LitSpheres
{
    private const int Side = 128;

    public static Task WriteAsync(string path, CancellationToken stop)
    {
        Light[] lights =
        [
            new DirectionalLight(Vector3.UnitX, new Vector3(3f)), new DirectionalLight(Vector3.UnitY, new Vector3(3f)), new DirectionalLight(Vector3.UnitZ, new Vector3(3f)),
            DirectionalLight.At(MathF.PI / 4, MathF.PI / 6, new Vector3(3f, 2.4f, 1.6f)), new AreaLight(new Vector3(-1f, 0.5f, 1f), 0.6f, new Vector3(3f)), new EnvironmentLight(Quarters()),
        ];
        var ball = Ball();
        var sheet = new Frame(Side * lights.Length, Side);
        for (var k = 0; k < lights.Length; k++)
        {
            var lit = Relighter.Relight(ball, LightTable.Build(lights[k], 40f));
            for (var i = 0; i < Side * Side; i++)
            for (var c = 0; c < 3; c++)
                sheet.Pixels[3 * (i / Side * sheet.Width + k * Side + i % Side) + c] = lit.Pixels[4 * i + 3] == 0 ? (byte)48 : lit.Pixels[4 * i + c];
        }
        return ImageFile.WriteAsync(path, sheet, cancellationToken: stop);
    }

    // Red from the left (u = 1/4), green from behind (u = 1/2), blue from the right (u = 3/4), dim white from the camera's side (u = 0).
    private static EnvironmentMap Quarters()
    {
        const int width = 64, height = 32;
        var pixels = new float[width * height * 3];
        for (var y = 0; y < height; y++)
        for (var x = 0; x < width; x++)
        {
            var quarter = (int)((x + 0.5f) / width * 4f + 0.5f) % 4;
            var colour = quarter switch { 1 => new Vector3(1.6f, 0.1f, 0.1f), 2 => new Vector3(0.1f, 1.6f, 0.1f), 3 => new Vector3(0.1f, 0.1f, 1.6f), _ => new Vector3(0.15f) };
            var i = (y * width + x) * 3;
            (pixels[i], pixels[i + 1], pixels[i + 2]) = (colour.X, colour.Y, colour.Z);
        }
        return EnvironmentMap.From(width, height, pixels, "four quarters");
    }

    private static IntrinsicMaps Ball()
    {
        const int plane = Side * Side;
        var (albedo, normals, weight, matte) = (new float[3 * plane], new float[3 * plane], new float[plane], new float[plane]);
        Array.Fill(albedo, 0.6f);
        for (var i = 0; i < plane; i++)
        {
            float x = (i % Side + 0.5f) / Side * 2.2f - 1.1f, y = 1.1f - (i / Side + 0.5f) / Side * 2.2f, squared = x * x + y * y;
            if (squared >= 1f) continue;
            (normals[i], normals[plane + i], normals[2 * plane + i]) = (x, y, MathF.Sqrt(1f - squared));
            (weight[i], matte[i]) = (0.06f, 1f);
        }
        return new IntrinsicMaps(Side, Side, albedo, normals, weight, matte) { SpecularTint = 0f };
    }
}
