using System.Diagnostics;
using System.Text.Json;
using ReliTalk.Testing;

namespace ReliTalk.Cli.Tests;

/// <summary>The tool as a user runs it: exit codes, one-line errors, and no files left behind.</summary>
public sealed class CommandLineTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("relitalk-cli-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_text_file_named_mp4_gives_one_line_and_exit_code_1()
    {
        var video = Path.Combine(_folder, "text.mp4");
        await File.WriteAllTextAsync(video, "not a video");
        var (code, _, errors) = await RunAsync("train", video, "--out", Path.Combine(_folder, "x.portrait"));
        Assert.Equal(1, code);
        Assert.StartsWith("error:", errors);
        Assert.DoesNotContain("   at ", errors);
        Assert.Equal([video], Directory.EnumerateFiles(_folder));
    }

    [Fact]
    public async Task An_option_outside_its_range_gives_exit_code_2()
    {
        var (code, _, errors) = await RunAsync("train", SharedData.Asset("speaker.mp4"), "--size", "77");
        Assert.Equal(2, code);
        Assert.Contains("multiple of 32", errors);
    }

    [Fact]
    public async Task An_absent_output_folder_is_named_before_any_work()
    {
        var (code, _, errors) = await RunAsync("train", SharedData.Asset("speaker.mp4"), "--out", Path.Combine(_folder, "absent", "x.portrait"));
        Assert.Equal(1, code);
        Assert.Contains("does not exist", errors);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder));
    }

    [Fact]
    public async Task A_damaged_portrait_is_refused()
    {
        var portrait = Path.Combine(_folder, "broken.portrait");
        await File.WriteAllBytesAsync(portrait, new byte[64]);
        var output = Path.Combine(_folder, "out.mp4");
        var (code, _, errors) = await RunAsync("drive", portrait, SharedData.Asset("speech.wav"), "--out", output);
        Assert.Equal(1, code);
        Assert.Contains("broken.portrait", errors.ReplaceLineEndings(""));
        Assert.False(File.Exists(output));
    }

    [Fact]
    public async Task Inspect_judges_the_embedded_demo_fit_for_training()
    {
        var (code, output, _) = await RunAsync("inspect", SharedData.Asset("speaker.mp4"), "--seconds", "1", "--json");
        using var report = JsonDocument.Parse(output);
        Assert.Equal(0, code);
        Assert.Equal(1.0, report.RootElement.GetProperty("faceShare").GetDouble());
        Assert.InRange(report.RootElement.GetProperty("faceHeight").GetDouble(), 80, 200);
        Assert.True(report.RootElement.GetProperty("hasAudio").GetBoolean());
    }

    [Fact]
    public async Task Doctor_finds_every_required_part_on_a_machine_that_was_set_up()
    {
        var (code, output, _) = await RunAsync("doctor", "--json");
        using var slots = JsonDocument.Parse(output);
        Assert.Equal(0, code);
        Assert.Contains(slots.RootElement.EnumerateArray(), slot => slot.GetProperty("slot").GetString() == "tensors");
    }

    private static async Task<(int Code, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "ReliTalk.Cli.dll");
        var start = new ProcessStartInfo("dotnet", [program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await errors);
    }
}
