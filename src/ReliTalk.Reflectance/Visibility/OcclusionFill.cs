using System.Buffers;
using System.Numerics;
using ReliTalk.Reflectance.Shading;

namespace ReliTalk.Reflectance.Visibility;

/// <summary>
/// The learned part of F_shad at run time: a perceptron of one hidden layer a pixel, from visible share, normal and relative shading to the share of a shadow that
/// surrounding skin fills with light. Immutable and safe to share between threads.
/// </summary>
public sealed class OcclusionFill
{
    internal const int Inputs = 9;
    private readonly float[] _hiddenWeights, _hiddenBias, _outputWeights;
    private readonly float _outputBias;

    /// <summary>Takes trained weights.</summary>
    /// <param name="hiddenWeights">Row by row, one row of nine a hidden unit.</param>
    /// <param name="hiddenBias">One a hidden unit.</param>
    /// <param name="outputWeights">One a hidden unit.</param>
    /// <param name="outputBias">One number.</param>
    internal OcclusionFill(float[] hiddenWeights, float[] hiddenBias, float[] outputWeights, float outputBias)
    {
        if (hiddenWeights.Length != Inputs * hiddenBias.Length || outputWeights.Length != hiddenBias.Length)
            throw new ArgumentException("The weights do not fit each other.", nameof(hiddenWeights));
        _hiddenWeights = hiddenWeights;
        _hiddenBias = hiddenBias;
        _outputWeights = outputWeights;
        _outputBias = outputBias;
    }

    /// <summary>Fills shadows in place.</summary>
    /// <param name="horizon">Pixels and normals.</param>
    /// <param name="light">The light, for the unshadowed shading.</param>
    /// <param name="visible">Three runs of foreground pixels: the visible share of the broad part of the light.</param>
    internal void Apply(HorizonMap horizon, LightTable light, float[] visible)
    {
        var count = horizon.Pixels.Length;
        var front = Vector3.Max(light.Diffuse(Vector3.UnitZ), new Vector3(1e-4f));
        var input = ArrayPool<float>.Shared.Rent(Inputs * count);
        Array.Copy(visible, input, 3 * count);
        Array.Copy(horizon.Normals, 0, input, 3 * count, 3 * count);
        for (var i = 0; i < count; i++)
        {
            var level = light.Diffuse(new Vector3(horizon.Normals[i], horizon.Normals[count + i], horizon.Normals[2 * count + i])) / front;
            level = Vector3.Min(level, new Vector3(4f));
            (input[6 * count + i], input[7 * count + i], input[8 * count + i]) = (level.X, level.Y, level.Z);
        }
        var at = 0;
        for (; at <= count - Vector<float>.Count; at += Vector<float>.Count) Block(input, visible, count, at);
        for (; at < count; at++) Single(input, visible, count, at);
        ArrayPool<float>.Shared.Return(input);
    }

    private void Block(float[] input, float[] visible, int count, int at)
    {
        var sum = new Vector<float>(_outputBias);
        for (var unit = 0; unit < _hiddenBias.Length; unit++)
        {
            var value = new Vector<float>(_hiddenBias[unit]);
            for (var k = 0; k < Inputs; k++) value = Vector.MultiplyAddEstimate(new Vector<float>(_hiddenWeights[unit * Inputs + k]), new Vector<float>(input, k * count + at), value);
            sum = Vector.MultiplyAddEstimate(new Vector<float>(_outputWeights[unit]), Vector.Max(value, Vector<float>.Zero), sum);
        }
        var share = Vector<float>.One / (Vector<float>.One + Vector.Exp(-sum));
        for (var c = 0; c < 3; c++)
        {
            var seen = new Vector<float>(visible, c * count + at);
            (seen + (Vector<float>.One - seen) * share).CopyTo(visible, c * count + at);
        }
    }

    private void Single(float[] input, float[] visible, int count, int at)
    {
        var sum = _outputBias;
        for (var unit = 0; unit < _hiddenBias.Length; unit++)
        {
            var value = _hiddenBias[unit];
            for (var k = 0; k < Inputs; k++) value += _hiddenWeights[unit * Inputs + k] * input[k * count + at];
            sum += _outputWeights[unit] * MathF.Max(value, 0f);
        }
        var share = 1f / (1f + MathF.Exp(-sum));
        for (var c = 0; c < 3; c++) visible[c * count + at] += (1f - visible[c * count + at]) * share;
    }
}
