using System.Numerics;

namespace ReliTalk.Media.Tests;

public sealed class AudioTests : IDisposable
{
    private const int Rate = 16000;

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Wave_files_keep_their_samples()
    {
        var samples = Enumerable.Range(0, 5000).Select(i => 0.7f * MathF.Sin(i * 0.05f)).ToArray();
        await AudioWriter.WriteAsync(_folder["a.wav"], new AudioClip(samples, Rate));

        var clip = await AudioReader.ReadAsync(_folder["a.wav"]);

        Assert.Equal(5000, clip.Samples.Length);
        for (var i = 0; i < samples.Length; i++) Assert.InRange(clip.Samples[i] - samples[i], -1.1f / 32768, 1.1f / 32768);
        Assert.Contains("pcm_s16le,16000,1", _folder.FFprobe("-show_entries", "stream=codec_name,sample_rate,channels", "-of", "csv=p=0", "a.wav"));
    }

    [Fact]
    public async Task Samples_beyond_full_scale_are_clipped_not_wrapped()
    {
        await AudioWriter.WriteAsync(_folder["a.wav"], new AudioClip([2f, -2f, float.NaN, 1f], Rate));

        var bytes = await File.ReadAllBytesAsync(_folder["a.wav"]);

        Assert.Equal([32767, -32768, 0, 32767], Enumerable.Range(0, 4).Select(i => (int)BitConverter.ToInt16(bytes, bytes.Length - 8 + 2 * i)));
    }

    [Fact]
    public async Task Stereo_becomes_the_mean_of_its_channels()
    {
        _folder.FFmpeg("-f", "lavfi", "-i", "aevalsrc='0.8*sin(2*PI*440*t)|0.4*sin(2*PI*440*t)':s=48000:d=1", "-c:a", "pcm_f32le", "a.wav");

        var clip = await AudioReader.ReadAsync(_folder["a.wav"]);

        Assert.Equal(Rate, clip.Samples.Length);
        Assert.Equal(0.6, Amplitude(clip.Samples.AsSpan(4000, 8000), 440), 3);
    }

    [Theory]
    [InlineData(48000)]
    [InlineData(44100)]
    public async Task Reading_at_a_lower_rate_keeps_speech_and_removes_what_would_fold_back(int rate)
    {
        var clip = new Func<double, Task<AudioClip>>(async hertz =>
        {
            _folder.FFmpeg("-f", "lavfi", "-i", FormattableString.Invariant($"aevalsrc='0.5*sin(2*PI*{hertz}*t)':s={rate}:d=1"), "-c:a", "pcm_f32le", "tone.wav");
            return await AudioReader.ReadAsync(_folder["tone.wav"]);
        });

        foreach (var kept in new[] { 100.0, 1000, 4000, 7000 })
            Assert.InRange(Amplitude((await clip(kept)).Samples.AsSpan(4000, 8000), kept), 0.495, 0.505);
        foreach (var removed in new[] { 8800.0, 10000, 15000, 20000 })
            Assert.InRange(Peak((await clip(removed)).Samples.AsSpan(4000, 8000)), 0, 0.5 * 0.001);
    }

    [Theory]
    [InlineData(48000, 16000)]
    [InlineData(44100, 16000)]
    [InlineData(16000, 48000)]
    [InlineData(22050, 16000)]
    public void A_sine_sweep_resamples_without_aliases_and_without_delay(int from, int to)
    {
        var band = 0.45 * Math.Min(from, to);
        var duration = 2.0;
        // Linear sweep 50 Hz .. f1: phase 2 pi (f0 t + (f1 - f0) t^2 / (2 T)).
        float At(double t, double f1) => (float)(0.5 * Math.Sin(2 * Math.PI * (50 * t + (f1 - 50) * t * t / (2 * duration))));
        float[] Sweep(int rate, double f1) => [.. Enumerable.Range(0, (int)(rate * duration)).Select(i => At((double)i / rate, f1))];

        var inside = new AudioClip(Sweep(from, band), from).Resample(to);
        Assert.Equal((int)(to * duration), inside.Samples.Length);
        for (var i = 200; i < inside.Samples.Length - 400; i++)
            Assert.InRange(inside.Samples[i] - At((double)i / to, band), -0.002f, 0.002f);

        if (to >= from) return;
        // Sweeping on to the old Nyquist frequency: everything above the new one must be gone.
        var across = new AudioClip(Sweep(from, from / 2.0), from).Resample(to).Samples;
        var reached = (int)((to / 2.0 - 50) / (from / 2.0 - 50) * across.Length * 1.02);
        Assert.InRange(Peak(across.AsSpan(reached, across.Length - reached - 200)), 0, 0.5 * 0.0003);
    }

    [Fact]
    public async Task Blocks_together_are_the_whole_clip()
    {
        _folder.FFmpeg("-f", "lavfi", "-i", "sine=d=1.3:f=300", "a.flac");
        var whole = await AudioReader.ReadAsync(_folder["a.flac"]);

        var joined = new List<float>();
        var sizes = new List<int>();
        await foreach (var block in AudioReader.BlocksAsync(_folder["a.flac"], 640))
        {
            joined.AddRange(block.ToArray());
            sizes.Add(block.Length);
        }

        Assert.Equal(whole.Samples, joined);
        Assert.All(sizes.SkipLast(1), size => Assert.Equal(640, size));
    }

    [Fact]
    public void Slices_outside_the_clip_are_silent()
    {
        var clip = new AudioClip([.. Enumerable.Range(1, 10).Select(i => (float)i)], 1000);

        Assert.Equal([0, 0, 1, 2], clip.Slice(TimeSpan.FromMilliseconds(-2), TimeSpan.FromMilliseconds(4)).Samples);
        Assert.Equal([9, 10, 0], clip.Slice(TimeSpan.FromMilliseconds(8), TimeSpan.FromMilliseconds(3)).Samples);
        Assert.Equal([0, 0], clip.Slice(TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(2)).Samples);
        Assert.Equal([0, 0], clip.Slice(TimeSpan.FromMilliseconds(-50), TimeSpan.FromMilliseconds(2)).Samples);
        Assert.Equal([0, 0, 1], clip.Delay(TimeSpan.FromMilliseconds(2)).Samples[..3]);
        Assert.Equal(8, clip.Delay(TimeSpan.FromMilliseconds(-2)).Samples.Length);
        Assert.Empty(clip.Delay(TimeSpan.FromMilliseconds(-50)).Samples);
    }

    [Fact]
    public async Task Too_long_sound_is_refused()
    {
        _folder.FFmpeg("-f", "lavfi", "-i", "sine=d=3", "a.wav");

        var options = new AudioReaderOptions { Limits = new() { MaxDuration = TimeSpan.FromSeconds(2) } };

        await Assert.ThrowsAsync<LimitsExceededException>(() => AudioReader.ReadAsync(_folder["a.wav"], options));
    }

    [Fact]
    public async Task Damaged_and_textual_sound_files_are_refused()
    {
        File.WriteAllText(_folder["a.wav"], "not a wave file, whatever its name says");
        File.WriteAllBytes(_folder["b.wav"], [.. "RIFF\0\0\0\0WAVEfmt "u8]);

        await Assert.ThrowsAsync<MediaException>(() => AudioReader.ReadAsync(_folder["a.wav"]));
        await Assert.ThrowsAsync<MediaException>(() => AudioReader.ReadAsync(_folder["b.wav"]));
    }

    private static float Peak(ReadOnlySpan<float> samples)
    {
        var peak = 0f;
        foreach (var sample in samples) peak = Math.Max(peak, Math.Abs(sample));
        return peak;
    }

    /// <summary>Amplitude of one frequency by correlation over whole periods.</summary>
    private static double Amplitude(ReadOnlySpan<float> samples, double hertz)
    {
        var sum = Complex.Zero;
        for (var i = 0; i < samples.Length; i++) sum += samples[i] * Complex.Exp(new Complex(0, -2 * Math.PI * hertz * i / Rate));
        return 2 * sum.Magnitude / samples.Length;
    }
}
