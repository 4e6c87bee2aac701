using ReliTalk.Learning.Models;
using ReliTalk.Learning.Networks.Pretrained;
using ReliTalk.Media;
using ReliTalk.Reflectance.Lighting;
using ReliTalk.Reflectance.Shading;
using ReliTalk.Reflectance.Training;

namespace ReliTalk.Samples.Reflectance;

/// <summary>Trains once for each switched-off part and prints one table of picture error on the rendered test set (foreground, sRGB, dB) and of the normals' mean angle.</summary>
internal static class Ablations
{
    private static readonly string[] Switches = ["", "identity", "initial-normals", "residual", "refine", "parsimony", "smoothness", "specular-map", "specular", "shadows"];

    public static async Task PrintAsync(CommandLine command, CancellationToken stop)
    {
        using var clip = await Clip.OpenAsync(Path.Combine(command.Input, "train.mp4"), whole: true, command.Head, stop);
        var lights = new List<EnvironmentLight>();
        for (var l = 1; l <= 9; l++)
        {
            var path = Path.Combine(command.Input, "lights", $"light_{l:00}.hdr");
            lights.Add(new EnvironmentLight(EnvironmentMap.From(await HdrImage.ReadAsync(path, cancellationToken: stop), path)));
        }
        using var identity = FaceRecognitionNetwork.Load(new ModelStore());
        Console.WriteLine("| without | environments PSNR | directional PSNR | normals, mean angle on skin |");
        Console.WriteLine("|---|---|---|---|");
        foreach (var name in Switches)
        {
            var options = name.Length == 0 ? command.Options : CommandLine.Off(command.Options, name);
            using var model = ReflectanceTrainer.Train(clip.Frames.Count, t => clip.Frame(t), options, identity.Embed, cancellationToken: stop);
            var tables = lights.ConvertAll(light => LightTable.Build(light, model.Exponent));
            var (room, sun, angle) = (new List<double>(), new List<double>(), new List<double>());
            foreach (var t in TruthClip.Frames(command.Input))
            {
                var matte = await TruthClip.MatteAsync(command.Input, t, stop);
                var maps = model.Decompose(clip.Frame(t, matte));
                var truth = await TruthClip.FrameAsync(command.Input, t, clip.Frames[t], stop);
                angle.Add(MeanAngle(maps.Normals, truth.Normals, truth.Skin));
                for (var l = 1; l <= 9; l++)
                {
                    var picture = await ImageFile.ReadAsync(Path.Combine(command.Input, "eval", $"f{t:000}_l{l:00}.png"), cancellationToken: stop);
                    (l < 8 ? room : sun).Add(Psnr(Relighter.Relight(maps, tables[l - 1]), picture));
                }
            }
            Console.WriteLine($"| {(name.Length == 0 ? "nothing" : name)} | {room.Average():F2} | {sun.Average():F2} | {angle.Average():F2} |");
        }
    }

    private static double Psnr(Frame relit, Frame truth)
    {
        double error = 0;
        var count = 0;
        for (var i = 0; i < truth.Width * truth.Height; i++)
        {
            if (truth.Pixels[truth.Channels * i + 3] <= 127) continue;
            for (var c = 0; c < 3; c++)
            {
                var difference = (relit.Pixels[4 * i + c] - truth.Pixels[truth.Channels * i + c]) / 255.0;
                error += difference * difference;
                count++;
            }
        }
        return -10 * Math.Log10(error / count);
    }

    private static double MeanAngle(float[] normals, float[] truth, float[] skin)
    {
        var plane = skin.Length;
        double sum = 0;
        var count = 0;
        for (var i = 0; i < plane; i++)
        {
            if (skin[i] < 0.99f) continue;
            var dot = normals[i] * truth[i] + normals[plane + i] * truth[plane + i] + normals[2 * plane + i] * truth[2 * plane + i];
            sum += Math.Acos(Math.Clamp(dot, -1f, 1f)) * 180 / Math.PI;
            count++;
        }
        return count == 0 ? 0 : sum / count;
    }
}
