using System.Numerics;

namespace ReliTalk.Evaluation.Metrics;

/// <summary>Mean Euclidean distance of corresponding points in the picture plane, in pixels.</summary>
internal static class LandmarkDistance
{
    public static double Mean(ReadOnlySpan<Vector3> truth, ReadOnlySpan<Vector3> candidate)
    {
        if (truth.Length != candidate.Length || truth.IsEmpty)
            throw new ArgumentException($"Landmarks need two sets of one size; these have {truth.Length} and {candidate.Length} points.", nameof(candidate));
        double sum = 0;
        for (var i = 0; i < truth.Length; i++)
        {
            var difference = truth[i] - candidate[i];
            sum += Math.Sqrt(difference.X * difference.X + difference.Y * difference.Y);
        }
        return sum / truth.Length;
    }
}
