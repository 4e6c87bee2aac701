using System.Numerics;

namespace ReliTalk.Geometry.Tracking;

/// <summary>Reads lids and irises off a track.</summary>
internal static class EyeMotion
{
    // An adult's eye, in widths of the visible fissure (29 mm): the iris turns on a radius of 10 mm about a point 7 mm behind the corners.
    private const float Radius = 10f / 29;
    private const float Behind = 7f / 29;
    private const float ShutShare = 0.5f;

    // Lid contours run: outer corner, lower lid to the inner corner at 8, upper lid back.
    private const int InnerCorner = 8;

    public static EyeFrame[] Of(ClipTrack track)
    {
        var left = new EyeState[track.Count];
        var right = new EyeState[track.Count];
        for (var t = 0; t < track.Count; t++)
        {
            var points = track.Frames[t].Landmarks;
            left[t] = State(points, points[FaceLandmarks.LeftEyeContour[0]], points[FaceLandmarks.LeftEyeContour[InnerCorner]], FaceLandmarks.LeftEyeContour, points[FaceLandmarks.LeftIris]);
            right[t] = State(points, points[FaceLandmarks.RightEyeContour[InnerCorner]], points[FaceLandmarks.RightEyeContour[0]], FaceLandmarks.RightEyeContour, points[FaceLandmarks.RightIris]);
        }
        var (leftShut, rightShut) = (AgainstUsual(track, left), AgainstUsual(track, right));
        return [.. left.Zip(right, (l, r) => new EyeFrame(l, r, l.Opening < leftShut && r.Opening < rightShut))];
    }

    /// <summary>Makes the usual gaze of the open eye 0, and returns the opening below which it is shut.</summary>
    private static float AgainstUsual(ClipTrack track, EyeState[] states)
    {
        // Three quarters of the frames with a face are open by less: what is usual, whatever the number of blinks.
        float[] openings = [.. states.Where((_, t) => track.Frames[t].Found).Select(state => state.Opening).Order()];
        if (openings.Length == 0) return 0;
        var shut = ShutShare * openings[(openings.Length - 1) * 3 / 4];
        var open = states.Where((state, t) => track.Frames[t].Found && state.Opening >= shut).ToArray();
        float[] yaws = [.. open.Select(state => state.Yaw).Order()], pitches = [.. open.Select(state => state.Pitch).Order()];
        for (var t = 0; t < states.Length; t++)
            states[t] = states[t] with { Yaw = states[t].Yaw - yaws[yaws.Length / 2], Pitch = states[t].Pitch - pitches[pitches.Length / 2] };
        return shut;
    }

    private static EyeState State(IReadOnlyList<Vector3> points, Vector3 from, Vector3 to, ReadOnlySpan<int> contour, Vector3 iris)
    {
        var axis = to - from;
        var width = axis.Length();
        var flat = new Vector2(axis.X, axis.Y);
        if (width < 1e-3f || flat.LengthSquared() < 1e-6f) return default;
        var across = axis / width;
        // The head's own axes from its least movable points; z grows away from the viewer here, and y downwards.
        var brow = points[FaceLandmarks.ForeheadTop] - points[2];
        var down = -Vector3.Normalize(brow - Vector3.Dot(brow, across) * across);
        var ahead = Vector3.Cross(down, across);
        // Where the line of sight of the iris leaves the sphere that it turns on, in the head's axes.
        var centre = (from + to) / 2 - Behind * width * ahead;
        var side = new Vector2(iris.X - centre.X, iris.Y - centre.Y) / (Radius * width);
        if (side.LengthSquared() > 0.96f) side *= MathF.Sqrt(0.96f / side.LengthSquared());
        var sight = new Vector3(side, -MathF.Sqrt(1 - side.LengthSquared()));
        var (right, below, front) = (Vector3.Dot(sight, across), Vector3.Dot(sight, down), Vector3.Dot(sight, ahead));

        var gap = 0f;
        var steep = Vector2.Normalize(new Vector2(-flat.Y, flat.X));
        for (var i = 3; i <= 5; i++)
        {
            // Lower and upper lid face each other.
            var (lower, upper) = (points[contour[i]], points[contour[2 * InnerCorner - i]]);
            gap += Vector2.Dot(new Vector2(lower.X - upper.X, lower.Y - upper.Y), steep) / (3 * width);
        }
        const float degrees = 180 / MathF.PI;
        return new EyeState(gap, MathF.Atan2(right, front) * degrees, MathF.Asin(Math.Clamp(below, -1, 1)) * degrees);
    }
}
