using ReliTalk.Audio.Features;
using ReliTalk.Testing;

namespace ReliTalk.Audio.Tests.Features;

/// <summary>Expected scores come from a separate NumPy program that evaluates the mixtures in double precision.</summary>
public sealed class PhonemePosteriorsTests
{
    [AcousticModelFact]
    public void Senone_scores_agree_with_NumPy()
    {
        var features = PhonemePosteriors.Load(AcousticModel.Folder!);
        var cepstra = features.Cepstra(TestSignal.Tones(1600));
        var frame = new float[39];
        for (var i = 0; i < 13; i++)
        {
            float C(int row) => cepstra[Math.Clamp(row, 0, 8) * 13 + i];
            frame[i] = C(4);
            frame[13 + i] = C(6) - C(2);
            frame[26 + i] = C(7) - C(3) - (C(5) - C(1));
        }

        Assert.Equal(-0.53363, frame[13], 3);
        Assert.Equal(5.38509, frame[27], 3);
        var scorer = features.CreateScorer();
        var phones = new float[42];
        scorer.Score(frame, phones);
        var senones = scorer.Senones;
        int[] indices = [0, 1, 2, 50, 96, 97, 98, 125];
        double[] expected = [-131.69068, -128.24968, -133.40095, -138.55767, -124.64061, -127.11282, -128.02074, -136.23093];
        for (var i = 0; i < indices.Length; i++) Assert.Equal(expected[i], senones[indices[i]], 2);
        Assert.Equal(-124.52867, phones[32], 2);
        Assert.Equal(-135.48736, phones[2], 2);
    }

    [AcousticModelFact]
    public void Posteriors_agree_with_NumPy_and_sum_to_one()
    {
        var track = PhonemePosteriors.Load(AcousticModel.Folder!).Extract(TestSignal.Tones(1600));
        Assert.Equal(9, track.Rows);
        Assert.Equal(0.21165, track[4][32], 3);
        Assert.Equal(0.05912, track[4][15], 3);
        Assert.Equal(0.05797, track[4][11], 3);
        for (var r = 0; r < track.Rows; r++)
        {
            var sum = 0f;
            foreach (var p in track[r]) sum += p;
            Assert.Equal(1, sum, 4);
        }
    }

    [LibriVoxFact]
    public void Phones_agree_with_a_forced_alignment_of_read_speech()
    {
        var raw = LibriVox.Agreement(smoothing: 0);
        var smoothed = LibriVox.Agreement(smoothing: 3);
        Assert.InRange(raw.Phone, 0.468, 0.60);
        Assert.InRange(smoothed.Phone, 0.527, 0.65);
        Assert.InRange(smoothed.Viseme, 0.67, 0.85);
        Assert.True(smoothed.Frames > 2000);
    }

    [AcousticModelFact]
    public void A_stream_gives_the_same_rows_whatever_the_size_of_its_pieces()
    {
        var features = new CombinedFeatures(PhonemePosteriors.Load(AcousticModel.Folder!), new LogMelFeatures());
        var speech = TestSignal.Tones(8000);
        var whole = Rows(features, speech, 8000);
        var pieces = Rows(features, speech, 123);
        Assert.Equal(FrontEnd.RowsFor(8000), whole.Count);
        Assert.Equal(whole.Count, pieces.Count);
        for (var r = 0; r < whole.Count; r++) Assert.Equal(whole[r], pieces[r]);
    }

    [AcousticModelFact]
    public void A_stream_gives_a_row_once_its_look_ahead_has_come()
    {
        var stream = PhonemePosteriors.Load(AcousticModel.Folder!).Open();
        var rows = 0;
        var samples = TestSignal.Noise(410 + 160 * 20, 0.1);
        stream.Push(samples.AsSpan(0, 410 + 160 * stream.LookAhead - 1), _ => rows++);
        Assert.Equal(0, rows);
        stream.Push(samples.AsSpan(410 + 160 * stream.LookAhead - 1, 1), _ => rows++);
        Assert.Equal(1, rows);
    }

    [AcousticModelFact]
    public void Loudness_does_not_change_the_posteriors()
    {
        var features = PhonemePosteriors.Load(AcousticModel.Folder!);
        var speech = TestSignal.Noise(16000, 0.3);
        var loud = features.Extract(speech);
        var quiet = features.Extract([.. speech.Select(s => s * 0.1f)]);
        for (var i = 0; i < loud.Values.Length; i++) Assert.Equal(loud.Values[i], quiet.Values[i], 2);
    }

    [AcousticModelFact]
    public void Speech_without_samples_or_with_NaN_is_refused()
    {
        var features = PhonemePosteriors.Load(AcousticModel.Folder!);
        Assert.Throws<MediaException>(() => features.Extract([]));
        var broken = new float[1000];
        broken[500] = float.NaN;
        Assert.Contains("0.031 s", Assert.Throws<MediaException>(() => features.Extract(broken)).Message, StringComparison.Ordinal);
        Assert.Throws<MediaException>(() => features.Open().Push(broken, _ => { }));
    }

    [AcousticModelFact]
    public void One_sample_and_silence_give_finite_posteriors()
    {
        var features = PhonemePosteriors.Load(AcousticModel.Folder!);
        foreach (var length in (int[])[1, 409, 16000])
        {
            var track = features.Extract(new float[length]);
            foreach (var p in track.Values) Assert.InRange(p, 0, 1);
        }
    }

    [Fact]
    public void A_damaged_model_is_reported_by_file_name()
    {
        using var folder = new TemporaryFolder();
        Assert.Contains("means", Assert.Throws<WeightsFileException>(() => PhonemePosteriors.Load(folder.Path)).Message, StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(folder.Path, "means"), "not a model");
        Assert.Contains("s3", Assert.Throws<WeightsFileException>(() => PhonemePosteriors.Load(folder.Path)).Message, StringComparison.Ordinal);
        File.WriteAllBytes(Path.Combine(folder.Path, "means"), [.. "s3\nversion 1.0\nendhdr\n"u8, 0x44, 0x33, 0x22, 0x11, 42, 0, 0, 0]);
        Assert.Contains("ends too early", Assert.Throws<WeightsFileException>(() => PhonemePosteriors.Load(folder.Path)).Message, StringComparison.Ordinal);
    }

    private static List<float[]> Rows(ISpeechFeatures features, float[] samples, int piece)
    {
        var rows = new List<float[]>();
        var stream = features.Open();
        for (var i = 0; i < samples.Length; i += piece)
            stream.Push(samples.AsSpan(i, Math.Min(piece, samples.Length - i)), row => rows.Add(row.ToArray()));
        stream.Complete(row => rows.Add(row.ToArray()));
        return rows;
    }
}
