namespace ReliTalk.Audio.Features;

/// <summary>Rows that arrive one by one, seen with their neighbours up to a reach on both sides; past the ends the nearest row is repeated.</summary>
internal sealed class RowContext
{
    private readonly int _dimension;
    private readonly int _reach;
    private readonly float[] _ring;
    private long _received;
    private long _centre;

    internal RowContext(int dimension, int reach)
    {
        _dimension = dimension;
        _reach = reach;
        _ring = new float[(2 * reach + 1) * dimension];
    }

    /// <summary>The row <paramref name="offset"/> rows after the centre, -reach..reach.</summary>
    internal ReadOnlySpan<float> this[int offset]
    {
        get
        {
            var row = Math.Clamp(_centre + offset, 0, _received - 1);
            return _ring.AsSpan((int)(row % (2 * _reach + 1)) * _dimension, _dimension);
        }
    }

    internal void Push(ReadOnlySpan<float> row, Action centred)
    {
        row.CopyTo(_ring.AsSpan((int)(_received % (2 * _reach + 1)) * _dimension, _dimension));
        _received++;
        if (_received <= _reach) return;
        centred();
        _centre++;
    }

    internal void Complete(Action centred)
    {
        for (; _centre < _received; _centre++) centred();
    }
}
