using System.Numerics;

namespace ReliTalk.Audio.Features;

/// <summary>
/// Log likelihoods of the 42 phones under Gaussian mixtures that share their Gaussians per phone (phonetically tied mixtures, Lee et al. 1990).
/// Scratch memory makes an instance single-threaded; the tables are shared.
/// </summary>
internal sealed class PhonemeScorer
{
    private const int Phones = SphinxModelReader.Phones;
    private const int Streams = SphinxModelReader.Streams;
    private const int Densities = SphinxModelReader.Densities;
    private const int Size = SphinxModelReader.StreamSize;
    private const int States = SphinxModelReader.StatesPerPhone;

    private readonly Tables _tables;
    private readonly float[] _logs = new float[Densities];
    private readonly float[] _senones = new float[SphinxModelReader.Senones];

    internal PhonemeScorer(Tables tables) => _tables = tables;

    /// <summary>Log likelihood of each senone, valid until the next call.</summary>
    internal ReadOnlySpan<float> Senones => _senones;

    /// <summary>
    /// Scores one frame: sum over the streams of log sum over the densities of weight x Gaussian, then log sum over a phone's three states.
    /// </summary>
    /// <param name="frame">39 numbers: 13 cepstra, 13 differences, 13 second differences.</param>
    /// <param name="phones">42 log likelihoods.</param>
    internal void Score(ReadOnlySpan<float> frame, Span<float> phones)
    {
        for (var phone = 0; phone < Phones; phone++)
        {
            var sums = _senones.AsSpan(phone * States, States);
            sums.Clear();
            for (var stream = 0; stream < Streams; stream++) AddStream(phone, stream, frame.Slice(stream * Size, Size), sums);
            phones[phone] = LogSum(sums);
        }
    }

    private void AddStream(int phone, int stream, ReadOnlySpan<float> x, Span<float> sums)
    {
        var lanes = Vector<float>.Count;
        var book = phone * Streams + stream;
        ReadOnlySpan<float> constants = _tables.Constants.AsSpan(book * Densities, Densities);
        ReadOnlySpan<float> means = _tables.Means.AsSpan(book * Densities * Size, Densities * Size);
        ReadOnlySpan<float> precisions = _tables.Precisions.AsSpan(book * Densities * Size, Densities * Size);
        var best = new Vector<float>(float.NegativeInfinity);
        for (var density = 0; density < Densities; density += lanes)
        {
            var log = new Vector<float>(constants[density..]);
            for (var d = 0; d < Size; d++)
            {
                var difference = new Vector<float>(x[d]) - new Vector<float>(means[(d * Densities + density)..]);
                log += difference * difference * new Vector<float>(precisions[(d * Densities + density)..]);
            }

            log.CopyTo(_logs, density);
            best = Vector.Max(best, log);
        }

        var top = float.NegativeInfinity;
        for (var lane = 0; lane < lanes; lane++) top = Math.Max(top, best[lane]);
        Vector<float> first = default, second = default, third = default;
        var shift = new Vector<float>(top);
        // The three states share the phone's Gaussians, so one exponential a Gaussian serves all of them.
        ReadOnlySpan<float> weights = _tables.Weights.AsSpan(book * States * Densities, States * Densities);
        for (var density = 0; density < Densities; density += lanes)
        {
            var e = Vector.Exp(new Vector<float>(_logs, density) - shift);
            first += e * new Vector<float>(weights[density..]);
            second += e * new Vector<float>(weights[(Densities + density)..]);
            third += e * new Vector<float>(weights[(2 * Densities + density)..]);
        }

        sums[0] += top + MathF.Log(Vector.Sum(first));
        sums[1] += top + MathF.Log(Vector.Sum(second));
        sums[2] += top + MathF.Log(Vector.Sum(third));
    }

    private static float LogSum(ReadOnlySpan<float> logs)
    {
        var top = Math.Max(logs[0], Math.Max(logs[1], logs[2]));
        var sum = 0f;
        foreach (var log in logs) sum += MathF.Exp(log - top);
        return top + MathF.Log(sum);
    }

    /// <summary>The model laid out for the scorer: densities innermost, so that one instruction works on several of them.</summary>
    internal sealed class Tables
    {
        private const float VarianceFloor = 1e-4f;

        internal Tables(float[] means, float[] variances, float[] logWeights)
        {
            Means = new float[means.Length];
            Precisions = new float[means.Length];
            Constants = new float[Phones * Streams * Densities];
            Weights = new float[Phones * Streams * States * Densities];
            for (var book = 0; book < Phones * Streams; book++)
                for (var density = 0; density < Densities; density++)
                {
                    var constant = -0.5 * Size * Math.Log(2 * Math.PI);
                    for (var d = 0; d < Size; d++)
                    {
                        var from = (book * Densities + density) * Size + d;
                        var to = (book * Size + d) * Densities + density;
                        var variance = Math.Max(VarianceFloor, variances[from]);
                        Means[to] = means[from];
                        Precisions[to] = -0.5f / variance;
                        constant -= 0.5 * Math.Log(variance);
                    }

                    Constants[book * Densities + density] = (float)constant;
                    var (phone, stream) = (book / Streams, book % Streams);
                    for (var state = 0; state < States; state++)
                        Weights[(book * States + state) * Densities + density] =
                            MathF.Exp(logWeights[((phone * States + state) * Streams + stream) * Densities + density]);
                }
        }

        /// <summary>[book][dimension][density].</summary>
        internal float[] Means { get; }

        /// <summary>Minus half the inverse variance: [book][dimension][density].</summary>
        internal float[] Precisions { get; }

        /// <summary>[book][density].</summary>
        internal float[] Constants { get; }

        /// <summary>[book][state][density], linear.</summary>
        internal float[] Weights { get; }
    }
}
