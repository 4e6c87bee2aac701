using ReliTalk.Learning.Models;
using ReliTalk.Learning.Networks.Pretrained;

namespace ReliTalk.Audio.Activity;

/// <summary>Speech as <see cref="SileroVad"/> hears it: tells voices from noise and music, which the level alone cannot. Owns its network.</summary>
public sealed class SileroActivity : ISpeechActivity, IDisposable
{
    /// <summary>File of the network in the model folder.</summary>
    public const string File = "silero_vad_v5.onnx";

    private readonly SileroVad _network;

    private SileroActivity(SileroVad network) => _network = network;

    /// <summary>Loads the network.</summary>
    /// <exception cref="BackendMissingException">The file is absent.</exception>
    /// <exception cref="WeightsFileException">The file is damaged or of another version.</exception>
    public static SileroActivity Load(ModelStore models) => new(SileroVad.Load(models));

    /// <inheritdoc />
    public ISpeechActivityStream Open() => new Stream(_network.Open());

    /// <summary>Frees the network.</summary>
    public void Dispose() => _network.Dispose();

    /// <summary>Rows of 10 ms from decisions of 32 ms: each row takes the decision that its middle lies in.</summary>
    private sealed class Stream(SileroVadStream stream) : ISpeechActivityStream
    {
        private const int RowSamples = 160;

        private readonly List<float> _decisions = [];
        private long _chunks;
        private long _rows;
        private long _samples;

        public void Push(ReadOnlySpan<float> samples, ICollection<float> rows)
        {
            _samples += samples.Length;
            stream.Push(samples, _decisions);
            Give(rows, long.MaxValue);
        }

        public void Complete(ICollection<float> rows)
        {
            stream.Complete(_decisions);
            Give(rows, (_samples + RowSamples - 1) / RowSamples);
        }

        private void Give(ICollection<float> rows, long end)
        {
            foreach (var decision in _decisions)
            {
                _chunks++;
                for (; _rows < end && _rows * RowSamples + RowSamples / 2 < _chunks * SileroVad.ChunkSize; _rows++) rows.Add(decision);
            }

            _decisions.Clear();
        }
    }
}
