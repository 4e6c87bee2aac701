using System.Numerics;

namespace ReliTalk.Reflectance.Visibility;

/// <summary>The arc tangent of many numbers at once, within 2e-5 radians: polynomial 4.4.47 of Abramowitz and Stegun, Handbook of Mathematical Functions.</summary>
internal static class ArcTangent
{
    /// <summary>Replaces each value by its arc tangent in radians.</summary>
    public static void Replace(Span<float> values)
    {
        var i = 0;
        for (; i <= values.Length - Vector<float>.Count; i += Vector<float>.Count) Of(new Vector<float>(values[i..])).CopyTo(values[i..]);
        for (; i < values.Length; i++) values[i] = MathF.Atan(values[i]);
    }

    private static Vector<float> Of(Vector<float> value)
    {
        var size = Vector.Abs(value);
        // Beyond 1 the reciprocal's angle is taken from a right angle.
        var steep = Vector.GreaterThan(size, Vector<float>.One);
        var x = Vector.ConditionalSelect(steep, Vector<float>.One / size, size);
        var square = x * x;
        var series = new Vector<float>(0.0208351f) * square - new Vector<float>(0.0851330f);
        series = series * square + new Vector<float>(0.1801410f);
        series = series * square - new Vector<float>(0.3302995f);
        series = series * square + new Vector<float>(0.9998660f);
        var angle = series * x;
        angle = Vector.ConditionalSelect(steep, new Vector<float>(MathF.PI / 2) - angle, angle);
        return Vector.CopySign(angle, value);
    }
}
