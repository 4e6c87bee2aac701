using System.Diagnostics;
using System.Numerics;
using ReliTalk.Media;
using ReliTalk.Reflectance.Decomposition;
using ReliTalk.Reflectance.Lighting;
using ReliTalk.Reflectance.Shading;
using ReliTalk.Reflectance.Visibility;

namespace ReliTalk.Samples.Reflectance;

/// <summary>Processor time of relighting on one thread.</summary>
internal static class Speed
{
    public static async Task PrintAsync(string folder, CancellationToken stop)
    {
        var picture = (await ImageFile.ReadAsync(Path.Combine(folder, "eval", "f060_l00.png"), cancellationToken: stop)).ToFormat(PixelFormat.Rgb24);
        var frame = await TruthClip.FrameAsync(folder, 60, picture, stop);
        var normals = (float[])frame.Normals.Clone();
        NormalCompletion.Fill(normals, frame.Matte, frame.Width, frame.Height);
        var albedo = new float[normals.Length];
        Array.Fill(albedo, 0.4f);
        var weight = Array.ConvertAll(frame.Skin, s => 0.04f * s);
        var plain = new IntrinsicMaps(frame.Width, frame.Height, albedo, normals, weight, frame.Matte);
        var shadowed = new IntrinsicMaps(frame.Width, frame.Height, albedo, normals, weight, frame.Matte) { Horizon = HorizonMap.Build(normals, frame.Matte, frame.Width, frame.Height) };
        var path = Path.Combine(folder, "lights", "light_01.hdr");
        var room = new EnvironmentLight(EnvironmentMap.From(await HdrImage.ReadAsync(path, cancellationToken: stop), path));
        var sun = new DirectionalLight(new Vector3(1f, 1f, 1f), new Vector3(3f));
        var (roomTable, sunTable) = (LightTable.Build(room, 32f), LightTable.Build(sun, 32f));

        Measure("bake an environment", () => LightTable.Build(room.Turned(0.1f), 32f));
        Measure("bake a sun", () => LightTable.Build(sun, 32f));
        Measure("horizon map of a frame", () => HorizonMap.Build(normals, frame.Matte, frame.Width, frame.Height));
        Measure("relight 256x256, no shadows", () => Relighter.Relight(plain, roomTable));
        Measure("relight 256x256, environment with shadows", () => Relighter.Relight(shadowed, roomTable));
        Measure("relight 256x256, sun with shadows", () => Relighter.Relight(shadowed, sunTable));
    }

    private static void Measure(string what, Action action)
    {
        for (var i = 0; i < 20; i++) action();
        var best = double.MaxValue;
        // Processor time of this process: other programs on the machine do not count.
        for (var round = 0; round < 5; round++)
        {
            var before = Process.GetCurrentProcess().TotalProcessorTime;
            for (var i = 0; i < 40; i++) action();
            best = Math.Min(best, (Process.GetCurrentProcess().TotalProcessorTime - before).TotalMilliseconds / 40);
        }
        Console.WriteLine($"{what,-46} {best,7:F2} ms of processor time, {1000 / best,6:F0} a second");
    }
}
