using System.Numerics;
using ReliTalk.Media;

namespace ReliTalk.Geometry.Tracking;

/// <summary>The one square of the pictures that a portrait is learnt from, the same for every frame of the clip.</summary>
/// <param name="X">Left edge in source pixels; negative where the square reaches over the picture's edge.</param>
/// <param name="Y">Top edge in source pixels; negative where the square reaches over the picture's edge.</param>
/// <param name="Side">Side of the square in source pixels, at least 1.</param>
/// <param name="Size">Side of the work picture in pixels, at least 1.</param>
public sealed record PortraitCrop(int X, int Y, int Side, int Size)
{
    // Measured in face heights (forehead to chin): what a square for head and shoulders holds.
    private const float SideInFaces = 2.1f;
    private const float CentreBelowTop = 0.52f;
    private const float WholeFrom = 0.36f;

    /// <summary>The square as the video reader takes it (crop, then scale to <see cref="Size"/>).</summary>
    public CropBox Box => new(X, Y, Side, Side);

    /// <summary>
    /// Chooses the square: the whole picture where it is square already and the face fills enough of it, else a square of about two face
    /// heights that holds the head in every frame, kept inside the picture where it fits.
    /// </summary>
    /// <param name="track">The tracked clip, source pixels.</param>
    /// <param name="size">Side of the work picture in pixels.</param>
    public static PortraitCrop Choose(ClipTrack track, int size = 256)
    {
        ArgumentNullException.ThrowIfNull(track);
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        float left = float.MaxValue, right = float.MinValue, top = float.MaxValue, bottom = float.MinValue;
        var heights = new List<float>();
        foreach (var frame in track.Frames.Where(frame => frame.Found))
        {
            var upper = frame.Landmarks.Min(point => point.Y);
            var lower = frame.Landmarks.Max(point => point.Y);
            heights.Add(lower - upper);
            top = Math.Min(top, upper);
            bottom = Math.Max(bottom, lower);
            left = Math.Min(left, frame.Landmarks.Min(point => point.X));
            right = Math.Max(right, frame.Landmarks.Max(point => point.X));
        }
        if (heights.Count == 0) throw new FaceNotFoundException("No frame of the clip shows a face, so there is nothing to crop to.");
        heights.Sort();
        var face = heights[heights.Count / 2];
        if (track.Width == track.Height && face >= WholeFrom * track.Height) return new PortraitCrop(0, 0, track.Width, size);

        // Head and shoulders, but never less than the face's whole path; beyond the picture's shorter side only where that path demands it.
        var path = 1.15f * Math.Max(right - left, bottom - top);
        var side = Math.Max(Math.Min(SideInFaces * face, Math.Min(track.Width, track.Height)), path);
        var whole = Math.Max(1, (int)MathF.Round(side));
        var x = (int)MathF.Round((left + right) / 2 - whole / 2f);
        var y = (int)MathF.Round((top + bottom) / 2 - CentreBelowTop * whole);
        if (whole <= track.Width) x = Math.Clamp(x, 0, track.Width - whole);
        if (whole <= track.Height) y = Math.Clamp(y, 0, track.Height - whole);
        return new PortraitCrop(x, y, whole, size);
    }

    /// <summary>Maps a landmark from source pixels to work-picture pixels (z scales along).</summary>
    public Vector3 Map(Vector3 point)
    {
        var scale = (float)Size / Side;
        return new Vector3((point.X - X) * scale, (point.Y - Y) * scale, point.Z * scale);
    }
}
