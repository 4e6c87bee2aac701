namespace ReliTalk.Media.Tests;

/// <summary>Whatever a sound file is made of, its speech arrives as 16 kHz mono, in time and at its own level.</summary>
public sealed class AudioFormatTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("a.wav", "pcm_s16le", 16000, 1)]
    [InlineData("b.wav", "pcm_u8", 8000, 1)]
    [InlineData("c.wav", "pcm_f32le", 192000, 2)]
    [InlineData("d.wav", "pcm_s24le", 48000, 8)]
    [InlineData("e.flac", "flac", 96000, 2)]
    [InlineData("f.mp3", "libmp3lame", 44100, 2)]
    [InlineData("g.ogg", "libvorbis", 44100, 2)]
    [InlineData("h.m4a", "aac", 44100, 2)]
    [InlineData("i.opus", "libopus", 48000, 1)]
    public async Task Every_format_gives_the_same_tone(string name, string codec, int rate, int channels)
    {
        const double hertz = 440;
        var tone = string.Join('|', Enumerable.Repeat(FormattableString.Invariant($"0.4*sin(2*PI*{hertz}*t)*gt(t,0.25)"), channels));
        var layout = channels == 8 ? ":c=7.1" : "";
        _folder.FFmpeg("-f", "lavfi", "-i", $"aevalsrc='{tone}':s={rate}:d=1{layout}", "-c:a", codec, name);

        var clip = await AudioReader.ReadAsync(_folder[name]);

        Assert.Equal(16000, clip.SampleRate);
        Assert.InRange(clip.Samples.Length, 16000 - 100, 16000 + 1600);
        double sine = 0, cosine = 0;
        for (var n = 6000; n < 14000; n++)
        {
            sine += clip.Samples[n] * Math.Sin(2 * Math.PI * hertz * n / 16000) / 4000;
            cosine += clip.Samples[n] * Math.Cos(2 * Math.PI * hertz * n / 16000) / 4000;
        }

        Assert.Equal(0.4, Math.Sqrt(sine * sine + cosine * cosine), 0.02);
        // In time: the tone begins at 0.25 s; an eighth of a video frame is 5 ms, and lossy codecs ring a little before it.
        var onset = Array.FindIndex(clip.Samples, s => Math.Abs(s) > 0.2) / 16000.0;
        Assert.InRange(onset, 0.245, 0.255);
    }

    [Fact]
    public async Task A_file_of_zeros_is_silence_and_one_sample_is_sound()
    {
        await AudioWriter.WriteAsync(_folder["zeros.wav"], new AudioClip(new float[16000], 16000));
        await AudioWriter.WriteAsync(_folder["one.wav"], new AudioClip([0.5f], 16000));

        Assert.All((await AudioReader.ReadAsync(_folder["zeros.wav"])).Samples, s => Assert.Equal(0f, s));
        Assert.Single((await AudioReader.ReadAsync(_folder["one.wav"])).Samples);
    }
}
