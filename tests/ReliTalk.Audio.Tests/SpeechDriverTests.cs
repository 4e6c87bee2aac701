using ReliTalk.Audio.Evaluation;
using ReliTalk.Audio.Expression;
using ReliTalk.Audio.Streaming;
using ReliTalk.Learning.Models;
using ReliTalk.Learning.Networks.Pretrained;
using static TorchSharp.torch;

namespace ReliTalk.Audio.Tests;

public sealed class SpeechDriverTests(TrainedDriver trained) : IClassFixture<TrainedDriver>
{
    private static readonly SpeechDriverOptions Quick = TrainedDriver.Quick;

    private readonly SyntheticClip _clip = trained.Clip;
    private readonly SpeechDriver _driver = trained.Driver;

    [Fact]
    public void The_clips_offset_is_found_and_other_speech_is_followed_without_it()
    {
        Assert.Equal(0.12, _driver.Trained.Offset.Seconds, 0.02);
        using var other = new SyntheticClip(200, offset: 0, seed: 11);
        using var track = _driver.Predict(other.Samples, new SpeechDriveOptions { Silence = SilenceBehaviour.Free });
        Assert.Equal(200, track.Frames);
        Assert.Equal([200, SyntheticClip.Components], track.Expression.shape);
        var first = LipMeasures.Of(Column(track.Expression, 0), Column(other.Expression, 0));
        Assert.True(first.Correlation > 0.8, $"{first}");
        Assert.Equal(0, first.LagFrames, 0.6);
        var jaw = LipMeasures.Of(Column(track.JawPose, 0), Column(other.JawPose, 0));
        Assert.True(jaw.Correlation > 0.8, $"{jaw}");
        Assert.All(Column(track.Expression, 3), v => Assert.Equal(3, v, 0.01));
    }

    [Fact]
    public void Silence_gives_one_still_pose_near_the_narrowest_lips_when_lips_shall_close()
    {
        using var track = _driver.Predict(new float[16000 * 2], new SpeechDriveOptions { Silence = SilenceBehaviour.Closed });
        Assert.Equal(50, track.Frames);
        var rows = Column(track.Expression, 0);
        Assert.All(rows, v => Assert.Equal(rows[0], v, 4));
        var narrow = _clip.Aperture.Order().ElementAt(40);
        Assert.True(1 + rows[0] < narrow + 0.05f, $"{1 + rows[0]} against {narrow}");
    }

    [Fact]
    public void Silence_gives_the_face_of_the_speakers_own_pauses()
    {
        // Lips of this speaker stand open while nothing is heard.
        using var clip = new SyntheticClip(300, seed: 9);
        var samples = clip.Samples.ToArray();
        samples.AsSpan(100 * 640, 50 * 640).Clear();
        using var psi = clip.Expression.clone();
        psi.narrow(0, 100, 50).narrow(1, 0, 1).fill_(4f);
        float[] aperture = [.. clip.Aperture.Select((a, t) => t is >= 100 and < 150 ? 5f : a)];
        using var driver = SpeechDriver.Train(
            SyntheticClip.Parts, new SpokenClip(samples, psi, clip.JawPose) { Aperture = aperture },
            Quick with { KnownOffsetSeconds = 0, Predictor = Quick.Predictor with { Steps = 5 } }, null, default);
        using var open = driver.Predict(new float[16000], new SpeechDriveOptions { Silence = SilenceBehaviour.Learnt });
        using var shut = driver.Predict(new float[16000], new SpeechDriveOptions { Silence = SilenceBehaviour.Closed });
        Assert.All(Column(open.Expression, 0), v => Assert.Equal(4f, v, 0.1f));
        Assert.All(Column(shut.Expression, 0), v => Assert.True(v < 0.5f, $"{v}"));
    }

    [Fact]
    public void After_speech_the_face_goes_back_to_rest_slowly_and_stays_there()
    {
        // Two seconds of speech, then four of silence.
        var samples = new float[16000 * 6];
        _clip.Samples.AsSpan(0, 32000).CopyTo(samples);
        using var free = _driver.Predict(samples, new SpeechDriveOptions { Silence = SilenceBehaviour.Free });
        using var learnt = _driver.Predict(samples, new SpeechDriveOptions { Silence = SilenceBehaviour.Learnt });
        float[] own = Column(free.Expression, 0), rested = Column(learnt.Expression, 0);
        var rest = rested[^1];
        // Speech is active for a moment longer than it is heard; then half of the way in a third of a second.
        var end = Enumerable.Range(50, 25).First(t => learnt.Speaking[t] == 0);
        float Shown(int t) => (rested[t] - rest) / (own[t] - rest);
        Assert.InRange(Shown(end), 0.7f, 1.001f);
        Assert.InRange(Shown(end + 8) / Shown(end), 0.4f, 0.6f);
        for (var t = 125; t < 150; t++) Assert.Equal(rest, rested[t], 0.01f);
    }

    [Theory]
    [InlineData(0, 100, 200)]
    [InlineData(200, 300, 200)]
    [InlineData(400, 500, 200)]
    [InlineData(200, 300, 1000)]
    public void A_short_clip_learns_from_just_as_many_frames_wherever_the_held_out_part_lies(int from, int to, int wanted)
    {
        const int frames = 500, guard = 8;
        var (first, end) = HeldOutProtocol.Learnt(frames, (from, to), wanted);
        var learnt = Enumerable.Range(first, end - first).Count(t => t < from - guard || t >= to + guard);
        var most = Enumerable.Range(0, frames).Count(t => t < from - guard || t >= to + guard);
        Assert.Equal(Math.Min(wanted, most), learnt);
    }

    [Theory]
    [InlineData(0.1f)]
    [InlineData(3f)]
    public void Loudness_does_not_matter(float gain)
    {
        var free = new SpeechDriveOptions { Silence = SilenceBehaviour.Free };
        using var plain = _driver.Predict(_clip.Samples, free);
        using var scaled = _driver.Predict([.. _clip.Samples.Select(s => s * gain)], free);
        var (a, b) = (Column(plain.Expression, 0), Column(scaled.Expression, 0));
        for (var t = 0; t < a.Length; t++) Assert.Equal(a[t], b[t], 0.01f);
    }

    [Fact]
    public void Frames_come_steadily_one_for_each_forty_milliseconds_of_sound()
    {
        var stream = _driver.Open();
        var frames = new List<ExpressionFrame>();
        var latency = (int)Math.Round(stream.Latency.TotalSeconds * 16000);
        stream.Push(_clip.Samples.AsSpan(0, latency), frames);
        for (var piece = 1; piece <= 100; piece++)
        {
            stream.Push(_clip.Samples.AsSpan(latency + (piece - 1) * 640, 640), frames);
            Assert.Equal(piece + 1, frames.Count);
        }
    }

    [Fact]
    public void What_a_stream_holds_does_not_grow_with_the_speech()
    {
        var stream = _driver.Open();
        var frames = new List<ExpressionFrame>();
        var held = new List<int>();
        for (var second = 0; second < 60; second++)
        {
            stream.Push(_clip.Samples.AsSpan(second % 15 * 16000, 16000), frames);
            held.Add(stream.HeldRows);
        }

        Assert.InRange(frames.Count, 60 * 25 - 10, 60 * 25);
        Assert.True(held.Skip(5).Max() < 150, $"{held.Max()} rows");
        Assert.Equal(held[10], held[59]);
    }

    [Fact]
    public void Strength_scales_the_expression_about_its_mean()
    {
        using var full = _driver.Predict(_clip.Samples, new SpeechDriveOptions { Silence = SilenceBehaviour.Free });
        using var half = _driver.Predict(_clip.Samples, new SpeechDriveOptions { Silence = SilenceBehaviour.Free, Strength = 0.5 });
        var mean = Column(_clip.Expression, 0).Average();
        var (a, b) = (Column(full.Expression, 0), Column(half.Expression, 0));
        for (var t = 0; t < a.Length; t += 37) Assert.Equal(mean + 0.5f * (a[t] - mean), b[t], 0.001f);
        Assert.Throws<ArgumentOutOfRangeException>(() => _driver.Predict(_clip.Samples, new SpeechDriveOptions { Strength = 3 }));
    }

    [Fact]
    public void What_the_heads_turn_does_is_learnt_apart_from_the_sound()
    {
        using var clip = new SyntheticClip(300, seed: 5);
        float[] turns = [.. Enumerable.Range(0, 300).SelectMany(t => (float[])[0.02f, 0.1f * MathF.Sin(t / 17f), 0])];
        float[] added = [.. Enumerable.Range(0, 300).SelectMany(t => (float[])[8 * turns[t * 3 + 1], 0, 0, 0])];
        using var angles = tensor(turns, [300, 3]);
        using var lean = tensor(added, [300, SyntheticClip.Components]);
        using var psi = clip.Expression + lean;
        using var driver = SpeechDriver.Train(
            SyntheticClip.Parts, new SpokenClip(clip.Samples, psi, clip.JawPose) { Aperture = clip.Aperture, HeadTurns = angles },
            Quick with { KnownOffsetSeconds = 0, Predictor = Quick.Predictor with { Steps = 5 } }, null, default);
        var (left, jaw) = driver.Turned([0, 0, 0, 3], default, new(0.02f, -0.05f, 0));
        var (right, _) = driver.Turned([0, 0, 0, 3], default, new(0.02f, 0.05f, 0));
        Assert.Equal(0.8f, right[0] - left[0], 0.1f);
        Assert.Equal(3, right[3], 0.01);
        Assert.Equal(0, jaw.X, 0.01);
        // Beyond the clip's own turns nothing is made up.
        Assert.Equal(driver.Turned([0, 0, 0, 3], default, new(0, 0.1f, 0)).Expression[0], driver.Turned([0, 0, 0, 3], default, new(0, 1, 0)).Expression[0], 0.01);
        Assert.Throws<ArgumentException>(() => driver.Turned([1], default, default));
        Assert.Equal([1, 2, 3, 4], _driver.Turned([1, 2, 3, 4], default, new(0, 1, 0)).Expression);
    }

    [AcousticModelFact]
    public void A_restored_driver_predicts_the_same()
    {
        var models = new ModelStore();
        float[] turns = [.. Enumerable.Range(0, 3 * _clip.Clip.Frames).Select(i => 0.1f * MathF.Sin(i))];
        using var angles = tensor(turns, [_clip.Clip.Frames, 3]);
        using var driver = SpeechDriver.Train(models, _clip.Clip with { HeadTurns = angles }, Quick);
        var state = driver.State();
        using var restored = SpeechDriver.FromState(models, state);
        Assert.Equal(driver.Trained, restored.Trained);
        using var a = driver.Predict(_clip.Samples);
        using var b = restored.Predict(_clip.Samples);
        Assert.Equal(Column(a.Expression, 1), Column(b.Expression, 1));
        Assert.Equal(Column(a.JawPose, 2), Column(b.JawPose, 2));
        var turned = driver.Turned([0, 0, 0, 0], default, new(0.05f, 0.02f, 0));
        Assert.NotEqual(0, turned.Expression[0]);
        Assert.Equal(turned.Expression, restored.Turned([0, 0, 0, 0], default, new(0.05f, 0.02f, 0)).Expression);
        state.Remove("predictor.network0.output.weight");
        Assert.Contains("output.weight", Assert.Throws<WeightsFileException>(() => SpeechDriver.FromState(models, state)).Message, StringComparison.Ordinal);
        foreach (var value in state.Values) value.Dispose();
    }

    [AcousticModelFact]
    public void A_restored_driver_with_a_speech_encoder_predicts_the_same()
    {
        var models = new ModelStore();
        if (!models.Contains(MoonshineEncoder.File)) return;
        using var clip = new SyntheticClip(75, offset: 0);
        foreach (var share in new double?[] { 0, 0.5, null })
        {
            var options = Quick with { Features = SpeechFeatureKind.Moonshine, Predictor = Quick.Predictor with { EncoderShare = share, LipMeshShare = 0.15, Steps = 20 } };
            using var driver = SpeechDriver.Train(models, clip.Clip, options);
            var state = driver.State();
            // What was decided against is neither compared nor given to the networks, nor is there then a second predictor that does without it.
            var views = state.Keys.Count(name => name.StartsWith("predictor.memory.view", StringComparison.Ordinal));
            Assert.InRange(views, share is 0.5 ? 4 : 3, share is 0 ? 3 : 4);
            Assert.Equal(views == 4 ? 355 : 67, state["predictor.network0.pho1.weight"].shape[1]);
            Assert.Equal(views == 4, state.ContainsKey("prompt.predictor.layout"));
            using var restored = SpeechDriver.FromState(models, state);
            foreach (var lowLatency in new[] { false, true })
            {
                var asked = new SpeechDriveOptions { Silence = SilenceBehaviour.Free, LowLatency = lowLatency };
                using var a = driver.Predict(clip.Samples, asked);
                using var b = restored.Predict(clip.Samples, asked);
                Assert.Equal(Column(a.Expression, 1), Column(b.Expression, 1));
            }

            foreach (var value in state.Values) value.Dispose();
        }
    }

    [AcousticModelFact]
    public void A_stream_does_without_the_speech_encoder_unless_it_may_answer_later()
    {
        var models = new ModelStore();
        if (!models.Contains(MoonshineEncoder.File)) return;
        using var clip = new SyntheticClip(200, offset: 0);
        using var driver = SpeechDriver.Train(
            models, clip.Clip, Quick with { Features = SpeechFeatureKind.Moonshine, Predictor = Quick.Predictor with { EncoderShare = 0.5, LipMeshShare = 0.15, Steps = 20 } });
        using var whole = driver.Predict(clip.Samples, new SpeechDriveOptions { Silence = SilenceBehaviour.Free });
        using var prompt = driver.Predict(clip.Samples, new SpeechDriveOptions { Silence = SilenceBehaviour.Free, LowLatency = true });
        Assert.NotEqual(Column(whole.Expression, 0), Column(prompt.Expression, 0));
        var lazily = driver.PredictFrames(clip.Samples, new SpeechDriveOptions { Silence = SilenceBehaviour.Free }).ToArray();
        Assert.Equal(Enumerable.Range(0, 200), lazily.Select(f => f.Index));
        Assert.Equal(Column(whole.Expression, 0), lazily.Select(f => f.Expression[0]));
        // Each is, hardly trained as it is, about what a stream of its kind gives once that knows the voice.
        foreach (var (offline, lowLatency) in new[] { (whole, false), (prompt, true) })
        {
            var live = new List<ExpressionFrame>();
            var stream = driver.Open(new SpeechDriveOptions { Silence = SilenceBehaviour.Free, LowLatency = lowLatency });
            for (var i = 0; i < clip.Samples.Length; i += 1000) stream.Push(clip.Samples.AsSpan(i, Math.Min(1000, clip.Samples.Length - i)), live);
            stream.Complete(live);
            var measures = LipMeasures.Of([.. live.Skip(75).Select(f => f.Expression[0])], [.. Column(offline.Expression, 0).Skip(75)]);
            Assert.True(measures.Correlation > 0.93, $"{lowLatency}: {measures}");
        }

        var (early, late) = (driver.Open(), driver.Open(new SpeechDriveOptions { LowLatency = false }));
        Assert.InRange(early.Latency.TotalMilliseconds, 200, 250);
        Assert.InRange(late.Latency.TotalMilliseconds, 400, 450);
        // The encoder hears 160 ms at once: its first piece comes a little sooner than the latest.
        Assert.Equal(0, FramesAfter(late, early.Latency.TotalSeconds));
        Assert.InRange(FramesAfter(late, late.Latency.TotalSeconds - early.Latency.TotalSeconds), 1, 5);
        Assert.InRange(FramesAfter(early, early.Latency.TotalSeconds), 1, 1);

        int FramesAfter(ExpressionStream stream, double seconds)
        {
            var frames = new List<ExpressionFrame>();
            stream.Push(clip.Samples.AsSpan(0, (int)Math.Round(16000 * seconds)), frames);
            return frames.Count;
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(641)]
    public void Very_short_speech_gives_a_frame_for_each_begun_twenty_fifth(int samples)
    {
        using var track = _driver.Predict(_clip.Samples.AsSpan(0, samples));
        Assert.Equal((samples + 639) / 640, track.Frames);
        Assert.All(Column(track.Expression, 0), v => Assert.True(float.IsFinite(v)));
    }

    [Fact]
    public void Speech_without_samples_or_with_NaN_is_refused()
    {
        Assert.Throws<MediaException>(() => _driver.Predict([]));
        Assert.Throws<MediaException>(() => _driver.Predict([0.1f, float.NaN, 0.1f]));
        Assert.Throws<MediaException>(() => _driver.Open().Complete([]));
        Assert.Throws<MediaException>(() => _driver.Open().Push([float.PositiveInfinity], []));
    }

    [Fact]
    public void A_stream_gives_the_same_frames_whatever_the_size_of_its_pieces()
    {
        var whole = Stream(_clip.Samples, _clip.Samples.Length);
        var pieces = Stream(_clip.Samples, 333);
        Assert.Equal(400, whole.Count);
        Assert.Equal(Enumerable.Range(0, 400), pieces.Select(f => f.Index));
        for (var t = 0; t < whole.Count; t++)
        {
            for (var k = 0; k < SyntheticClip.Components; k++) Assert.Equal(whole[t].Expression[k], pieces[t].Expression[k], 0.0005f);
            Assert.Equal(whole[t].JawPose[0], pieces[t].JawPose[0], 0.0005f);
            Assert.Equal(whole[t].Speaking, pieces[t].Speaking, 4);
        }
    }

    [Fact]
    public void A_stream_follows_the_whole_utterance_closely_once_it_knows_the_voice()
    {
        var live = Stream(_clip.Samples, 1000);
        using var offline = _driver.Predict(_clip.Samples);
        var measures = LipMeasures.Of([.. live.Skip(75).Select(f => f.Expression[0])], [.. Column(offline.Expression, 0).Skip(75)]);
        Assert.True(measures.Correlation > 0.97, $"{measures}");
    }

    [Fact]
    public void The_first_frame_comes_when_its_latency_has_passed()
    {
        var stream = _driver.Open();
        var frames = new List<ExpressionFrame>();
        var latency = (int)Math.Round(stream.Latency.TotalSeconds * 16000);
        stream.Push(_clip.Samples.AsSpan(0, latency - 1), frames);
        Assert.Empty(frames);
        stream.Push(_clip.Samples.AsSpan(latency - 1, 1), frames);
        Assert.Single(frames);
        Assert.True(stream.Latency < TimeSpan.FromMilliseconds(250), $"{stream.Latency}");
    }

    [Fact]
    public async Task A_cancelled_stream_stops()
    {
        using var cancel = new CancellationTokenSource();
        async IAsyncEnumerable<ReadOnlyMemory<float>> Endless([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken token = default)
        {
            while (true)
            {
                await Task.Yield();
                token.ThrowIfCancellationRequested();
                yield return _clip.Samples.AsMemory(0, 16000);
            }
        }

        var count = 0;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var frame in _driver.PredictAsync(Endless(), cancellationToken: cancel.Token))
                if (++count == 60) await cancel.CancelAsync();
        });
        Assert.InRange(count, 60, 120);
    }

    [Fact]
    public void A_stopped_training_goes_on_where_it_was_and_ends_the_same()
    {
        using var folder = new TemporaryFolder();
        var options = Quick with { KnownOffsetSeconds = 0, Predictor = Quick.Predictor with { Steps = 12, Ensemble = 2, CheckpointPath = Path.Combine(folder.Path, "audio.safetensors") } };
        using var cancel = new CancellationTokenSource();
        var steps = 0;
        Assert.ThrowsAny<OperationCanceledException>(() => SpeechDriver.Train(SyntheticClip.Parts, _clip.Clip, options, new Stop(() => { if (++steps == 15) cancel.Cancel(); }), cancel.Token));
        var done = 0;
        using var resumed = SpeechDriver.Train(SyntheticClip.Parts, _clip.Clip, options, new Stop(() => done++), default);
        Assert.Equal(9, done);
        using var whole = SpeechDriver.Train(SyntheticClip.Parts, _clip.Clip, options with { Predictor = options.Predictor with { CheckpointPath = null } }, null, default);
        using var a = resumed.Predict(_clip.Samples);
        using var b = whole.Predict(_clip.Samples);
        Assert.Equal(Column(b.Expression, 0), Column(a.Expression, 0));
    }

    [Fact]
    public void Training_can_be_cancelled_and_needs_a_second_of_speech()
    {
        Assert.ThrowsAny<OperationCanceledException>(() => SpeechDriver.Train(SyntheticClip.Parts, _clip.Clip, Quick, null, new CancellationToken(true)));
        using var brief = new SyntheticClip(20);
        Assert.Contains("25", Assert.Throws<MediaException>(() => SpeechDriver.Train(SyntheticClip.Parts, brief.Clip, Quick, null, default)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_held_out_protocol_ranks_what_hears_above_what_does_not()
    {
        var rows = HeldOutProtocol.Run(
            SyntheticClip.Parts, _clip.Clip, (psi, _) => [.. Column(psi, 0).Select(v => 1 + v)], [(320, 400)], Quick, default);
        Assert.Equal(["mean expression", "audio only", "mesh only", "audio and mesh", "audio and mesh, p b m shut"], rows.Select(r => r.Method));
        Assert.True(rows[1].Lips.Correlation > 0.7, $"{rows[1]}");
        Assert.True(rows[1].ExpressionError < 0.8 * rows[0].ExpressionError);
        Assert.InRange(rows[0].Lips.RelativeError, 0.9, 1.2);
        // The test's lip mesh always rests: it tells nothing.
        Assert.True(rows[2].Lips.Correlation < 0.4, $"{rows[2]}");
    }

    [Fact]
    public void The_held_out_protocol_can_learn_from_the_nearest_frames_alone()
    {
        // Half a clip in which the lips do the opposite of what they do later.
        using var psi = _clip.Expression.clone();
        psi.narrow(0, 0, 200).narrow(1, 0, 1).neg_();
        var clip = _clip.Clip with { Expression = psi };
        var all = Correlation(null);
        var near = Correlation(100);
        Assert.True(near > 0.6 && all < near - 0.1, $"{near} from the frames near by, {all} from all");

        double Correlation(int? learnt) => HeldOutProtocol.Run(
            SyntheticClip.Parts, clip, (values, _) => [.. Column(values, 0).Select(v => 1 + v)], [(320, 400)], Quick, default, learnt)[1].Lips.Correlation;
    }

    private sealed class Stop(Action step) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => step();
    }

    private static float[] Column(TorchSharp.torch.Tensor rows, int column) => rows.narrow(1, column, 1).contiguous().data<float>().ToArray();

    private List<ExpressionFrame> Stream(float[] samples, int piece)
    {
        var frames = new List<ExpressionFrame>();
        var stream = _driver.Open();
        for (var i = 0; i < samples.Length; i += piece) stream.Push(samples.AsSpan(i, Math.Min(piece, samples.Length - i)), frames);
        stream.Complete(frames);
        return frames;
    }
}
