using System.Globalization;
using ReliTalk;
using ReliTalk.Audio.Activity;
using ReliTalk.Audio.Features;
using ReliTalk.Audio.LipMesh;
using ReliTalk.Learning.Models;
using ReliTalk.Media;
using ReliTalk.Samples.Audio;
using static TorchSharp.torch;

// Speech in; out come the moving lip mesh with sound (mp4), a plot (png) and a table (csv); without arguments from the demo's speech, to out/audio:
//   dotnet run -c Release --project samples/ReliTalk.Samples.Audio -- [speech file] [output folder]
//   dotnet run -c Release --project samples/ReliTalk.Samples.Audio -- held-out [networks averaged] [talking clips]
// prints how well the face of each clip is predicted from sound that was not trained on.
//   dotnet run -c Release --project samples/ReliTalk.Samples.Audio -- activity [sound files]
// prints how far the two voice activity detectors agree.
//   dotnet run -c Release --project samples/ReliTalk.Samples.Audio -- long [hours] [talking clip]
// prints what memory hours of streamed speech take.
if (args is ["held-out", var ensemble, .. var clips])
{
    set_num_threads(1);
    await HeldOutTable.PrintAsync(new ModelStore(), clips, int.Parse(ensemble, CultureInfo.InvariantCulture));
    return 0;
}

if (args is ["long", var hours, var talkingClip])
{
    set_num_threads(1);
    await LongSpeech.PrintAsync(new ModelStore(), talkingClip, double.Parse(hours, CultureInfo.InvariantCulture));
    return 0;
}

if (args is ["activity", .. var recordings])
{
    set_num_threads(1);
    await ActivityTable.PrintAsync(new ModelStore(), recordings);
    return 0;
}

var speechPath = args.Length > 0 ? args[0] : Path.Combine(AppContext.BaseDirectory, "assets", "speech.wav");
var folder = args.Length > 1 ? args[1] : Path.Combine("out", "audio");
set_num_threads(1);
try
{
    Directory.CreateDirectory(folder);
    var name = Path.Combine(folder, Path.GetFileNameWithoutExtension(speechPath));
    var speech = (await AudioReader.ReadAsync(speechPath)).Samples;
    var models = new ModelStore();
    var phones = PhonemePosteriors.Load(Path.GetDirectoryName(models.Find("en-us/means"))!);
    var track = new CombinedFeatures(phones, new LogMelFeatures()).Extract(speech);
    var posteriors = phones.Extract(speech);
    var poses = Lips(track);
    using var silero = models.Contains(SileroActivity.File) ? SileroActivity.Load(models) : null;
    var speaking = FrameActivity((ISpeechActivity?)silero ?? new EnergyActivity(), speech, track.Frames);
    float[] aperture = [.. poses.Select(p => p.Aperture)];

    await ImageFile.WriteAsync(name + ".png", SpeechPlot.Draw(speech, posteriors, aperture, speaking));
    await WriteTableAsync(name + ".csv", poses, speaking, posteriors);
    await using (var writer = await VideoWriter.CreateAsync(name + ".mp4", new VideoWriterOptions
    {
        AudioFile = speechPath,
        Metadata = new Dictionary<string, string> { ["comment"] = "Synthetic: lips predicted from speech by ReliTalk." },
    }))
    {
        foreach (var pose in poses) await writer.WriteAsync(LipPicture.Draw(LipTemplate.Average.Move(pose)));
        await writer.CompleteAsync();
    }

    Console.WriteLine($"{poses.Length} frames of {speechPath}: {name}.mp4, {name}.png, {name}.csv");
    return 0;
}
catch (ReliTalkException error)
{
    Console.Error.WriteLine(error.Message);
    return 1;
}

LipPose[] Lips(FeatureTrack features)
{
    using var scope = NewDisposeScope();
    using var mesh = LearnedLipMesh.Load();
    var values = mesh.Poses(features.Windows(features.Frames)).data<float>().ToArray();
    return [.. Enumerable.Range(0, features.Frames).Select(t => LipPose.From(values.AsSpan(t * LipPose.Count, LipPose.Count)))];
}

static float[] FrameActivity(ISpeechActivity activity, float[] speech, int frames)
{
    var rows = new List<float>();
    var stream = activity.Open();
    stream.Push(speech, rows);
    stream.Complete(rows);
    return [.. Enumerable.Range(0, frames).Select(t => rows[Math.Min(rows.Count - 1, t * 4)])];
}

static async Task WriteTableAsync(string path, LipPose[] poses, float[] speaking, FeatureTrack posteriors)
{
    await using var file = new StreamWriter(path);
    await file.WriteLineAsync("frame,seconds,opening,spreading,protrusion,upper_raise,tuck,press,aperture,speaking,phone");
    var row = new float[posteriors.Dimension];
    for (var t = 0; t < poses.Length; t++)
    {
        posteriors.Sample(t / 25.0, row);
        var phone = PhonemePosteriors.Phones[Array.IndexOf(row, row.Max())];
        var numbers = Enumerable.Range(0, LipPose.Count).Select(p => poses[t][p].ToString("F4", CultureInfo.InvariantCulture));
        await file.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"{t},{t / 25.0:F2},{string.Join(',', numbers)},{poses[t].Aperture:F4},{speaking[t]:F3},{phone}"));
    }
}
