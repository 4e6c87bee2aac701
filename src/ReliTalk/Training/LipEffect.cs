using System.Numerics;
using ReliTalk.Geometry.HeadModels;

namespace ReliTalk.Training;

/// <summary>How far one unit of each expression and jaw number moves the lips: what the audio network should care about.</summary>
internal static class LipEffect
{
    /// <summary>K + 3 root-mean-square displacements in head-space units.</summary>
    public static float[] Of(HeadFit fit)
    {
        var expression = new float[fit.ExpressionCount];
        var rest = fit.LipVertices(expression, Vector3.Zero);
        var effect = new float[fit.ExpressionCount + 3];
        for (var k = 0; k < fit.ExpressionCount; k++)
        {
            expression[k] = 1;
            effect[k] = Displacement(rest, fit.LipVertices(expression, Vector3.Zero), 1);
            expression[k] = 0;
        }
        // A turn of one radian is far outside the linear range; a small one is scaled up.
        const float Turn = 0.05f;
        ReadOnlySpan<Vector3> axes = [Vector3.UnitX, Vector3.UnitY, Vector3.UnitZ];
        for (var axis = 0; axis < 3; axis++)
            effect[fit.ExpressionCount + axis] = Displacement(rest, fit.LipVertices(expression, axes[axis] * Turn), Turn);
        return effect;
    }

    private static float Displacement(Vector3[] from, Vector3[] to, float step)
    {
        var sum = 0f;
        for (var i = 0; i < from.Length; i++) sum += Vector3.DistanceSquared(from[i], to[i]);
        return MathF.Sqrt(sum / from.Length) / step;
    }
}
