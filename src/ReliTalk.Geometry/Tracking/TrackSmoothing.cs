using System.Numerics;
using ReliTalk.Geometry.HeadModels;

namespace ReliTalk.Geometry.Tracking;

/// <summary>
/// Takes the jitter out of a track, offline. The head's rigid motion is separated by Procrustes fits to the clip's own mean shape and
/// filtered with a Savitzky-Golay quadratic; the remaining motion of each point is filtered likewise, and where the raw path leaves the
/// filtered one by more than the point's own noise (a closure, a blink) the raw path is kept.
/// </summary>
public sealed record TrackSmoothing
{
    /// <summary>Half width in frames of the filter on the rigid motion, 0 (off) to 12.</summary>
    public int PoseRadius { get; init; } = 4;

    /// <summary>Half width in frames of the filter on points outside lips and eyes, 0 (off) to 12.</summary>
    public int FaceRadius { get; init; } = 3;

    /// <summary>Half width in frames of the filter on lips, lids and irises, 0 (off) to 12.</summary>
    public int LipRadius { get; init; } = 2;

    /// <summary>How many noise deviations count as real motion, 0 (filter nothing) or more.</summary>
    public float KeepBeyond { get; init; } = 1.5f;

    internal ClipTrack Apply(ClipTrack track)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(KeepBeyond);
        var result = new TrackedFrame[track.Count];
        foreach (var (start, end) in Shots(track)) ApplyToShot(track, start, end, result);
        return new ClipTrack(track.Width, track.Height, result);
    }

    // A cut is a jump of the face by more than half its eye distance within one frame; filters must not reach across it.
    internal static IEnumerable<(int Start, int End)> Shots(ClipTrack track)
    {
        var start = 0;
        for (var t = 1; t < track.Count; t++)
        {
            var jump = Vector3.Distance(track.Frames[t].Landmarks[FaceLandmarks.NoseTip], track.Frames[t - 1].Landmarks[FaceLandmarks.NoseTip]);
            if (jump <= 0.6f * track.Frames[t - 1].EyeDistance) continue;
            yield return (start, t);
            start = t;
        }
        yield return (start, track.Count);
    }

    private void ApplyToShot(ClipTrack track, int start, int end, TrackedFrame[] result)
    {
        var count = end - start;
        var points = FaceLandmarks.Count;
        var raw = new Vector3[count][];
        for (var t = 0; t < count; t++) raw[t] = [.. track.Frames[start + t].Landmarks];
        var weights = new float[points];
        foreach (var index in FaceLandmarks.Rigid) weights[index] = 1;

        // Mean shape and poses, each from the other.
        var mean = (Vector3[])raw[count / 2].Clone();
        var fits = new SimilarityFit[count];
        for (var round = 0; round < 3; round++)
        {
            for (var t = 0; t < count; t++) fits[t] = SimilarityFit.Solve(mean, raw[t], weights);
            Array.Clear(mean);
            for (var t = 0; t < count; t++)
            {
                var back = Quaternion.Conjugate(fits[t].Rotation);
                for (var p = 0; p < points; p++) mean[p] += Vector3.Transform(raw[t][p] - fits[t].Translation, back) / (fits[t].Scale * count);
            }
        }
        for (var t = 0; t < count; t++) fits[t] = SimilarityFit.Solve(mean, raw[t], weights);

        var local = new float[points * 3][];
        for (var channel = 0; channel < local.Length; channel++) local[channel] = new float[count];
        for (var t = 0; t < count; t++)
        {
            var back = Quaternion.Conjugate(fits[t].Rotation);
            for (var p = 0; p < points; p++)
            {
                var still = Vector3.Transform(raw[t][p] - fits[t].Translation, back) / fits[t].Scale;
                (local[3 * p][t], local[3 * p + 1][t], local[3 * p + 2][t]) = (still.X, still.Y, still.Z);
            }
        }
        var radii = Radii();
        Parallel.For(0, local.Length, channel => local[channel] = KeepTransients(local[channel], radii[channel / 3]));
        var poses = SmoothPoses(fits);
        for (var t = 0; t < count; t++)
        {
            var landmarks = new Vector3[points];
            for (var p = 0; p < points; p++)
                landmarks[p] = poses[t].Apply(new Vector3(local[3 * p][t], local[3 * p + 1][t], local[3 * p + 2][t]));
            result[start + t] = track.Frames[start + t] with { Landmarks = landmarks };
        }
    }

    private int[] Radii()
    {
        var radii = Enumerable.Repeat(FaceRadius, FaceLandmarks.Count).ToArray();
        foreach (var index in FaceLandmarks.Lips) radii[index] = LipRadius;
        // Inside the mouth's ring and on the lids and irises motion is as quick as on the lips.
        foreach (var index in FaceLandmarks.LeftEye[..16]) radii[index] = LipRadius;
        foreach (var index in FaceLandmarks.RightEye[..16]) radii[index] = LipRadius;
        for (var index = FaceLandmarks.LeftIris; index < FaceLandmarks.Count; index++) radii[index] = LipRadius;
        return radii;
    }

    private SimilarityFit[] SmoothPoses(SimilarityFit[] fits)
    {
        var count = fits.Length;
        var channels = new float[8][];
        for (var c = 0; c < channels.Length; c++) channels[c] = new float[count];
        var before = fits[0].Rotation;
        for (var t = 0; t < count; t++)
        {
            var q = Quaternion.Dot(before, fits[t].Rotation) < 0 ? -fits[t].Rotation : fits[t].Rotation;
            before = q;
            (channels[0][t], channels[1][t], channels[2][t], channels[3][t]) = (q.X, q.Y, q.Z, q.W);
            channels[4][t] = MathF.Log(fits[t].Scale);
            (channels[5][t], channels[6][t], channels[7][t]) = (fits[t].Translation.X, fits[t].Translation.Y, fits[t].Translation.Z);
        }
        for (var c = 0; c < channels.Length; c++) channels[c] = SavitzkyGolay(channels[c], PoseRadius);
        var result = new SimilarityFit[count];
        for (var t = 0; t < count; t++)
            result[t] = new SimilarityFit(
                Quaternion.Normalize(new Quaternion(channels[0][t], channels[1][t], channels[2][t], channels[3][t])),
                MathF.Exp(channels[4][t]), new Vector3(channels[5][t], channels[6][t], channels[7][t]));
        return result;
    }

    /// <summary>Filters, then goes back to the raw value by the share d^2 / (d^2 + (k sigma)^2), d = raw - filtered, sigma from the median of |d|.</summary>
    internal float[] KeepTransients(float[] raw, int radius)
    {
        var filtered = SavitzkyGolay(raw, radius);
        if (radius == 0) return filtered;
        var sizes = new float[raw.Length];
        for (var t = 0; t < raw.Length; t++) sizes[t] = Math.Abs(raw[t] - filtered[t]);
        Array.Sort(sizes);
        var bound = KeepBeyond * sizes[sizes.Length / 2] / 0.6745f;
        var limit = bound * bound + 1e-20f;
        for (var t = 0; t < raw.Length; t++)
        {
            var d = raw[t] - filtered[t];
            filtered[t] += d * (d * d / (d * d + limit));
        }
        return filtered;
    }

    /// <summary>
    /// Quadratic least-squares smoothing over 2 r + 1 samples (A. Savitzky and M. Golay, 1964); the window shrinks towards the ends so that
    /// it stays centred, and the first and last sample are kept.
    /// </summary>
    internal static float[] SavitzkyGolay(float[] values, int radius)
    {
        var result = new float[values.Length];
        for (var t = 0; t < values.Length; t++)
        {
            var r = Math.Min(radius, Math.Min(t, values.Length - 1 - t));
            if (r == 0)
            {
                result[t] = values[t];
                continue;
            }
            if (r == 1)
            {
                // Three samples and a quadratic leave nothing to smooth; a small binomial does.
                result[t] = (values[t - 1] + 2 * values[t] + values[t + 1]) / 4;
                continue;
            }
            // Weight of the sample at distance i for a quadratic, closed form.
            double denominator = (2.0 * r + 3) * (2 * r + 1) * (2 * r - 1);
            double sum = 0;
            for (var i = -r; i <= r; i++) sum += 3 * (3.0 * r * r + 3 * r - 1 - 5.0 * i * i) / denominator * values[t + i];
            result[t] = (float)sum;
        }
        return result;
    }
}
