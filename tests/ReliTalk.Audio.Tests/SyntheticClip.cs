using ReliTalk.Audio.Activity;
using ReliTalk.Audio.Features;
using ReliTalk.Audio.LipMesh;
using ReliTalk.Audio.Tests.Features;
using static TorchSharp.torch;

namespace ReliTalk.Audio.Tests;

/// <summary>A clip whose face follows its sound by a known rule: noise bursts of changing colour and level, psi a smooth function of the log-mel energies.</summary>
internal sealed class SyntheticClip : IDisposable
{
    internal const int Components = 4;

    internal SyntheticClip(int frames, double offset = 0, int seed = 7)
    {
        Samples = Sound(frames * 640, seed);
        var track = new LogMelFeatures().Extract(Samples);
        var psi = new float[frames * Components];
        var theta = new float[frames * 3];
        var row = new float[25];
        Aperture = new float[frames];
        for (var t = 0; t < frames; t++)
        {
            track.Sample(t / 25.0 + offset + 0.03, row);
            var low = row[2] + row[3] + row[4];
            var high = row[20] + row[21] + row[22];
            psi[t * Components] = 0.5f * low;
            psi[t * Components + 1] = 0.2f * high;
            psi[t * Components + 2] = 0.1f * (low - high);
            psi[t * Components + 3] = 3;
            theta[t * 3] = 0.05f + 0.02f * low;
            Aperture[t] = 1 + 0.5f * low;
        }

        Expression = tensor(psi, [frames, Components]).DetachFromDisposeScope();
        JawPose = tensor(theta, [frames, 3]).DetachFromDisposeScope();
    }

    internal float[] Samples { get; }

    internal float[] Aperture { get; }

    internal Tensor Expression { get; }

    internal Tensor JawPose { get; }

    internal SpokenClip Clip => new(Samples, Expression, JawPose) { Aperture = Aperture };

    internal static SpeechParts Parts => new(new WithSilentPhones(), new VisemeLipMesh(), new EnergyActivity());

    public void Dispose()
    {
        Expression.Dispose();
        JawPose.Dispose();
    }

    internal static float[] Sound(int length, int seed)
    {
        var random = new Random(seed);
        var noise = TestSignal.Noise(length, 1, seed);
        var sound = new float[length];
        double level = 0.1, colour = 0, levelTo = 0.1, colourTo = 0;
        var held = 0.0;
        for (var n = 0; n < length; n++)
        {
            if (n % 1600 == 0) (levelTo, colourTo) = (0.02 + 0.3 * random.NextDouble(), 1.9 * random.NextDouble() - 0.95);
            level += (levelTo - level) / 600;
            colour += (colourTo - colour) / 600;
            held = colour * held + noise[n];
            sound[n] = (float)(level * held * (1 - Math.Abs(colour)));
        }

        return sound;
    }

    /// <summary>Log-mel energies behind 42 columns that always say silence, so that the tests need no acoustic model.</summary>
    private sealed class WithSilentPhones : ISpeechFeatures
    {
        private readonly LogMelFeatures _mel = new();

        public string Name => "test";

        public int Dimension => 42 + 25;

        public FeatureTrack Extract(ReadOnlySpan<float> samples, CancellationToken cancellationToken = default)
        {
            var mel = _mel.Extract(samples, cancellationToken);
            var values = new float[mel.Rows * Dimension];
            for (var r = 0; r < mel.Rows; r++) Fill(mel[r], values.AsSpan(r * Dimension, Dimension));
            return new FeatureTrack(values, Dimension, samples.Length);
        }

        public IFeatureStream Open() => new Stream(_mel.Open());

        private static void Fill(ReadOnlySpan<float> mel, Span<float> row)
        {
            row[..42].Clear();
            row[32] = 1;
            mel.CopyTo(row[42..]);
        }

        private sealed class Stream(IFeatureStream mel) : IFeatureStream
        {
            private readonly float[] _row = new float[67];

            public int LookAhead => mel.LookAhead;

            public void Push(ReadOnlySpan<float> samples, FeatureRowHandler row) => mel.Push(samples, part =>
            {
                Fill(part, _row);
                row(_row);
            });

            public void Complete(FeatureRowHandler row) => mel.Complete(part =>
            {
                Fill(part, _row);
                row(_row);
            });
        }
    }
}
