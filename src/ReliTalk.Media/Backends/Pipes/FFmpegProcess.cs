using System.Diagnostics;

namespace ReliTalk.Media.Backends.Pipes;

/// <summary>An ffmpeg child process with one redirected pipe; started from an argument list, never through a shell.</summary>
internal sealed class FFmpegProcess : IPipedFFmpeg
{
    private const int KeptLines = 60;

    private readonly Process _process;
    private readonly Task<string> _messages;
    private bool _disposed;

    private FFmpegProcess(Process process, bool writes)
    {
        _process = process;
        _messages = CollectAsync(process.StandardError);
        Data = writes ? process.StandardInput.BaseStream : process.StandardOutput.BaseStream;
    }

    public Stream Data { get; }

    public int Id => _process.Id;

    public static FFmpegProcess Start(string program, IEnumerable<string> arguments, bool writes)
    {
        var start = new ProcessStartInfo(program)
        {
            RedirectStandardError = true,
            RedirectStandardInput = writes,
            RedirectStandardOutput = !writes,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        // The log must be parseable wherever the program runs.
        start.Environment["AV_LOG_FORCE_NOCOLOR"] = "1";
        start.Environment["LC_ALL"] = "C";
        try
        {
            return new FFmpegProcess(Process.Start(start)!, writes);
        }
        catch (System.ComponentModel.Win32Exception error)
        {
            throw new BackendMissingException($"'{program}' could not be started: {error.Message} Install the package 'ffmpeg' or correct {FFmpegTools.Variable}.", error);
        }
    }

    public async Task<FFmpegExit> WaitAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
        return new FFmpegExit(_process.ExitCode, await _messages.ConfigureAwait(false));
    }

    public void Kill()
    {
        try
        {
            if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        }
        catch (Exception error) when (error is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // It ended by itself in between.
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_disposed) return;
        _disposed = true;
        Kill();
        await _process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
        try
        {
            await Data.DisposeAsync().ConfigureAwait(false);
        }
        catch (IOException)
        {
            // Bytes that nobody will read any more.
        }
        await _messages.ConfigureAwait(false);
        _process.Dispose();
    }

    private static async Task<string> CollectAsync(StreamReader errors)
    {
        var lines = new Queue<string>();
        while (await errors.ReadLineAsync().ConfigureAwait(false) is { } line)
        {
            if (string.IsNullOrWhiteSpace(line)) continue;
            if (lines.Count == KeptLines) lines.Dequeue();
            lines.Enqueue(line);
        }
        return string.Join('\n', lines);
    }
}
