namespace ReliTalk.Rendering.Areas;

/// <summary>Which pixels of M^d are redrawn.</summary>
public enum HoleShape
{
    /// <summary>The whole square, as in the paper: collar and background near the mouth are redrawn too. For measuring.</summary>
    Box,

    /// <summary>
    /// Only where the square meets the face, that of the frame behind or the driven one, and a rim: collar, hair and background keep the frame's own pixels and so stay still.
    /// </summary>
    Face,
}
