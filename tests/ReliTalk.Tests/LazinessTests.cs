namespace ReliTalk.Tests;

public sealed class LazinessTests
{
    [Fact]
    public async Task Nothing_is_read_before_the_chain_is_awaited()
    {
        var chain = Portrait.Train("no-such-video.mp4").Drive("no-such-speech.wav").Relight("no-such-light.hdr");
        var error = await Assert.ThrowsAsync<MediaException>(() => chain.SaveAsync(Path.Combine(Path.GetTempPath(), "never.mp4")));
        Assert.Contains("no-such-video.mp4", error.Message);
    }

    [Fact]
    public async Task An_absent_output_folder_is_reported_before_any_work()
    {
        var folder = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N"));
        var chain = Portrait.Train("no-such-video.mp4").Drive("speech.wav");
        var error = await Assert.ThrowsAsync<MediaException>(() => chain.SaveAsync(Path.Combine(folder, "out.mp4")));
        Assert.Contains(folder, error.Message);
        Assert.False(Directory.Exists(folder));
    }
}
