using System.Numerics;

namespace ReliTalk.Evaluation.Baselines;

/// <summary>
/// The similarity (scale, turn, shift) that carries one set of points onto another with the least squared distance
/// (Umeyama 1991, in the plane: a complex linear regression).
/// </summary>
/// <param name="A">Scale times cosine of the turn.</param>
/// <param name="B">Scale times sine of the turn.</param>
/// <param name="Shift">Shift in pixels.</param>
internal readonly record struct PlanarMotion(float A, float B, Vector2 Shift)
{
    public static PlanarMotion Between(IReadOnlyList<Vector3> from, IReadOnlyList<Vector3> to, ReadOnlySpan<int> points)
    {
        Vector2 meanFrom = Vector2.Zero, meanTo = Vector2.Zero;
        foreach (var point in points)
        {
            meanFrom += Flat(from[point]);
            meanTo += Flat(to[point]);
        }
        meanFrom /= points.Length;
        meanTo /= points.Length;
        float real = 0, imaginary = 0, square = 0;
        foreach (var point in points)
        {
            Vector2 p = Flat(from[point]) - meanFrom, q = Flat(to[point]) - meanTo;
            real += Vector2.Dot(p, q);
            imaginary += p.X * q.Y - p.Y * q.X;
            square += p.LengthSquared();
        }
        float a = real / square, b = imaginary / square;
        return new PlanarMotion(a, b, meanTo - new Vector2(a * meanFrom.X - b * meanFrom.Y, b * meanFrom.X + a * meanFrom.Y));
    }

    /// <summary>Where a point of the first set comes to lie.</summary>
    public Vector2 Apply(Vector2 p) => new Vector2(A * p.X - B * p.Y, B * p.X + A * p.Y) + Shift;

    /// <summary>Where a point of the second set came from.</summary>
    public Vector2 Invert(Vector2 q)
    {
        var p = q - Shift;
        var square = A * A + B * B;
        return new Vector2(A * p.X + B * p.Y, A * p.Y - B * p.X) / square;
    }

    /// <summary>Mean distance in pixels that remains between the moved first and the second points.</summary>
    public float Residual(IReadOnlyList<Vector3> from, IReadOnlyList<Vector3> to, ReadOnlySpan<int> points)
    {
        var sum = 0f;
        foreach (var point in points) sum += Vector2.Distance(Apply(Flat(from[point])), Flat(to[point]));
        return sum / points.Length;
    }

    private static Vector2 Flat(Vector3 point) => new(point.X, point.Y);
}
