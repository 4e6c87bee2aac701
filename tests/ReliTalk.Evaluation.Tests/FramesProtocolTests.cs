using ReliTalk.Media;

namespace ReliTalk.Evaluation.Tests;

public sealed class FramesProtocolTests
{
    [Fact]
    public async Task A_folder_is_compared_with_its_lossless_self_and_with_a_coded_video()
    {
        using var folder = new TemporaryFolder();
        foreach (var name in new[] { "pictures", "coded.mp4" })
        {
            await using var writer = await VideoWriter.CreateAsync(Path.Combine(folder.Path, name), new() { Quality = 23 });
            for (var i = 0; i < 4; i++) await writer.WriteAsync(TestPictures.Make(0));
            await writer.CompleteAsync();
        }
        var pictures = Path.Combine(folder.Path, "pictures");

        var same = await new FramesProtocol().RunAsync(pictures, pictures);
        var coded = await new FramesProtocol { Regions = [new("box", new(0, 0, 64, 64))] }.RunAsync(pictures, Path.Combine(folder.Path, "coded.mp4"));

        Assert.Equal((4, 99.0), (same.Frames, same.Regions[0].Psnr));
        Assert.InRange(coded.Regions[0].Psnr, 30, 60);
        Assert.Equal("box", coded.Regions[1].Region);
        var json = EvaluationJson.Serialize(coded);
        Assert.Contains("\"protocol\": \"frames\"", json);
        Assert.Contains("\"ssim\"", json);
    }

    [Fact]
    public async Task Different_lengths_and_sizes_are_refused()
    {
        using var folder = new TemporaryFolder();
        string a = Path.Combine(folder.Path, "a"), b = Path.Combine(folder.Path, "b"), c = Path.Combine(folder.Path, "c");
        foreach (var path in new[] { a, b, c }) Directory.CreateDirectory(path);
        await ImageFile.WriteAsync(Path.Combine(a, "0.png"), new Frame(16, 16));
        await ImageFile.WriteAsync(Path.Combine(b, "0.png"), new Frame(16, 16));
        await ImageFile.WriteAsync(Path.Combine(b, "1.png"), new Frame(16, 16));
        await ImageFile.WriteAsync(Path.Combine(c, "0.png"), new Frame(16, 17));

        Assert.Contains("ends after 1 frames", (await Assert.ThrowsAsync<MediaException>(() => new FramesProtocol().RunAsync(a, b))).Message);
        Assert.Contains("16x17", (await Assert.ThrowsAsync<MediaException>(() => new FramesProtocol().RunAsync(a, c))).Message);
    }
}
