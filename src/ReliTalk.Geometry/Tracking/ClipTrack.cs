using System.Numerics;

namespace ReliTalk.Geometry.Tracking;

/// <summary>The main face through a whole clip, one entry for each frame.</summary>
public sealed class ClipTrack
{
    /// <summary>Wraps tracked frames.</summary>
    /// <param name="width">Width of the pictures in pixels.</param>
    /// <param name="height">Height of the pictures in pixels.</param>
    /// <param name="frames">One entry for each frame, 478 landmarks each, at least one frame.</param>
    /// <exception cref="ArgumentException">There is no frame, or one without 478 landmarks.</exception>
    public ClipTrack(int width, int height, IReadOnlyList<TrackedFrame> frames)
    {
        ArgumentNullException.ThrowIfNull(frames);
        if (frames.Count == 0) throw new ArgumentException("A clip has at least one frame.", nameof(frames));
        if (frames.Any(frame => frame.Landmarks.Count != FaceLandmarks.Count))
            throw new ArgumentException($"Every frame needs {FaceLandmarks.Count} landmarks.", nameof(frames));
        Width = width;
        Height = height;
        Frames = frames;
        BridgedFrames = [.. Enumerable.Range(0, frames.Count).Where(index => !frames[index].Found)];
    }

    /// <summary>Width of the pictures in pixels.</summary>
    public int Width { get; }

    /// <summary>Height of the pictures in pixels.</summary>
    public int Height { get; }

    /// <summary>One entry for each frame.</summary>
    public IReadOnlyList<TrackedFrame> Frames { get; }

    /// <summary>Number of frames.</summary>
    public int Count => Frames.Count;

    /// <summary>Zero-based indices of the frames without a face, whose landmarks are bridged from the neighbours.</summary>
    public IReadOnlyList<int> BridgedFrames { get; }

    /// <summary>
    /// How far the mouth is open in each frame: the gap between the inner lip edges along the face, divided by the distance of the outer
    /// eye corners. About 0 when closed, 0.3 when wide open; slightly negative where the network presses the lips together.
    /// </summary>
    public float[] LipAperture() => [.. Frames.Select(frame => Gap(frame, FaceLandmarks.UpperLipInner, FaceLandmarks.LowerLipInner))];

    /// <summary>How far the eyes are open in each frame (mean of both): the gap between the lids divided by the distance of the outer eye corners; about 0.12 open, below 0.05 in a blink.</summary>
    public float[] EyeOpening() => [.. Frames.Select(frame => (Gap(frame, 159, 145) + Gap(frame, 386, 374)) / 2)];

    /// <summary>Lids and gaze of both eyes in each frame, and where they blink. Bridged frames have what was interpolated.</summary>
    public IReadOnlyList<EyeFrame> Eyes() => EyeMotion.Of(this);

    /// <summary>The same track in the pixels of a crop of the pictures.</summary>
    public ClipTrack Mapped(PortraitCrop crop)
    {
        ArgumentNullException.ThrowIfNull(crop);
        return new ClipTrack(crop.Size, crop.Size,
            [.. Frames.Select(frame => frame with { Landmarks = [.. frame.Landmarks.Select(crop.Map)] })]);
    }

    /// <summary>
    /// The track without jitter. The filters look both ways in time and so shift nothing: the rigid head motion and the slow parts of the
    /// face are filtered, lips and lids only as far as their own noise reaches, so that closures and blinks stay.
    /// </summary>
    public ClipTrack Smoothed(TrackSmoothing? smoothing = null) => (smoothing ?? new TrackSmoothing()).Apply(this);

    private static float Gap(TrackedFrame frame, int upper, int lower)
    {
        var points = frame.Landmarks;
        var across = points[FaceLandmarks.RightEyeOuter] - points[FaceLandmarks.LeftEyeOuter];
        var down = Vector2.Normalize(new Vector2(-across.Y, across.X));
        var gap = points[lower] - points[upper];
        return Vector2.Dot(new Vector2(gap.X, gap.Y), down) / frame.EyeDistance;
    }
}
