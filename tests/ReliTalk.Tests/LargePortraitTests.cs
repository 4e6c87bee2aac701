using ReliTalk.Media;
using ReliTalk.Testing;

namespace ReliTalk.Tests;

/// <summary>The whole line at 512 x 512, on as little as makes it run.</summary>
public sealed class LargePortraitTests : IDisposable
{
    private const int Size = 512;

    private readonly string _folder = Directory.CreateTempSubdirectory("relitalk-large-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_portrait_of_512_pixels_is_trained_stored_driven_and_lit()
    {
        var options = new TrainingOptions { MaxSeconds = 2, Size = Size, StepShare = 0.001 };
        var path = Path.Combine(_folder, "large.portrait");
        using (var trained = await Portrait.Train(SharedData.Asset("speaker.mp4"), options).BuildAsync()) trained.Save(path);
        using var portrait = Portrait.Load(path);
        Assert.Equal(Size, portrait.Size);
        var speech = Path.Combine(_folder, "speech.wav");
        var sound = await AudioReader.ReadAsync(SharedData.Asset("speech.wav"));
        await AudioWriter.WriteAsync(speech, sound.Slice(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(0.4)));

        var output = Path.Combine(_folder, "large.mp4");
        var report = await portrait.Drive(speech).Relight(SharedData.Asset("studio.hdr")).SaveAsync(output);
        Assert.Equal(10, report.Frames);
        await using var reader = await VideoReader.OpenAsync(output);
        Assert.Equal((Size, Size), (reader.Info.Width, reader.Info.Height));
        Assert.True(reader.Info.HasAudio);

        // What lies outside the hole is the source frame's own picture, and the hole has no visible border.
        var bank = portrait.Parts.Bank;
        var frames = await portrait.Drive(speech, new DriveOptions { HeadMotion = HeadMotionSource.Still }).FramesAsync().ToListAsync();
        var behind = Enumerable.Range(0, bank.Count).MinBy(i => Difference(frames[0].Pixels, bank[i].Pixels.Span, rows: 100));
        var area = bank[behind].Mouth.Area;
        Assert.InRange(area.HoleSide, 200, 400);
        foreach (var frame in frames)
        {
            for (var y = 0; y < area.HoleY; y++)
                Assert.True(frame.Pixels.AsSpan(3 * Size * y, 3 * Size).SequenceEqual(bank[behind].Pixels.Span.Slice(3 * Size * y, 3 * Size)), $"row {y}");
            var (drawn, filmed) = (Step(frame.Pixels), Step(bank[behind].Pixels.Span));
            Assert.True(drawn <= 1.1 * filmed, $"{drawn} across the border, {filmed} in the film");

            double Step(ReadOnlySpan<byte> pixels)
            {
                var sum = 0.0;
                for (var i = 0; i < area.HoleSide; i++)
                {
                    var (top, bottom) = (3 * (area.HoleY * Size + area.HoleX + i), 3 * ((area.HoleY + i) * Size + area.HoleX));
                    sum += Math.Abs(pixels[top + 1] - pixels[top + 1 - 3 * Size]) + Math.Abs(pixels[bottom + 1] - pixels[bottom - 2]);
                }
                return sum;
            }
        }
    }

    private static long Difference(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b, int rows)
    {
        var sum = 0L;
        for (var i = 0; i < 3 * Size * rows; i++) sum += Math.Abs(a[i] - b[i]);
        return sum;
    }
}
