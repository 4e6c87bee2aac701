namespace ReliTalk.Media.Backends.Pipes;

/// <summary>The machine's ffmpeg through pipes (MediaBackend=system).</summary>
internal sealed class PipeMediaBackend : IMediaBackend
{
    public async Task<MediaProbe> ProbeAsync(string path, CancellationToken cancellationToken)
    {
        string[] arguments =
            ["-v", "error", "-print_format", "json", "-show_format", "-show_streams", "-i", FFmpegCommand.FileUrl(path)];
        await using var process = FFmpegProcess.Start(FFmpegTools.FFprobe, arguments, writes: false);
        await using var kill = cancellationToken.Register(process.Kill).ConfigureAwait(false);
        using var json = new MemoryStream();
        await process.Data.CopyToAsync(json, cancellationToken).ConfigureAwait(false);
        var exit = await process.WaitAsync(cancellationToken).ConfigureAwait(false);
        if (exit.Code != 0) throw FFmpegErrors.Reading(path, exit, "a picture, sound or video file");
        return FFprobeOutput.Parse(json.GetBuffer().AsMemory(0, (int)json.Length));
    }

    public IPipedFFmpeg StartDecoding(FFmpegCommand command)
        => FFmpegProcess.Start(FFmpegTools.FFmpeg, Arguments(command, "pipe:1"), writes: false);

    public IPipedFFmpeg StartEncoding(FFmpegCommand command)
        => FFmpegProcess.Start(FFmpegTools.FFmpeg, Arguments(command, "pipe:0"), writes: true);

    public IAsyncEnumerable<ReadOnlyMemory<float>> DecodeAudioAsync(string path, int sampleRate, CancellationToken cancellationToken)
        => FFmpegAudio.DecodeAsync(this, path, sampleRate, cancellationToken);

    public void WriteWave(Stream destination, ReadOnlySpan<float> samples, int sampleRate) => WaveFile.Write(destination, samples, sampleRate);

    private static IEnumerable<string> Arguments(FFmpegCommand command, string pipe)
    {
        List<string> list = ["-hide_banner", "-loglevel", "error", "-y"];
        if (command.Inputs.All(input => input.Path is not null)) list.Add("-nostdin");
        foreach (var input in command.Inputs)
        {
            list.AddRange(input.Options);
            list.Add("-i");
            list.Add(input.Path is null ? pipe : FFmpegCommand.FileUrl(input.Path));
        }
        list.AddRange(command.Output.Options);
        list.Add(command.Output.Path is null ? pipe : FFmpegCommand.FileUrl(command.Output.Path));
        return list;
    }
}
