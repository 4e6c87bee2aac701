using ReliTalk.Learning.Models;
using ReliTalk.Learning.Networks.Pretrained;
using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Audio.Features;

/// <summary>
/// The states of a speech recogniser's encoder (<see cref="MoonshineEncoder"/>): each 160 ms of speech are heard together with the two seconds before and
/// 120 ms after them, in a stream as in a whole utterance, all at one loudness. Owns its network; safe for several threads.
/// </summary>
public sealed class EncodedSpeech : ISpeechFeatures, IDisposable
{
    // Lips follow the sounds, not the words: states of the fourth of six layers foretell them better than later and than earlier ones, on every clip that was tried.
    private const int Layers = 4;

    // Twice as long a block costs half as much, but a stream waits longer for its first row.
    private const int BlockRows = 16;
    private const int SamplesBefore = 2 * FrontEnd.SampleRate;
    private const int SamplesAfter = 12 * FrontEnd.Hop;

    // Long enough for the encoder; what is missing is silence.
    private const int LeastSamples = 2000;
    private const int Together = 8;

    // Root mean square that each piece is brought to, and that is nothing.
    private const double Level = 0.07;
    private const double LeastLevel = 1e-4;

    private readonly MoonshineEncoder _encoder;

    private EncodedSpeech(MoonshineEncoder encoder) => _encoder = encoder;

    /// <inheritdoc />
    public string Name => "moonshine4";

    /// <inheritdoc />
    public int Dimension => MoonshineEncoder.Width;

    /// <summary>Loads the network.</summary>
    /// <exception cref="BackendMissingException">The file is absent.</exception>
    /// <exception cref="WeightsFileException">The file is damaged or another network.</exception>
    public static EncodedSpeech Load(ModelStore models) => new(MoonshineEncoder.Load(models));

    /// <inheritdoc />
    public FeatureTrack Extract(ReadOnlySpan<float> samples, CancellationToken cancellationToken = default)
    {
        SpeechSamples.Require(samples);
        return new FeatureTrack(Rows(samples, 0, FrontEnd.RowsFor(samples.Length), cancellationToken), Dimension, samples.Length);
    }

    /// <summary>Some of the rows of <see cref="Extract"/>, one after the other: to the end of those that are heard together with the last, or of all.</summary>
    /// <param name="samples">The whole speech.</param>
    /// <param name="first">The first row, where <see cref="Rows"/> ended before, or 0.</param>
    /// <param name="end">The row after the last, at most the number of all.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    internal float[] Rows(ReadOnlySpan<float> samples, int first, int end, CancellationToken cancellationToken)
    {
        var all = FrontEnd.RowsFor(samples.Length);
        Block[] blocks = [.. Enumerable.Range(first / BlockRows, (end + BlockRows - 1) / BlockRows - first / BlockRows).Select(b => Block.At(b, all))];
        if (blocks.Length == 0) return [];
        var values = new float[(blocks[^1].EndRow - first) * Dimension];
        for (var at = 0; at < blocks.Length;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var length = blocks[at].LengthIn(samples.Length);
            var count = 1;
            while (count < Together && at + count < blocks.Length && blocks[at + count].LengthIn(samples.Length) == length) count++;
            var pieces = new float[count * length];
            for (var i = 0; i < count; i++) blocks[at + i].Of(samples, 0).CopyTo(pieces.AsSpan(i * length));
            var together = blocks.AsSpan(at, count);
            var wanted = int.MaxValue;
            foreach (var block in together) wanted = Math.Min(wanted, block.FirstState(length));
            var states = States(pieces, count, wanted);
            for (var i = 0; i < count; i++)
                together[i].Fill(states.AsSpan(i * (states.Length / count), states.Length / count), wanted, values.AsSpan((together[i].FirstRow - first) * Dimension));

            at += count;
        }

        return values;
    }

    /// <inheritdoc />
    public IFeatureStream Open() => new Stream(this);

    /// <summary>Frees the network.</summary>
    public void Dispose() => _encoder.Dispose();

    private float[] States(float[] pieces, int count, int first)
    {
        using var scope = NewDisposeScope();
        var speech = tensor(pieces, [count, pieces.Length / count]);
        speech = speech * (Level / (speech.square().mean([1L], true).sqrt() + LeastLevel));
        return _encoder.Encode(speech, Layers, first).contiguous().data<float>().ToArray();
    }

    /// <summary>Rows that are heard together, and the samples from which.</summary>
    private readonly record struct Block(int FirstRow, int EndRow)
    {
        internal static Block At(int index, int rows) => new(index * BlockRows, Math.Min(rows, (index + 1) * BlockRows));

        // On the grid of the encoder's states.
        internal int From => Math.Max(0, FirstRow * FrontEnd.Hop - SamplesBefore) / MoonshineEncoder.Stride * MoonshineEncoder.Stride;

        internal int To => EndRow * FrontEnd.Hop + SamplesAfter;

        internal int LengthIn(int samples) => Math.Max(LeastSamples, Math.Min(samples, To) - From);

        internal ReadOnlySpan<float> Of(ReadOnlySpan<float> samples, int offset) => samples[(From - offset)..Math.Min(samples.Length, To - offset)];

        /// <summary>The first state that a row lies beside, of a piece of some length.</summary>
        internal int FirstState(int length) => (int)StateAt(FirstRow, MoonshineEncoder.StatesOf(length) - 1);

        /// <summary>Rows from the states to their left and right.</summary>
        /// <param name="states">From some state of the piece to its last.</param>
        /// <param name="first">Which one comes first.</param>
        /// <param name="rows">Receives the block's rows.</param>
        internal void Fill(ReadOnlySpan<float> states, int first, Span<float> rows)
        {
            const int width = MoonshineEncoder.Width;
            var last = states.Length / width - 1;
            for (var r = FirstRow; r < EndRow; r++)
            {
                var at = StateAt(r, first + last) - first;
                var lower = (int)at;
                var upper = Math.Min(lower + 1, last);
                var share = (float)(at - lower);
                for (var i = 0; i < width; i++) rows[(r - FirstRow) * width + i] = states[lower * width + i] * (1 - share) + states[upper * width + i] * share;
            }
        }

        private double StateAt(int row, int last) => Math.Clamp((FrontEnd.RowTime(row) * FrontEnd.SampleRate - From - MoonshineEncoder.FirstCentre) / MoonshineEncoder.Stride, 0, last);
    }

    private sealed class Stream(EncodedSpeech owner) : IFeatureStream
    {
        private readonly List<float> _held = [];
        private readonly float[] _rows = new float[BlockRows * MoonshineEncoder.Width];
        private int _block;
        private int _offset;

        // The first row of a block waits for the last and for what is heard after it.
        public int LookAhead => (BlockRows * FrontEnd.Hop + SamplesAfter - FrontEnd.FrameLength + FrontEnd.Hop - 1) / FrontEnd.Hop;

        public void Push(ReadOnlySpan<float> samples, FeatureRowHandler row)
        {
            SpeechSamples.RequireFinite(samples, _offset + _held.Count);
            _held.AddRange(samples);
            for (var next = Block.At(_block, int.MaxValue); _offset + _held.Count >= next.To; next = Block.At(_block, int.MaxValue)) Give(next, row);
        }

        public void Complete(FeatureRowHandler row)
        {
            var rows = FrontEnd.RowsFor(_offset + _held.Count);
            while (_block * BlockRows < rows) Give(Block.At(_block, rows), row);
        }

        private void Give(Block block, FeatureRowHandler row)
        {
            var gone = block.From - _offset;
            _held.RemoveRange(0, gone);
            _offset += gone;
            var piece = new float[block.LengthIn(_offset + _held.Count)];
            block.Of(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_held), _offset).CopyTo(piece);
            var first = block.FirstState(piece.Length);
            block.Fill(owner.States(piece, 1, first), first, _rows);
            for (var r = 0; r < block.EndRow - block.FirstRow; r++) row(_rows.AsSpan(r * MoonshineEncoder.Width, MoonshineEncoder.Width));
            _block++;
        }
    }
}
