using ReliTalk.Audio.Features;
using ReliTalk.Learning.Models;
using ReliTalk.Learning.Networks.Pretrained;
using ReliTalk.Testing;
using static TorchSharp.torch;

namespace ReliTalk.Audio.Tests.Features;

[NoTensorLeaks]
public sealed class EncodedSpeechTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(5000)]
    [InlineData(50_000)]
    public void A_stream_in_pieces_hears_what_the_whole_gives(int samples)
    {
        if (Features() is not { } features) return;
        using (features)
        {
            var speech = Chirp(samples);
            var whole = features.Extract(speech);
            var rows = new List<float[]>();
            var stream = features.Open();
            for (var i = 0; i < speech.Length; i += 777) stream.Push(speech.AsSpan(i, Math.Min(777, speech.Length - i)), row => rows.Add(row.ToArray()));
            stream.Complete(row => rows.Add(row.ToArray()));
            Assert.Equal(whole.Rows, rows.Count);
            for (var r = 0; r < rows.Count; r++)
                for (var i = 0; i < features.Dimension; i++) Assert.Equal(whole[r][i], rows[r][i], 1e-3f);
        }
    }

    [Theory]
    [InlineData(900)]
    [InlineData(70_000)]
    public void Windows_made_a_few_frames_at_a_time_are_those_of_the_whole(int samples)
    {
        if (Features() is not { } features) return;
        using (features)
        {
            using var scope = NewDisposeScope();
            var speech = Chirp(samples);
            var whole = features.Extract(speech);
            var rows = new EncodedRows(features);
            for (var first = 0; first < whole.Frames; first += 30)
            {
                var from = Math.Max(0, first - 12);
                var frames = Math.Min(whole.Frames, first + 33) - from;
                Assert.True((whole.Windows(from, frames, 0) - rows.Windows(speech, from, frames, default)).abs().max().item<float>() < 1e-3f);
            }
        }
    }

    [Fact]
    public void A_row_comes_once_the_samples_of_its_look_ahead_have_come()
    {
        if (Features() is not { } features) return;
        using (features)
        {
            var stream = features.Open();
            var rows = 0;
            for (var pushed = 160; pushed <= 8000; pushed += 160)
            {
                stream.Push(new float[160], _ => rows++);
                var heard = pushed < FrontEnd.FrameLength ? 0 : 1 + (pushed - FrontEnd.FrameLength) / FrontEnd.Hop;
                Assert.True(rows >= heard - stream.LookAhead, $"{rows} rows after {pushed} samples");
            }
        }
    }

    [Fact]
    public void Loudness_tells_nothing()
    {
        if (Features() is not { } features) return;
        using (features)
        {
            var speech = Chirp(20_000);
            var (loud, soft) = (features.Extract(speech), features.Extract([.. speech.Select(s => s * 0.1f)]));
            double difference = 0, size = 0;
            for (var r = 0; r < loud.Rows; r++)
                for (var i = 0; i < features.Dimension; i++) (difference, size) = (difference + Math.Pow(loud[r][i] - soft[r][i], 2), size + Math.Pow(loud[r][i], 2));
            Assert.True(difference < 0.001 * size, $"{difference / size}");
        }
    }

    private static EncodedSpeech? Features()
    {
        var models = new ModelStore();
        return models.Contains(MoonshineEncoder.File) ? EncodedSpeech.Load(models) : null;
    }

    private static float[] Chirp(int samples) => [.. Enumerable.Range(0, samples).Select(n => (float)(0.3 * Math.Sin(0.05 * n + 5 * Math.Sin(0.0004 * n)) * Math.Sin(0.0007 * n)))];
}
