using System.Numerics;

namespace ReliTalk.Audio.Expression;

/// <summary>
/// What the turn of the head does to tracked psi and theta, whatever is said: landmarks of a turned head lean, and people hold their mouths differently
/// when they look aside. Linear in the three angles; learnt beside the sound, so that what the sound explains is not put down to the head.
/// </summary>
internal sealed class TurnEffect
{
    private const int Angles = 3;

    private readonly float[] _mean;
    private readonly float[] _low;
    private readonly float[] _high;
    private readonly float[] _slope;

    /// <summary>Takes what was learnt.</summary>
    /// <param name="mean">The clip's mean angles, radians.</param>
    /// <param name="low">Its smallest angles; beyond them nothing is extrapolated.</param>
    /// <param name="high">Its largest angles.</param>
    /// <param name="slope">[3, outputs] row after row: what a radian does.</param>
    internal TurnEffect(float[] mean, float[] low, float[] high, float[] slope)
    {
        _mean = mean;
        _low = low;
        _high = high;
        _slope = slope;
    }

    /// <summary>Number of outputs: K + 3.</summary>
    internal int Outputs => _slope.Length / Angles;

    /// <summary>What the turn adds to each output.</summary>
    /// <param name="turn">Pitch, yaw and roll in radians.</param>
    internal float[] Of(Vector3 turn)
    {
        var outputs = Outputs;
        var effect = new float[outputs];
        for (var a = 0; a < Angles; a++)
        {
            var angle = Math.Clamp(turn[a], _low[a], _high[a]) - _mean[a];
            for (var k = 0; k < outputs; k++) effect[k] += angle * _slope[a * outputs + k];
        }

        return effect;
    }

    /// <summary>What the turns add to each output of each frame, [T, outputs] row after row.</summary>
    /// <param name="turns">[T, 3] row after row.</param>
    internal float[] Of(ReadOnlySpan<float> turns)
    {
        var effects = new float[turns.Length / Angles * Outputs];
        for (var t = 0; t < turns.Length / Angles; t++) Of(new Vector3(turns.Slice(t * Angles, Angles))).CopyTo(effects, t * Outputs);
        return effects;
    }

    /// <summary>Everything that <see cref="FromState"/> needs.</summary>
    internal float[] State() => [.. _mean, .. _low, .. _high, .. _slope];

    /// <summary>Restores what <see cref="State"/> gave.</summary>
    /// <param name="state">The numbers.</param>
    /// <param name="outputs">How many outputs the predictor has.</param>
    /// <exception cref="WeightsFileException">There are not as many numbers as the outputs need.</exception>
    internal static TurnEffect FromState(float[] state, int outputs) =>
        state.Length == Angles * (Angles + outputs)
            ? new TurnEffect(state[..Angles], state[Angles..(2 * Angles)], state[(2 * Angles)..(3 * Angles)], state[(3 * Angles)..])
            : throw new WeightsFileException("The effect of the head's turn in the expression predictor is damaged; train again.");
}
