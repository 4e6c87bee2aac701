using System.Diagnostics;
using ReliTalk.Media;
using ReliTalk.Testing;

namespace ReliTalk.Samples.Tests;

/// <summary>Every sample runs, as a user starts it, and writes what it says.</summary>
public sealed class SampleTests(ShortDemo demo) : IClassFixture<ShortDemo>
{
    [Fact]
    public async Task Portrait_writes_a_relit_video_with_sound()
    {
        var output = demo.Folder("portrait.mp4");
        var said = await RunAsync("Portrait", demo.Video, demo.Speech, SharedData.Asset("studio.hdr"), output, "0.002");
        Assert.Contains("frames", said);
        await using var reader = await VideoReader.OpenAsync(output);
        Assert.True(reader.Info.HasAudio);
        Assert.Equal((128, 128), (reader.Info.Width, reader.Info.Height));
    }

    [Fact]
    public async Task Streaming_gives_a_frame_for_every_40_ms_of_sound()
    {
        var said = await RunAsync("Streaming", demo.Portrait, demo.Speech);
        Assert.Contains("25 frames with 1.00 s of sound", said);
    }

    [Fact]
    public async Task Streaming_repeats_the_speech_and_prints_memory_and_drift()
    {
        var said = await RunAsync("Streaming", "--minutes", "0.05", demo.Portrait, demo.Speech);
        Assert.Contains("75 frames in", said);
        Assert.Contains("largest drift 0.00 ms; 3.00 s of sound in, 3.00 s out", said);
    }

    [Fact]
    public async Task Geometry_writes_films_a_table_and_a_head()
    {
        await RunAsync("Geometry", demo.Video, demo.Folder("geometry"));
        AssertWritten("geometry", "overlay.mp4", "normals.mp4", "parts.mp4", "track.csv", "head.glb");
    }

    [Fact]
    public async Task Audio_writes_a_film_a_plot_and_a_table()
    {
        await RunAsync("Audio", demo.Speech, demo.Folder("audio"));
        AssertWritten("audio", "speech.mp4", "speech.png", "speech.csv");
    }

    [Fact]
    public async Task Rendering_scores_held_out_frames_and_shows_them()
    {
        var said = await RunAsync("Rendering", "evaluate", demo.Video, "--steps", "3", "--out", demo.Folder("rendering"));
        Assert.Contains("driven (F_local, F_blend)", said);
        AssertWritten("rendering", "mouths.png", "frames.png");
    }

    [Fact]
    public async Task Reflectance_writes_maps_and_a_turntable()
    {
        await RunAsync("Reflectance", "decompose", demo.Video, "--steps", "3", "--identity-steps", "1", "--out", demo.Folder("reflectance"));
        AssertWritten("reflectance", "albedo.png", "normal.png", "shading.exr", "turntable.mp4");
    }

    [Theory]
    [InlineData("Geometry", "one argument")]
    [InlineData("Streaming", "--minutes")]
    [InlineData("Rendering", "fly")]
    [InlineData("Reflectance", "fly")]
    public async Task Wrong_usage_is_answered_with_the_usage(string sample, string argument)
    {
        var (code, _, errors) = await StartAsync(sample, argument);
        Assert.Equal(2, code);
        Assert.Contains("usage", errors);
    }

    private void AssertWritten(string folder, params string[] files)
        => Assert.All(files, file => Assert.True(new FileInfo(Path.Combine(demo.Folder(folder), file)) is { Exists: true, Length: > 100 }, file));

    private static async Task<string> RunAsync(string sample, params string[] arguments)
    {
        var (code, output, errors) = await StartAsync(sample, arguments);
        Assert.True(code == 0, $"{sample} ended with {code}: {errors}");
        return output;
    }

    private static async Task<(int Code, string Output, string Errors)> StartAsync(string sample, params string[] arguments)
    {
        // artifacts/<backends>/bin/<project>/<configuration>: the samples lie beside this project.
        var here = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var name = $"ReliTalk.Samples.{sample}";
        var program = Path.Combine(here.Parent!.Parent!.FullName, name, here.Name, name + ".dll");
        using var process = Process.Start(new ProcessStartInfo("dotnet", [program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await errors);
    }
}
