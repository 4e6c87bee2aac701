using ReliTalk.Media;
using ReliTalk.Reflectance.Lighting;
using ReliTalk.Reflectance.Shading;
using ReliTalk.Testing;

namespace ReliTalk.Tests;

/// <summary>What stands behind the portrait: nothing, with the alpha read back from every format, or a video, in time and looped.</summary>
[Collection(nameof(SmallPortrait))]
public sealed class BackdropTests(SmallPortrait small) : IDisposable
{
    private const int Frames = 15;

    private readonly string _folder = Directory.CreateTempSubdirectory("relitalk-backdrop-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Transparent_frames_keep_the_matte_as_straight_alpha_in_every_format_that_has_one()
    {
        var performance = small.Portrait.Drive(await SpeechAsync()).Over(Backdrop.Transparent);
        var frames = await performance.FramesAsync().ToListAsync();
        Assert.Equal(Frames, frames.Count);
        Assert.All(frames, frame => Assert.Equal(PixelFormat.Rgba32, frame.PixelFormat));
        // The alpha is a source frame's matte, bit by bit.
        Assert.All(frames, frame => Assert.Contains(small.Portrait.Parts.Clip.Mattes, matte => matte.Values.AsSpan().SequenceEqual(Alpha(frame))));

        foreach (var (name, worst, mean) in new[] { ("out.mov", 3, 0.5), ("out.webm", 64, 3.0), ("pictures", 0, 0.0) })
        {
            var path = Path.Combine(_folder, name);
            var report = await performance.SaveAsync(path);
            Assert.Equal(Frames, report.Frames);
            var written = await ReadAsync(path);
            Assert.Equal(Frames, written.Count);
            long sum = 0;
            for (var t = 0; t < Frames; t++)
            {
                var (expected, actual) = (Alpha(frames[t]), Alpha(written[t]));
                for (var i = 0; i < expected.Length; i++)
                {
                    var difference = Math.Abs(expected[i] - actual[i]);
                    Assert.True(difference <= worst, $"{name}, frame {t}: alpha {actual[i]} for {expected[i]}");
                    sum += difference;
                }
            }
            Assert.True(sum <= mean * Frames * frames[0].Width * frames[0].Height, $"{name}: alpha differs by {sum / (double)(Frames * frames[0].Width * frames[0].Height):0.00} on average");
        }
        Assert.True(File.Exists(Path.Combine(_folder, "pictures", "audio.wav")));
        // A sequence of its own may be written again.
        await performance.SaveAsync(Path.Combine(_folder, "pictures"));
    }

    [Fact]
    public void The_soft_edge_has_the_colour_of_the_portrait_and_not_of_its_old_background()
    {
        var parts = small.Portrait.Parts;
        var (size, plane, matte) = (parts.Clip.Size, parts.Clip.Size * parts.Clip.Size, parts.Clip.Mattes[0].ToFloats());
        var green = new Frame(size, size);
        for (var i = 0; i < plane; i++)
        {
            // One grey person before a green screen, mixed in linear light.
            var (grey, screen) = (0.2f * matte[i], 0.7f * (1 - matte[i]));
            (green.Pixels[3 * i], green.Pixels[3 * i + 1], green.Pixels[3 * i + 2]) = (Code(grey), Code(grey + screen), Code(grey));
        }
        var (normals, weight) = (new float[3 * plane], new float[plane]);
        parts.Baked.Read(0, parts.Clip.Mattes[0], normals, weight);
        var maps = parts.Reflectance.Explain(green, normals, new float[plane], matte);

        var lit = Relighter.Relight(maps, LightTable.Build(new CoefficientLight(RadianceCoefficients.Constant(System.Numerics.Vector3.One)), parts.Reflectance.Exponent));

        var soft = Enumerable.Range(0, plane).Where(i => matte[i] is > 0.1f and < 0.6f && lit.Pixels[4 * i] > 0).ToArray();
        Assert.True(soft.Length > 50, $"{soft.Length} soft pixels");
        var tint = soft.Average(i => lit.Pixels[4 * i + 1] - lit.Pixels[4 * i]);
        var before = soft.Average(i => green.Pixels[3 * i + 1] - green.Pixels[3 * i]);
        Assert.True(before > 60, $"the edge was green by {before:0}");
        Assert.True(tint < 0.2 * before, $"green by {tint:0.0} of {before:0.0}");
    }

    [Fact]
    public async Task An_mp4_of_a_transparent_portrait_is_refused_before_any_work()
    {
        var chain = Portrait.Train("no-such-video.mp4").Drive("no-such-speech.wav").Over(Backdrop.Transparent);
        var error = await Assert.ThrowsAsync<MediaException>(() => chain.SaveAsync(Path.Combine(_folder, "out.mp4")));
        Assert.Contains("out.mp4", error.Message);
        Assert.Contains(".webm", error.Message);
        Assert.Contains("transparency", error.Message);
    }

    [Theory]
    [InlineData("out.png")]
    [InlineData("out.avi")]
    public async Task An_unknown_output_format_is_refused_before_any_work(string name)
    {
        var error = await Assert.ThrowsAsync<MediaException>(() => Portrait.Train("no-such-video.mp4").Drive("no-such-speech.wav").SaveAsync(Path.Combine(_folder, name)));
        Assert.Contains(name, error.Message);
    }

    [Fact]
    public async Task A_video_behind_the_portrait_is_cut_to_it_runs_in_time_and_begins_again()
    {
        // Four colours, each for 80 ms, in the middle of a wide picture whose sides are white; the output has 25 frames a second.
        byte[][] colours = [[200, 40, 40], [40, 200, 40], [40, 40, 200], [120, 120, 120]];
        var video = Path.Combine(_folder, "behind.mov");
        await using (var writer = await VideoWriter.CreateAsync(video, new VideoWriterOptions { FrameRate = 12.5 }))
        {
            foreach (var colour in colours) await writer.WriteAsync(Wide(colour));
            await writer.CompleteAsync();
        }

        var frames = await small.Portrait.Drive(await SpeechAsync()).Over(Backdrop.Video(video)).FramesAsync().ToListAsync();

        var outside = Enumerable.Range(0, frames[0].Width * frames[0].Height).First(i => small.Portrait.Parts.Clip.Mattes.All(matte => matte.Values[i] == 0));
        var shown = frames.Select(frame => Array.FindIndex(colours, colour => Enumerable.Range(0, 3).All(c => Math.Abs(frame.Pixels[3 * outside + c] - colour[c]) < 16))).ToArray();
        Assert.Equal([.. Enumerable.Range(0, Frames).Select(t => t % 8 / 2)], shown);
        // Nothing of the white sides has come in.
        Assert.All(frames, frame => Assert.DoesNotContain(Enumerable.Range(0, frame.Width), x => frame.Pixels[3 * x] > 240 && frame.Pixels[3 * x + 1] > 240));
    }

    [Fact]
    public async Task A_background_video_that_cannot_be_read_is_named()
    {
        var speech = await SpeechAsync();
        foreach (var name in new[] { "no-such.mp4", "text.mp4" })
        {
            var path = Path.Combine(_folder, name);
            if (name == "text.mp4") await File.WriteAllTextAsync(path, "This is not a video.");
            var error = await Assert.ThrowsAsync<MediaException>(() => small.Portrait.Drive(speech).Over(Backdrop.Video(path)).SaveAsync(Path.Combine(_folder, "out.mp4")));
            Assert.Contains(name, error.Message);
            Assert.False(File.Exists(Path.Combine(_folder, "out.mp4")));
        }
    }

    private static Frame Wide(byte[] colour)
    {
        var frame = new Frame(96, 48);
        Array.Fill<byte>(frame.Pixels, 255);
        for (var y = 0; y < 48; y++)
        for (var x = 22; x < 74; x++)
            colour.CopyTo(frame.Pixels, 3 * (y * 96 + x));
        return frame;
    }

    private static byte[] Alpha(Frame frame) => [.. Enumerable.Range(0, frame.Width * frame.Height).Select(i => frame.Pixels[4 * i + 3])];

    private static byte Code(float linear) => (byte)(255 * (linear <= 0.0031308f ? 12.92f * linear : 1.055f * MathF.Pow(linear, 1 / 2.4f) - 0.055f) + 0.5f);

    private static async Task<List<Frame>> ReadAsync(string path)
    {
        if (Directory.Exists(path))
        {
            var pictures = new List<Frame>();
            foreach (var file in Directory.EnumerateFiles(path, "*.png").Order()) pictures.Add(await ImageFile.ReadAsync(file));
            return pictures;
        }
        await using var reader = await VideoReader.OpenAsync(path, new VideoReaderOptions { PixelFormat = PixelFormat.Rgba32 });
        Assert.True(reader.Info.HasAudio);
        return await reader.FramesAsync().ToListAsync();
    }

    private async Task<string> SpeechAsync()
    {
        var path = Path.Combine(_folder, "speech.wav");
        var sound = await AudioReader.ReadAsync(SharedData.Asset("speech.wav"));
        await AudioWriter.WriteAsync(path, sound.Slice(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(Frames / 25.0)));
        return path;
    }
}
