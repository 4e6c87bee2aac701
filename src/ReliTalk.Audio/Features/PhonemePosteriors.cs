namespace ReliTalk.Audio.Features;

/// <summary>
/// The default of Eq. 2: probabilities of 42 phones, 100 rows a second, from the acoustic model of pocketsphinx en-us (BSD licence). English phones,
/// yet they describe the lips of other languages as well, since what is seen depends on the place of articulation.
/// A row is softmax(0.3 x log likelihood), the likelihoods averaged over 7 rows.
/// </summary>
public sealed class PhonemePosteriors : ISpeechFeatures
{
    // The expected mean cepstrum of speech, from the model's own feat.params (-cmninit).
    private static readonly float[] ExpectedCepstrum =
        [41.00f, -5.29f, -0.12f, 5.09f, 2.48f, -4.07f, -1.37f, -1.78f, -5.08f, -2.05f, -6.45f, -1.42f, 1.17f];

    private readonly PhonemeScorer.Tables _tables;
    private readonly Cepstrum _cepstrum = new(MelFilters);
    private readonly int _smoothing;

    private const int MelFilters = 25;
    private const float Sharpness = 0.3f;

    private PhonemePosteriors(PhonemeScorer.Tables tables, int smoothing)
    {
        _tables = tables;
        _smoothing = smoothing;
    }

    /// <summary>Phones in the order of a row's numbers: the CMU dictionary's, with SIL, +NSN+ (noise) and +SPN+ (other voices).</summary>
    public static IReadOnlyList<string> Phones { get; } =
    [
        "+NSN+", "+SPN+", "AA", "AE", "AH", "AO", "AW", "AY", "B", "CH", "D", "DH", "EH", "ER", "EY", "F", "G", "HH", "IH", "IY", "JH",
        "K", "L", "M", "N", "NG", "OW", "OY", "P", "R", "S", "SH", "SIL", "T", "TH", "UH", "UW", "V", "W", "Y", "Z", "ZH",
    ];

    /// <inheritdoc />
    public string Name => "phonemes";

    /// <inheritdoc />
    public int Dimension => SphinxModelReader.Phones;

    /// <summary>Loads the acoustic model.</summary>
    /// <param name="folder">Holds <c>means</c>, <c>variances</c> and <c>sendump</c> of pocketsphinx en-us.</param>
    /// <exception cref="WeightsFileException">A file is missing, damaged or of another model.</exception>
    public static PhonemePosteriors Load(string folder) => Load(folder, PosteriorPipeline.SmoothingReach);

    internal static PhonemePosteriors Load(string folder, int smoothing)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var tables = new PhonemeScorer.Tables(
            SphinxModelReader.ReadGaussians(Path.Combine(folder, "means")),
            SphinxModelReader.ReadGaussians(Path.Combine(folder, "variances")),
            SphinxModelReader.ReadMixtureWeights(Path.Combine(folder, "sendump")));
        return new PhonemePosteriors(tables, smoothing);
    }

    /// <inheritdoc />
    public FeatureTrack Extract(ReadOnlySpan<float> samples, CancellationToken cancellationToken = default)
    {
        SpeechSamples.Require(samples);
        var cepstra = Cepstra(samples, cancellationToken);
        var rows = cepstra.Length / Cepstrum.Size;
        var values = new float[rows * Dimension];
        var at = 0;
        var pipeline = new PosteriorPipeline(new PhonemeScorer(_tables), _smoothing, Sharpness);
        FeatureRowHandler store = row =>
        {
            row.CopyTo(values.AsSpan(at));
            at += row.Length;
        };
        for (var r = 0; r < rows; r++)
        {
            if (r % 100 == 0) cancellationToken.ThrowIfCancellationRequested();
            pipeline.Push(cepstra.AsSpan(r * Cepstrum.Size, Cepstrum.Size), store);
        }

        pipeline.Complete(store);
        return new FeatureTrack(values, Dimension, samples.Length);
    }

    /// <inheritdoc />
    public IFeatureStream Open() => new Stream(this);

    /// <summary>Cepstra of the utterance with their mean taken off: [rows, 13].</summary>
    internal float[] Cepstra(ReadOnlySpan<float> samples, CancellationToken cancellationToken = default)
    {
        var cepstra = new float[FrontEnd.RowsFor(samples.Length) * Cepstrum.Size];
        var at = 0;
        var frontEnd = new FrontEnd(CreateFilters());
        Action<float[]> store = energies =>
        {
            _cepstrum.Transform(energies, cepstra.AsSpan(at, Cepstrum.Size));
            at += Cepstrum.Size;
        };
        const int piece = FrontEnd.SampleRate * 4;
        for (var i = 0; i < samples.Length; i += piece)
        {
            cancellationToken.ThrowIfCancellationRequested();
            frontEnd.Push(samples[i..Math.Min(samples.Length, i + piece)], store);
        }

        frontEnd.Complete(store);
        Span<double> mean = stackalloc double[Cepstrum.Size];
        mean.Clear();
        for (var i = 0; i < cepstra.Length; i++) mean[i % Cepstrum.Size] += cepstra[i];
        for (var i = 0; i < Cepstrum.Size; i++) mean[i] /= cepstra.Length / Cepstrum.Size;
        for (var i = 0; i < cepstra.Length; i++) cepstra[i] -= (float)mean[i % Cepstrum.Size];
        return cepstra;
    }

    internal PhonemeScorer CreateScorer() => new(_tables);

    internal static MelFilterBank CreateFilters() => new(MelFilters, 130, 6800, FrontEnd.FftLength, FrontEnd.SampleRate, roundEdges: true);

    /// <summary>The log-mel energies of average speech, for features that must be levelled before they have heard any.</summary>
    internal static float[] ExpectedLogEnergies() => new Cepstrum(MelFilters).Invert(ExpectedCepstrum);

    private sealed class Stream(PhonemePosteriors owner) : IFeatureStream
    {
        private readonly FrontEnd _frontEnd = new(CreateFilters());
        private readonly RunningMean _mean = new(ExpectedCepstrum);
        private readonly PosteriorPipeline _pipeline = new(new PhonemeScorer(owner._tables), owner._smoothing, Sharpness);
        private readonly float[] _cepstrum = new float[Cepstrum.Size];
        private long _received;

        public int LookAhead => PosteriorPipeline.DifferenceReach + owner._smoothing;

        public void Push(ReadOnlySpan<float> samples, FeatureRowHandler row)
        {
            SpeechSamples.RequireFinite(samples, _received);
            _received += samples.Length;
            _frontEnd.Push(samples, energies => Take(energies, row));
        }

        public void Complete(FeatureRowHandler row)
        {
            _frontEnd.Complete(energies => Take(energies, row));
            _pipeline.Complete(row);
        }

        private void Take(float[] energies, FeatureRowHandler row)
        {
            owner._cepstrum.Transform(energies, _cepstrum);
            _mean.Add(_cepstrum);
            _mean.Subtract(_cepstrum, _cepstrum);
            _pipeline.Push(_cepstrum, row);
        }
    }
}
