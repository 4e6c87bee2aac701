using System.Numerics;
using ReliTalk.Media;
using ReliTalk.Reflectance.Compositing;
using ReliTalk.Reflectance.Lighting;
using ReliTalk.Reflectance.Shading;
using ReliTalk.Reflectance.Training;

namespace ReliTalk.Samples.Reflectance;

/// <summary>One picture to look at: the source frame, then the same frame under each environment map of a folder and under a sun that goes from left to right.</summary>
internal static class RelitSheet
{
    private const int Suns = 6;

    public static async Task WriteAsync(CommandLine command, CancellationToken stop)
    {
        using var clip = await Clip.OpenAsync(command.Input, whole: false, command.Head, stop);
        using var model = ReflectanceTrainer.Train(clip.Frames.Count, t => clip.Frame(t), command.Options, progress: new StepProgress(), cancellationToken: stop);
        Console.WriteLine($"skin albedo {model.SkinAlbedo:F3}, light from the front {model.SourceLight.Project().Shading(Vector3.UnitZ):F2}");
        var lights = new List<Light>();
        foreach (var path in Directory.GetFiles(command.Light ?? ".").Where(p => p.EndsWith(".hdr", StringComparison.Ordinal) || p.EndsWith(".exr", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
            lights.Add(Exposed(new EnvironmentLight(EnvironmentMap.From(await HdrImage.ReadAsync(path, cancellationToken: stop), path))));
        for (var k = 0; k < Suns; k++)
            lights.Add(Light.Combine(
                DirectionalLight.At(-1.25f + 2.5f * k / (Suns - 1), 0.45f, new Vector3(2.6f)), new CoefficientLight(RadianceCoefficients.Constant(new Vector3(0.15f)))));

        var rows = new[] { 0.2, 0.8 }.Select(share => (int)(share * (clip.Frames.Count - 1))).Distinct().ToArray();
        var tables = lights.ConvertAll(light => LightTable.Build(light, model.Exponent));
        var size = clip.Frames[0].Width;
        var sheet = new Frame(size * (lights.Count + 1), size * rows.Length);
        for (var row = 0; row < rows.Length; row++)
        {
            Paste(sheet, clip.Frames[rows[row]], 0, row * size);
            var maps = model.Decompose(clip.Frame(rows[row]));
            for (var l = 0; l < lights.Count; l++)
            {
                var background = new Compositor(lights[l] is EnvironmentLight environment ? Background.Environment(environment) : Background.Colour(new Vector3(0.02f)));
                Paste(sheet, background.Compose(Relighter.Relight(maps, tables[l])), (l + 1) * size, row * size);
            }
        }
        await ImageFile.WriteAsync(command.Output, sheet, cancellationToken: stop);
    }

    // Maps come on any scale: white that faces the camera or the ceiling gets 0.8 on average.
    private static Light Exposed(EnvironmentLight light)
    {
        var coefficients = light.Project();
        var level = LightSamples.Luminance(coefficients.Shading(Vector3.UnitZ) + coefficients.Shading(Vector3.UnitY)) / 2f;
        return light.Scaled(0.8f / MathF.Max(level, 1e-6f));
    }

    private static void Paste(Frame sheet, Frame picture, int left, int top)
    {
        for (var y = 0; y < picture.Height; y++)
        for (var x = 0; x < picture.Width; x++)
        for (var c = 0; c < 3; c++)
            sheet.Pixels[3 * ((top + y) * sheet.Width + left + x) + c] = picture.Pixels[picture.Channels * (y * picture.Width + x) + c];
    }
}
