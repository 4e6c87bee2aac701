using System.Globalization;
using ReliTalk;
using ReliTalk.Audio.Features;
using ReliTalk.Audio.LipMesh;
using ReliTalk.Learning.Models;
using ReliTalk.LipMeshTrainer;
using static TorchSharp.torch;

// Trains the speaker-independent lip mesh from nothing but synthesised speech:
//   dotnet run -c Release --project tools/ReliTalk.LipMeshTrainer -- [minutes of speech] [steps] [output file]
var minutes = args.Length > 0 ? double.Parse(args[0], CultureInfo.InvariantCulture) : 30;
var steps = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 4000;
var output = args.Length > 2 ? args[2] : Path.Combine("src", "ReliTalk.Audio", "LipMesh", "lip-mesh.safetensors");

// Lips move before they are heard: in talking clips that are in time, by about 30 ms.
const double LipLead = 0.03;

set_num_threads(1);
string[] languages = ["en-us", "en-us", "en-us", "en-gb", "de", "fr", "es", "it", "cmn-latn-pinyin"];
string[] variants = ["+m1", "+m2", "+m3", "+m4", "+m5", "+m6", "+m7", "+f1", "+f2", "+f3", "+f4", "+f5", "+klatt", "+klatt2", "+klatt4", "+Alex", "+Andrea", "+Annie", "+steph", "+robert", ""];
var models = new ModelStore();
var corpus = new Corpus(models.Find("en-us/cmudict-en-us.dict"));
var features = new CombinedFeatures(PhonemePosteriors.Load(Path.GetDirectoryName(models.Find("en-us/means"))!), new LogMelFeatures());
var random = new Random(20);
var windows = new List<Tensor>();
var poses = new List<float>();
var validation = (Windows: new List<Tensor>(), Poses: new List<float>());
var frames = 0;
using (var voice = new EspeakSynthesiser())
{
    for (var sentence = 0; frames < minutes * 60 * 25; sentence++)
    {
        var language = languages[random.Next(languages.Length)];
        // Every eighth sentence, by voices that are never trained on, is kept to judge the result.
        var judged = sentence % 8 == 7;
        var variant = judged ? "+m8" : variants[random.Next(variants.Length)];
        var speech = voice.Speak(language + variant, corpus.Sentence(language, random), random.Next(120, 240), random.Next(15, 85), random.Next(20, 80));
        if (speech.Samples.Length < 16000) continue;
        var lead = 0.1 + 0.5 * random.NextDouble();
        var samples = new float[(int)(lead * 16000) + speech.Samples.Length + random.Next(8000)];
        speech.Samples.CopyTo(samples, (int)(lead * 16000));
        var track = features.Extract(RoomAndNoise.Apply(samples, random));
        var times = Enumerable.Range(0, track.Frames).Select(t => t / 25.0 - lead + LipLead).ToArray();
        List<(Viseme, double, double)> sounds = [(VisemeTable.Silence, -lead, 0), .. EspeakVisemes.Of(speech.Phonemes), (VisemeTable.Silence, speech.Samples.Length / 16000.0, 1e3)];
        var truth = Coarticulation.Poses(sounds, times);
        (judged ? validation.Windows : windows).Add(track.Windows(track.Frames));
        foreach (var pose in truth)
            for (var p = 0; p < LipPose.Count; p++) (judged ? validation.Poses : poses).Add(pose[p]);
        frames += track.Frames;
        if (sentence % 50 == 0) Console.Error.WriteLine($"{frames / 1500.0:F1} of {minutes} minutes spoken");
    }
}

using var x = cat(windows, 0);
using var y = tensor(poses.ToArray(), [poses.Count / LipPose.Count, LipPose.Count]);
var report = new Report(steps);
using var mesh = LearnedLipMesh.Train(x, y, steps, progress: report);
mesh.Save(output, new Dictionary<string, string>
{
    ["made by"] = "ReliTalk.LipMeshTrainer",
    ["speech"] = string.Create(CultureInfo.InvariantCulture, $"espeak-ng, {minutes} minutes, {string.Join(' ', languages.Distinct())}"),
    ["steps"] = steps.ToString(CultureInfo.InvariantCulture),
});

using var vx = cat(validation.Windows, 0);
var learned = mesh.Poses(vx).data<float>().ToArray();
var plain = new VisemeLipMesh().Poses(vx).data<float>().ToArray();
Console.WriteLine($"held-out voice, {vx.shape[0]} frames: correlation with the target, learned / viseme table");
string[] names = ["opening", "spreading", "protrusion", "upper raise", "tuck", "press"];
for (var p = 0; p < LipPose.Count; p++)
    Console.WriteLine($"  {names[p],-12} {Judge.Correlation(learned, validation.Poses, p):F3} / {Judge.Correlation(plain, validation.Poses, p):F3}");
Console.WriteLine($"wrote {output} ({new FileInfo(output).Length} bytes)");

internal sealed class Report(int steps) : IProgress<TrainingProgress>
{
    private double _loss;

    void IProgress<TrainingProgress>.Report(TrainingProgress value)
    {
        _loss = _loss == 0 ? value.Loss ?? 0 : 0.98 * _loss + 0.02 * (value.Loss ?? 0);
        if (value.Step % Math.Max(1, steps / 10) == 0) Console.Error.WriteLine($"step {value.Step}/{steps}, loss {_loss:F5}, {value.Remaining:mm\\:ss} left");
    }
}

internal static class Judge
{
    internal static double Correlation(float[] predicted, List<float> truth, int column)
    {
        var n = predicted.Length / LipPose.Count;
        double a = 0, b = 0, aa = 0, bb = 0, ab = 0;
        for (var i = 0; i < n; i++)
        {
            double x = predicted[i * LipPose.Count + column], y = truth[i * LipPose.Count + column];
            a += x;
            b += y;
            aa += x * x;
            bb += y * y;
            ab += x * y;
        }

        return (ab - a * b / n) / Math.Sqrt((aa - a * a / n) * (bb - b * b / n));
    }
}
