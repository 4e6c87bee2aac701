using System.Globalization;
using System.IO.Pipes;
using System.Text;
using System.Text.RegularExpressions;
using FFMpegCore;
using FFMpegCore.Exceptions;

namespace ReliTalk.Media.Backends.Packages;

/// <summary>
/// One ffmpeg run of FFMpegCore. The pipe is ours: FFMpegCore closes its own the moment ffmpeg exits, and a slow reader would lose the last frames.
/// </summary>
internal sealed partial class FFMpegCoreRun : IPipedFFmpeg
{
    private const int KeptLines = 60;

    private readonly Queue<string> _messages = new();
    private readonly NamedPipeServerStream _pipe;
    private readonly Action _cancel;
    private readonly Task<FFmpegExit> _ended;
    private bool _disposed;

    private FFMpegCoreRun(FFmpegCommand command, bool writes)
    {
        var program = FFmpegTools.FFmpeg;
        var name = $"ReliTalk_{Guid.NewGuid():N}";
        _pipe = new NamedPipeServerStream(name, writes ? PipeDirection.Out : PipeDirection.In, 1, PipeTransmissionMode.Byte, PipeOptions.Asynchronous);
        // .NET's named pipe is a socket of this name outside Windows.
        var address = OperatingSystem.IsWindows() ? $@"\\.\pipe\{name}" : $"unix:{Path.Combine(Path.GetTempPath(), "CoreFxPipe_" + name)}";
        var processor = Processor(command, address).NotifyOnError(Keep).CancellableThrough(out _cancel);
        _ended = RunAsync(processor, FFMpegCoreBackend.Options(program));
        Data = new ConnectingPipeStream(_pipe, _ended);
    }

    public Stream Data { get; }

    public static FFMpegCoreRun Start(FFmpegCommand command, bool writes) => new(command, writes);

    public static int ExitCodeOf(FFMpegException error)
        => ExitCode().Match(error.Message) is { Success: true } match ? int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : -1;

    public void Kill()
    {
        try
        {
            _cancel();
        }
        catch (Exception error) when (error is ObjectDisposedException or InvalidOperationException or IOException or AggregateException)
        {
            // ffmpeg ended by itself in between, and FFMpegCore has let go of it already.
        }
    }

    public Task<FFmpegExit> WaitAsync(CancellationToken cancellationToken) => _ended.WaitAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_disposed) return;
        _disposed = true;
        if (!_ended.IsCompleted) Kill();
        await _ended.ConfigureAwait(false);
        await _pipe.DisposeAsync().ConfigureAwait(false);
    }

    private async Task<FFmpegExit> RunAsync(FFMpegArgumentProcessor processor, FFOptions options)
    {
        try
        {
            // FFMpegCore starts the process before its first await.
            await processor.ProcessAsynchronously(throwOnError: true, options).ConfigureAwait(false);
            return new FFmpegExit(0, Messages());
        }
        catch (FFMpegException error)
        {
            return new FFmpegExit(ExitCodeOf(error), Messages());
        }
        catch (Exception error) when (error is OperationCanceledException or ObjectDisposedException or InvalidOperationException or IOException)
        {
            // A kill reaches FFMpegCore at any point of its own clean-up; the run has ended either way.
            return new FFmpegExit(-1, Messages());
        }
    }

    private static FFMpegArgumentProcessor Processor(FFmpegCommand command, string address)
    {
        FFMpegArguments? arguments = null;
        foreach (var input in command.Inputs)
        {
            var source = Escaped(input.Path is null ? address : FFmpegCommand.FileUrl(input.Path));
            var options = arguments is null ? ["-hide_banner", "-loglevel", "error", .. input.Options] : input.Options;
            void Add(FFMpegArgumentOptions target) => target.WithCustomArgument(Joined(options));
            arguments = arguments is null
                ? FFMpegArguments.FromFileInput(source, verifyExists: false, Add)
                : arguments.AddFileInput(source, verifyExists: false, Add);
        }
        var output = command.Output;
        return arguments!.OutputToFile(
            Escaped(output.Path is null ? address : FFmpegCommand.FileUrl(output.Path)), overwrite: true, target => target.WithCustomArgument(Joined(output.Options)));
    }

    private static string Joined(IEnumerable<string> options) => string.Join(' ', options.Select(option => $"\"{Escaped(option)}\""));

    /// <summary>As .NET parses an argument line: a quotation mark, and backslashes before one, are escaped by backslashes.</summary>
    private static string Escaped(string text)
    {
        var result = new StringBuilder(text.Length);
        var backslashes = 0;
        foreach (var c in text)
        {
            if (c == '"') result.Append('\\', backslashes + 1);
            backslashes = c == '\\' ? backslashes + 1 : 0;
            result.Append(c);
        }
        return result.Append('\\', backslashes).ToString();
    }

    private void Keep(string line)
    {
        if (string.IsNullOrWhiteSpace(line)) return;
        lock (_messages)
        {
            if (_messages.Count == KeptLines) _messages.Dequeue();
            _messages.Enqueue(line);
        }
    }

    private string Messages()
    {
        lock (_messages) return string.Join('\n', _messages);
    }

    [GeneratedRegex(@"exit-code \((-?\d+)")]
    private static partial Regex ExitCode();
}
