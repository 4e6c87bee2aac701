using System.Numerics;
using ReliTalk.Media;
using ReliTalk.Reflectance.Compositing;
using ReliTalk.Reflectance.Decomposition;
using ReliTalk.Reflectance.Lighting;
using ReliTalk.Reflectance.Shading;
using ReliTalk.Reflectance.Training;

namespace ReliTalk.Samples.Reflectance;

/// <summary>Writes the maps of one frame and the clip under a light that goes round.</summary>
internal static class DecomposeClip
{
    private const int Turn = 125; // frames, five seconds

    public static async Task RunAsync(CommandLine command, CancellationToken stop)
    {
        Directory.CreateDirectory(command.Output);
        using var clip = await Clip.OpenAsync(command.Input, whole: false, command.Head, stop);
        Console.WriteLine($"tracked {clip.Frames.Count} frames");
        using var model = ReflectanceTrainer.Train(clip.Frames.Count, t => clip.Frame(t), command.Options, progress: new StepProgress(), cancellationToken: stop);

        var middle = model.Decompose(clip.Frame(clip.Frames.Count / 2));
        var source = LightTable.Build(model.SourceLight, model.Exponent);
        await WriteMapsAsync(command.Output, middle, source, stop);
        Light light = command.Light is { } path
            ? new EnvironmentLight(EnvironmentMap.From(await HdrImage.ReadAsync(path, cancellationToken: stop), path))
            : Light.Combine(DirectionalLight.At(0, 0.5f, new Vector3(2.6f)), new CoefficientLight(RadianceCoefficients.Constant(new Vector3(0.25f))));
        await WriteTurntableAsync(Path.Combine(command.Output, "turntable.mp4"), clip, model, light, stop);
    }

    private static async Task WriteMapsAsync(string folder, IntrinsicMaps maps, LightTable source, CancellationToken stop)
    {
        var plane = maps.Width * maps.Height;
        var white = new float[3 * plane];
        Array.Fill(white, 1f);
        var none = new float[plane];
        var shading = new float[3 * plane];
        Relighter.Relight(With(maps, white, none), source, shading);
        var both = new float[3 * plane];
        Relighter.Relight(With(maps, white, maps.SpecularWeight), source, both);
        var specular = both.Zip(shading, (a, b) => a - b).ToArray();
        var weight = new float[3 * plane];
        for (var i = 0; i < weight.Length; i++) weight[i] = maps.SpecularWeight[i % plane];

        await Pictures.WriteNormalsAsync(Path.Combine(folder, "normal.png"), maps, stop);
        await Pictures.Radiance(maps.Normals, maps.Width, maps.Height).WriteAsync(Path.Combine(folder, "normal.exr"), stop);
        foreach (var (name, planes, gain) in ((string, float[], float)[])[("albedo", maps.Albedo, 1f), ("shading", shading, 0.6f), ("specular", specular, 3f), ("specular-weight", weight, 5f)])
        {
            var picture = Pictures.Radiance(planes, maps.Width, maps.Height);
            await picture.WriteAsync(Path.Combine(folder, name + ".exr"), stop);
            await ImageFile.WriteAsync(Path.Combine(folder, name + ".png"), picture.ToFrame(gain), cancellationToken: stop);
        }
    }

    private static IntrinsicMaps With(IntrinsicMaps maps, float[] albedo, float[] weight)
        => new(maps.Width, maps.Height, albedo, maps.Normals, weight, maps.Matte) { Horizon = maps.Horizon, Fill = maps.Fill, Shadows = maps.Shadows, SpecularTint = maps.SpecularTint, SpecularReference = maps.SpecularReference };

    private static async Task WriteTurntableAsync(string path, Clip clip, ReflectanceModel model, Light light, CancellationToken stop)
    {
        var background = light is EnvironmentLight ? null : new Compositor(Background.Colour(new Vector3(0.02f)));
        await using var writer = await VideoWriter.CreateAsync(path, cancellationToken: stop);
        IntrinsicMaps? maps = null;
        for (var t = 0; t < Math.Max(clip.Frames.Count, Turn); t++)
        {
            // A picture, or a clip shorter than a turn of the light, stands still at its end: only the light is baked anew.
            if (t < clip.Frames.Count) maps = model.Decompose(clip.Frame(t));
            var turned = light.Turned(2f * MathF.PI * t / Turn);
            var relit = Relighter.Relight(maps!, LightTable.Build(turned, model.Exponent), TimeSpan.FromSeconds(t / 25.0));
            var compositor = background ?? new Compositor(Background.Environment((EnvironmentLight)turned));
            await writer.WriteAsync(compositor.Compose(relit), stop);
        }
        await writer.CompleteAsync(stop);
    }
}
