namespace ReliTalk.Learning.Networks.Pretrained;

/// <summary>Follows one utterance with <see cref="SileroVad"/>: keeps the recurrent state and the last samples between pieces. Not safe for use by two threads at once.</summary>
public sealed class SileroVadStream
{
    private readonly SileroVad _network;
    private readonly float[] _window = new float[SileroVad.Context + SileroVad.ChunkSize];
    private readonly float[] _state = new float[SileroVad.Hidden];
    private readonly float[] _cell = new float[SileroVad.Hidden];
    private int _held;

    internal SileroVadStream(SileroVad network) => _network = network;

    /// <summary>Takes samples and appends the probability of every <see cref="SileroVad.ChunkSize"/> samples that they complete.</summary>
    /// <param name="speech">16 kHz mono, -1..1; may be empty.</param>
    /// <param name="probabilities">Receives numbers of 0..1.</param>
    public void Push(ReadOnlySpan<float> speech, ICollection<float> probabilities)
    {
        ArgumentNullException.ThrowIfNull(probabilities);
        while (!speech.IsEmpty)
        {
            var taken = Math.Min(speech.Length, SileroVad.ChunkSize - _held);
            speech[..taken].CopyTo(_window.AsSpan(SileroVad.Context + _held));
            speech = speech[taken..];
            _held += taken;
            if (_held == SileroVad.ChunkSize) probabilities.Add(Decide());
        }
    }

    /// <summary>Fills up the last chunk, if one was begun, with silence and appends its probability.</summary>
    /// <param name="probabilities">Receives at most one number.</param>
    public void Complete(ICollection<float> probabilities)
    {
        ArgumentNullException.ThrowIfNull(probabilities);
        if (_held == 0) return;
        _window.AsSpan(SileroVad.Context + _held).Clear();
        probabilities.Add(Decide());
    }

    private float Decide()
    {
        var probability = _network.Next(_window, _state, _cell);
        _window.AsSpan(SileroVad.ChunkSize).CopyTo(_window);
        _held = 0;
        return probability;
    }
}
