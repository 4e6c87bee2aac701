using System.Diagnostics;
using System.Text.Json;
using ReliTalk.Media;
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

    [Theory]
    [InlineData("often", "--blinks must be")]
    [InlineData("50", "at most 40")]
    public async Task Blinks_that_are_no_rate_give_exit_code_2_before_the_portrait_is_looked_for(string blinks, string expected)
    {
        var (code, _, errors) = await RunAsync("drive", Path.Combine(_folder, "missing.portrait"), "speech.wav", "--blinks", blinks);
        Assert.Equal(2, code);
        Assert.Contains(expected, errors);
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

    [Fact]
    public async Task Doctor_prints_plain_lines_in_a_pipe()
    {
        var (_, output, _) = await RunAsync("doctor");
        Assert.DoesNotContain('\u001b', output);
        Assert.Contains("ok      video and sound: ffmpeg", output);
        Assert.Contains("empty   head of your own (ICT-FaceKit, FLAME): MIT;", output);
    }

    [Theory]
    [InlineData("train")]
    [InlineData("drive", "one.portrait")]
    [InlineData("fly")]
    [InlineData("train", "speaker.mp4", "--size", "wide")]
    [InlineData("train", "speaker.mp4", "--device", "abacus")]
    [InlineData("completion", "tcsh")]
    public async Task Wrong_usage_gives_exit_code_2_and_says_what_is_wrong(params string[] arguments)
    {
        var (code, output, errors) = await RunAsync(arguments);
        Assert.Equal(2, code);
        Assert.StartsWith("error:", errors);
        Assert.Empty(output);
    }

    [SharedDataFact("heads/ict_light.safetensors")]
    public async Task A_head_is_imported_and_described()
    {
        var target = Path.Combine(Path.GetTempPath(), $"relitalk-{Guid.NewGuid():N}.safetensors");
        try
        {
            var (code, output, _) = await RunAsync("head", "import", SharedData.Find("heads/ict_light.safetensors")!, "--out", target, "--json");
            Assert.Equal(0, code);
            using var report = JsonDocument.Parse(output);
            Assert.Equal("ict", report.RootElement.GetProperty("head").GetString());
            Assert.True(new FileInfo(target).Length > 1_000_000);
            (code, _, var errors) = await RunAsync("head", "import", "nothing.pkl", "--out", target);
            Assert.Equal(1, code);
            Assert.Contains("nothing.pkl", errors, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(target);
        }
    }

    [Fact]
    public async Task Help_shows_the_installed_name_the_exit_codes_and_examples()
    {
        var (code, root, _) = await RunAsync("--help");
        Assert.Equal(0, code);
        Assert.Contains("relitalk [command] [options]", root);
        Assert.Contains("130 cancelled", root);
        Assert.DoesNotContain("speaker.mp4", root);
        var (_, drive, _) = await RunAsync("drive", "--help");
        Assert.Contains("relitalk drive <portrait> <audio> [options]", drive);
        Assert.Contains("\nExamples:\n  relitalk drive speaker.portrait speech.wav --out out.mp4\n", drive);
        Assert.DoesNotContain("ReliTalk.Cli", root + drive);
    }

    [Theory]
    [InlineData("relitalk tr", "train")]
    [InlineData("relitalk train speaker.mp4 --preset ", "Standard")]
    [InlineData("relitalk evaluate dr", "drive")]
    [InlineData("/usr/local/bin/relitalk drive a b --l", "--light")]
    public async Task Completion_knows_verbs_options_and_values(string line, string expected)
    {
        var (code, output, _) = await RunAsync("complete", line.Length.ToString(System.Globalization.CultureInfo.InvariantCulture), line);
        Assert.Equal(0, code);
        Assert.Contains(expected, output.Split('\n'));
    }

    [Fact]
    public async Task The_bash_script_completes_in_a_bash()
    {
        var (_, script, _) = await RunAsync("completion", "bash");
        var program = Path.Combine(AppContext.BaseDirectory, "ReliTalk.Cli.dll");
        var test = Path.Combine(_folder, "complete.sh");
        await File.WriteAllTextAsync(test, $$"""
            relitalk() { dotnet "{{program}}" "$@"; }
            {{script}}
            COMP_LINE="relitalk doc"; COMP_POINT=12; COMP_WORDS=(relitalk doc); COMP_CWORD=1
            _relitalk; echo "${COMPREPLY[@]}"
            """);
        var start = new ProcessStartInfo("bash", [test]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        Assert.Equal("doctor", (await process.StandardOutput.ReadToEndAsync()).Trim());
    }

    [Theory]
    [InlineData("zsh", "compdef _relitalk relitalk")]
    [InlineData("fish", "complete -c relitalk")]
    [InlineData("pwsh", "Register-ArgumentCompleter")]
    public async Task There_is_a_script_for_every_shell(string shell, string expected)
    {
        var (code, output, _) = await RunAsync("completion", shell);
        Assert.Equal(0, code);
        Assert.Contains(expected, output);
    }

    [Fact]
    public void Every_command_line_in_the_handbook_and_in_the_help_is_understood()
    {
        var pages = Directory.EnumerateFiles(Path.Combine(SharedData.RepositoryRoot, "docs"), "*.md").Append(Path.Combine(SharedData.RepositoryRoot, "README.md"));
        var lines = pages.SelectMany(File.ReadLines).Select(line => line.Trim()).Where(line => line.StartsWith("relitalk ", StringComparison.Ordinal) && !line.Contains("complete", StringComparison.Ordinal))
            .Concat(Commands(CommandLine.Create()).SelectMany(command => HelpText.Split(command).Examples))
            .Select(line => line.Split(" > ")[0].Split(" >> ")[0].Split("  #")[0]).Distinct().ToArray();
        Assert.True(lines.Length > 15);
        var wrong = lines.Select(line => (line, CommandLine.Create().Parse(line["relitalk ".Length..]).Errors)).Where(parsed => parsed.Errors.Count > 0);
        Assert.Equal([], wrong.Select(parsed => $"{parsed.line}: {parsed.Errors[0].Message}"));
    }

    [Fact]
    public async Task Training_and_driving_report_as_json_and_keep_progress_out_of_it()
    {
        var portrait = Path.Combine(_folder, "small.portrait");
        var (code, output, errors) = await RunAsync(
            "train", SharedData.Asset("speaker.mp4"), "--out", portrait, "--max-seconds", "2", "--size", "128", "--step-share", "0.003", "--json");
        Assert.True(code == 0, errors);
        using (var trained = JsonDocument.Parse(output))
        {
            Assert.Equal(portrait, trained.RootElement.GetProperty("path").GetString());
            Assert.Equal(50, trained.RootElement.GetProperty("frames").GetInt32());
        }
        Assert.Contains("tracking", errors);

        var (video, speech) = (Path.Combine(_folder, "out.mp4"), Path.Combine(_folder, "speech.wav"));
        await AudioWriter.WriteAsync(speech, (await AudioReader.ReadAsync(SharedData.Asset("speech.wav"))).Slice(TimeSpan.Zero, TimeSpan.FromSeconds(1)));
        (code, output, errors) = await RunAsync("drive", portrait, speech, "--still", "--out", video, "--json");
        Assert.True(code == 0, errors);
        using var driven = JsonDocument.Parse(output);
        Assert.True(driven.RootElement.GetProperty("frames").GetInt32() is 25 or 26);
        Assert.True(File.Exists(video));
    }

    private static IEnumerable<System.CommandLine.Command> Commands(System.CommandLine.Command command) => command.Subcommands.SelectMany(Commands).Prepend(command);

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
