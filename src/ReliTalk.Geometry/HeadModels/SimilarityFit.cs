using System.Numerics;

namespace ReliTalk.Geometry.HeadModels;

/// <summary>
/// The rotation, scale and translation that bring one point set nearest to another in weighted least squares
/// (Procrustes; rotation by B. K. P. Horn, "Closed-form solution of absolute orientation using unit quaternions", 1987).
/// </summary>
/// <param name="Rotation">Source to target, unit quaternion, never a reflection.</param>
/// <param name="Scale">Target length for one unit of source length.</param>
/// <param name="Translation">target = Scale * Rotation * source + Translation.</param>
public readonly record struct SimilarityFit(Quaternion Rotation, float Scale, Vector3 Translation)
{
    /// <summary>Solves for the similarity.</summary>
    /// <param name="source">Points to move.</param>
    /// <param name="target">Where they should be, one for each source point.</param>
    /// <param name="weights">One weight for each point, 0 or more; not all 0.</param>
    /// <exception cref="ArgumentException">The lengths differ, or fewer than three points have a weight.</exception>
    public static SimilarityFit Solve(ReadOnlySpan<Vector3> source, ReadOnlySpan<Vector3> target, ReadOnlySpan<float> weights)
    {
        if (source.Length != target.Length || source.Length != weights.Length)
            throw new ArgumentException("Source, target and weights must have one entry for each point.");
        double total = 0;
        Vector3 sourceMean = default, targetMean = default;
        var used = 0;
        for (var i = 0; i < source.Length; i++)
        {
            if (weights[i] <= 0) continue;
            used++;
            total += weights[i];
            sourceMean += weights[i] * source[i];
            targetMean += weights[i] * target[i];
        }
        if (used < 3) throw new ArgumentException("A similarity needs at least three weighted points.", nameof(weights));
        sourceMean /= (float)total;
        targetMean /= (float)total;

        Span<double> s = stackalloc double[9];
        double spread = 0;
        for (var i = 0; i < source.Length; i++)
        {
            if (weights[i] <= 0) continue;
            var a = source[i] - sourceMean;
            var b = target[i] - targetMean;
            double w = weights[i];
            for (var r = 0; r < 3; r++)
                for (var c = 0; c < 3; c++)
                    s[r * 3 + c] += w * a[r] * b[c];
            spread += w * a.LengthSquared();
        }
        var rotation = RotationOf(s);

        // The best scale in the target's metric is sum(w b.Ra) / sum(w a.a).
        var matrix = Matrix4x4.CreateFromQuaternion(rotation);
        double along = 0;
        for (var i = 0; i < source.Length; i++)
        {
            if (weights[i] <= 0) continue;
            along += weights[i] * Vector3.Dot(target[i] - targetMean, Vector3.Transform(source[i] - sourceMean, matrix));
        }
        var scale = (float)(along / spread);
        return new SimilarityFit(rotation, scale, targetMean - scale * Vector3.Transform(sourceMean, matrix));
    }

    /// <summary>Moves one point.</summary>
    public Vector3 Apply(Vector3 point) => Scale * Vector3.Transform(point, Rotation) + Translation;

    /// <summary>The rotation that maximises the trace of R S, S = sum of w a b^T (row-major): the largest eigenvector of Horn's 4 x 4 matrix.</summary>
    internal static Quaternion RotationOf(ReadOnlySpan<double> s)
    {
        double xx = s[0], xy = s[1], xz = s[2], yx = s[3], yy = s[4], yz = s[5], zx = s[6], zy = s[7], zz = s[8];
        double[,] n =
        {
            { xx + yy + zz, yz - zy, zx - xz, xy - yx },
            { yz - zy, xx - yy - zz, xy + yx, zx + xz },
            { zx - xz, xy + yx, -xx + yy - zz, yz + zy },
            { xy - yx, zx + xz, yz + zy, -xx - yy + zz },
        };
        var vectors = SymmetricEigen.Decompose(n, out var values);
        var best = 0;
        for (var i = 1; i < 4; i++) if (values[i] > values[best]) best = i;
        return Quaternion.Normalize(new Quaternion(
            (float)vectors[1, best], (float)vectors[2, best], (float)vectors[3, best], (float)vectors[0, best]));
    }
}
