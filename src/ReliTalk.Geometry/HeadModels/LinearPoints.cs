using System.Numerics;
using System.Runtime.InteropServices;

namespace ReliTalk.Geometry.HeadModels;

/// <summary>Points that are a mean plus a linear expression basis, skinned to the jaw: the form of Eq. 1 for one subject.</summary>
internal sealed class LinearPoints(Vector3[] mean, Vector3[][] basis, float[] jawWeights, Vector3[][]? jawCorrectives = null)
{
    public Vector3[] Mean { get; } = mean;

    /// <summary>One displacement field for each expression coefficient.</summary>
    public Vector3[][] Basis { get; } = basis;

    public float[] JawWeights { get; } = jawWeights;

    /// <summary>One displacement field for each entry of R(jaw) - I, row by row; empty where the head has no pose correctives.</summary>
    public Vector3[][] JawCorrectives { get; } = jawCorrectives ?? [];

    public void Evaluate(ReadOnlySpan<float> expression, Vector3 pivot, Vector3 jaw, Span<Vector3> result)
    {
        if (expression.Length > Basis.Length)
            throw new ArgumentException($"{expression.Length} expression coefficients; the subject's basis has {Basis.Length}.", nameof(expression));
        result = result[..Mean.Length];
        Mean.CopyTo(result);
        var floats = MemoryMarshal.Cast<Vector3, float>(result);
        for (var k = 0; k < expression.Length; k++)
        {
            if (expression[k] == 0) continue;
            var field = MemoryMarshal.Cast<Vector3, float>(Basis[k].AsSpan());
            AddScaled(field, expression[k], floats);
        }
        if (JawCorrectives.Length > 0 && jaw != Vector3.Zero)
        {
            var features = JawSkinning.PoseFeatures(jaw);
            for (var k = 0; k < JawCorrectives.Length; k++) AddScaled(MemoryMarshal.Cast<Vector3, float>(JawCorrectives[k].AsSpan()), features[k], floats);
        }
        JawSkinning.Pose(result, JawWeights, pivot, jaw);
    }

    private static void AddScaled(ReadOnlySpan<float> field, float amount, Span<float> sum)
    {
        var i = 0;
        var width = Vector<float>.Count;
        for (; i + width <= field.Length; i += width)
            (new Vector<float>(sum[i..]) + amount * new Vector<float>(field[i..])).CopyTo(sum[i..]);
        for (; i < field.Length; i++) sum[i] += amount * field[i];
    }
}
