using System.Diagnostics;
using System.Numerics;
using ReliTalk.Driving;
using ReliTalk.Media;
using ReliTalk.Testing;
using ReliTalk.Training;

namespace ReliTalk.Tests;

/// <summary>Sound and surroundings that nobody hopes for: a correct video or a typed error, never a half-written file.</summary>
[Collection(nameof(SmallPortrait))]
public sealed class RobustnessTests(SmallPortrait small) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("relitalk-robust-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_tenth_of_a_second_of_speech_makes_three_frames()
    {
        var output = Path.Combine(_folder, "short.mp4");
        var report = await small.Portrait.Drive(await WaveAsync("short.wav", new float[1_600])).SaveAsync(output);
        Assert.Equal(3, report.Frames);
        await using var reader = await VideoReader.OpenAsync(output);
        Assert.True(reader.Info.HasAudio);
    }

    [Fact]
    public async Task An_output_path_that_is_a_folder_is_refused_at_once()
    {
        var error = await Assert.ThrowsAsync<MediaException>(() => small.Portrait.Drive("never-read.wav").SaveAsync(_folder));
        Assert.Contains("folder", error.Message);
    }

    [Fact]
    public async Task An_encoder_that_is_killed_half_way_is_a_typed_error_and_leaves_nothing()
    {
        if (!OperatingSystem.IsLinux()) return;
        var speech = await WaveAsync("speech.wav", new float[16_000 * 60]);
        var output = Path.Combine(_folder, "killed.mp4");
        var killed = 0;
        var progress = new Immediate(report =>
        {
            if (report.Stage == "driving" && report.Step >= 10 && killed == 0) killed = KillEncoderOf(_folder);
        });
        await Assert.ThrowsAsync<MediaException>(() => small.Portrait.Drive(speech).WithProgress(progress).SaveAsync(output));
        Assert.Equal(1, killed);
        Assert.Equal([speech], Directory.EnumerateFileSystemEntries(_folder));
    }

    [Theory]
    [InlineData("silence")]
    [InlineData("square wave at full scale")]
    [InlineData("noise at full scale")]
    [InlineData("noise that nobody hears")]
    [InlineData("far too loud")]
    [InlineData("music")]
    public async Task No_sound_opens_the_mouth_beyond_what_was_filmed(string sound)
    {
        var random = new Random(7);
        var samples = new float[16_000 * 2];
        for (var i = 0; i < samples.Length; i++)
        {
            var noise = 2 * random.NextSingle() - 1;
            samples[i] = sound switch
            {
                "silence" => 0,
                "square wave at full scale" => i / 40 % 2 == 0 ? 1 : -1,
                "noise at full scale" => noise,
                "noise that nobody hears" => 1e-7f * noise,
                "far too loud" => 1e4f * noise,
                _ => 0.2f * (MathF.Sin(i * 0.1728f) + MathF.Sin(i * 0.2177f) + MathF.Sin(i * 0.2589f)) * (1 - i % 8_000 / 8_000f),
            };
        }
        var clip = small.Portrait.Parts.Clip;
        var filmed = Enumerable.Range(0, clip.Count).Select(t => Aperture(clip, clip.Fit.ExpressionOf(t).ToArray(), clip.Fit.JawPoseOf(t))).ToArray();
        var (least, most) = (filmed.Min(), filmed.Max());
        var reach = most - least;
        foreach (var moment in await MomentsAsync(samples))
            Assert.InRange(Aperture(clip, moment.Expression, moment.Jaw), least - reach, most + reach);
        Assert.Equal(5, await small.Portrait.Drive(LiveSound.Once(samples[..3_200]), LiveSound.Unpaced).FramesAsync().CountAsync());
    }

    [Fact]
    public async Task Three_seconds_of_silence_leave_the_lips_still_and_as_closed_as_the_film_knows_them()
    {
        var clip = small.Portrait.Parts.Clip;
        var moments = await MomentsAsync(new float[16_000 * 3]);
        Assert.Equal(75, moments.Length);
        Assert.All(moments, moment => Assert.True(moment.Silent));
        var apertures = moments.Select(moment => Aperture(clip, moment.Expression, moment.Jaw)).ToArray();
        var filmed = Enumerable.Range(0, clip.Count).Select(t => Aperture(clip, clip.Fit.ExpressionOf(t).ToArray(), clip.Fit.JawPoseOf(t))).Order().ToArray();
        Assert.True(apertures.Max() - apertures.Min() < 0.01f * (filmed[^1] - filmed[0]), $"{apertures.Max() - apertures.Min()}");
        Assert.True(apertures.Max() <= filmed[filmed.Length / 3], $"{apertures.Max()} against {filmed[0]} to {filmed[^1]}");

        var still = new DriveOptions { HeadMotion = HeadMotionSource.Still };
        var pictures = await small.Portrait.Drive(LiveSound.Once(new float[16_000]), LiveSound.Unpaced, still).FramesAsync().Select(frame => frame.Pixels).ToArrayAsync();
        // The choice of references settles in the first frames.
        for (var t = 15; t < pictures.Length; t++) Assert.Equal(pictures[14], pictures[t]);
    }

    [Fact]
    public async Task A_video_of_odd_size_with_the_face_at_its_edge_becomes_a_portrait()
    {
        var video = Path.Combine(_folder, "edge.mp4");
        await using (var reader = await VideoReader.OpenAsync(SharedData.Asset("speaker.mp4"), new VideoReaderOptions { Crop = new CropBox(60, 20, 171, 213) }))
        await using (var writer = await VideoWriter.CreateAsync(video, new VideoWriterOptions { AudioFile = SharedData.Asset("speaker.mp4") }))
        {
            await foreach (var frame in reader.FramesAsync().Take(55)) await writer.WriteAsync(frame);
            await writer.CompleteAsync();
        }
        using var portrait = await Portrait.Train(video, SmallPortrait.Options with { MaxSeconds = 2.2, StepShare = 0.002 }).BuildAsync();
        var frames = await portrait.Drive(LiveSound.Once(new float[3_200]), LiveSound.Unpaced).Relight(SharedData.Asset("studio.hdr")).FramesAsync().ToListAsync();
        Assert.Equal(5, frames.Count);
        Assert.All(frames, frame => Assert.Equal((128, 128), (frame.Width, frame.Height)));
    }

    private async Task<SpokenMoment[]> MomentsAsync(float[] samples)
        => await new LiveSpeech(small.Portrait.Parts.Speech, LiveSound.Once(samples), LiveSound.Unpaced, new DriveOptions(), TimeProvider.System).MomentsAsync(default).ToArrayAsync();

    /// <summary>How far the lips' landmarks stand apart, in head-space units.</summary>
    private static float Aperture(ClipData clip, float[] expression, Vector3 jaw)
    {
        var points = clip.Fit.UnposedLandmarks(expression, jaw);
        return points[13].Y - points[14].Y;
    }

    private async Task<string> WaveAsync(string name, float[] samples)
    {
        var path = Path.Combine(_folder, name);
        await AudioWriter.WriteAsync(path, new AudioClip(samples, 16_000));
        return path;
    }

    /// <summary>Ends the encoder that writes into a folder: a process of ours whose command names it.</summary>
    private static int KillEncoderOf(string folder)
    {
        var count = 0;
        foreach (var process in Process.GetProcessesByName("ffmpeg"))
        {
            using (process)
            {
                if (!File.ReadAllText($"/proc/{process.Id}/cmdline").Contains(folder, StringComparison.Ordinal)) continue;
                process.Kill();
                count++;
            }
        }
        return count;
    }

    private sealed class Immediate(Action<TrainingProgress> report) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => report(value);
    }
}
