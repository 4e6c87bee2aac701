using System.Runtime.CompilerServices;
using NAudio.Dsp;
using NAudio.Utils;
using NAudio.Wave;

namespace ReliTalk.Media.Backends.Packages;

/// <summary>WAVE files through NAudio.</summary>
internal static class NAudioWave
{
    private const int BlockSamples = 16384;
    private const int SincTaps = 512;

    /// <summary>The reader of a PCM or float WAVE file, or null where ffmpeg has to look at it.</summary>
    public static WaveFileReader? TryOpen(string path)
    {
        WaveFileReader? reader = null;
        try
        {
            reader = new WaveFileReader(path);
            var format = reader.WaveFormat;
            if (format.Encoding is WaveFormatEncoding.Pcm or WaveFormatEncoding.IeeeFloat && format.Channels > 0 && reader.SampleCount > 0) return reader;
        }
        catch (Exception error) when (error is FormatException or IOException or ArgumentException or InvalidOperationException)
        {
            // Not a WAVE file, or one that NAudio does not know.
        }
        reader?.Dispose();
        return null;
    }

    public static async IAsyncEnumerable<ReadOnlyMemory<float>> DecodeAsync(
        WaveFileReader wave, int sampleRate, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var reader = wave;
        var source = reader.ToSampleProvider();
        var resampler = sampleRate == reader.WaveFormat.SampleRate ? null : Resampler(reader.WaveFormat.SampleRate, sampleRate);
        var left = (reader.SampleCount * sampleRate + reader.WaveFormat.SampleRate - 1) / reader.WaveFormat.SampleRate;
        while (left > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var block = resampler is null ? ReadMono(source, BlockSamples) : Resample(source, resampler, BlockSamples);
            if (block.Length == 0) yield break;
            if (block.Length > left) block = block[..(int)left];
            left -= block.Length;
            yield return block;
            await Task.Yield();
        }
    }

    public static void Write(Stream destination, ReadOnlySpan<float> samples, int sampleRate)
    {
        using var writer = new WaveFileWriter(new IgnoreDisposeStream(destination), new WaveFormat(sampleRate, 16, 1));
        var block = new short[BlockSamples];
        while (!samples.IsEmpty)
        {
            var count = Math.Min(samples.Length, block.Length);
            for (var i = 0; i < count; i++)
                block[i] = float.IsFinite(samples[i]) ? (short)Math.Clamp(MathF.Round(samples[i] * 32768f), short.MinValue, short.MaxValue) : (short)0;
            writer.WriteSamples(block, 0, count);
            samples = samples[count..];
        }
    }

    private static WdlResampler Resampler(int from, int to)
    {
        var resampler = new WdlResampler();
        // The windowed sinc; NAudio's own WdlResamplingSampleProvider uses the linear mode, which folds 10 kHz back into speech.
        resampler.SetMode(interp: true, filtercnt: 0, sinc: true, sinc_size: SincTaps, sinc_interpsize: 32);
        resampler.SetFeedMode(wantInputDriven: false);
        resampler.SetRates(from, to);
        return resampler;
    }

    private static float[] Resample(ISampleProvider source, WdlResampler resampler, int count)
    {
        var wanted = resampler.ResamplePrepare(count, 1, out var input, out var offset);
        var mono = ReadMono(source, wanted);
        mono.CopyTo(input, offset);
        var output = new float[count];
        var made = resampler.ResampleOut(output, 0, mono.Length, count, 1);
        return made == count ? output : output[..made];
    }

    private static float[] ReadMono(ISampleProvider source, int frames)
    {
        var channels = source.WaveFormat.Channels;
        var interleaved = new float[frames * channels];
        var filled = 0;
        while (filled < interleaved.Length)
        {
            var read = source.Read(interleaved, filled, interleaved.Length - filled);
            if (read == 0) break;
            filled += read;
        }
        var mono = new float[filled / channels];
        for (var i = 0; i < mono.Length; i++)
        {
            var sum = 0f;
            for (var c = 0; c < channels; c++) sum += interleaved[i * channels + c];
            mono[i] = sum / channels;
        }
        return mono;
    }
}
