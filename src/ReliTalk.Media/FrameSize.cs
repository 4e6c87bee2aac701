namespace ReliTalk.Media;

/// <summary>Size of a picture in pixels.</summary>
/// <param name="Width">Columns, at least 1.</param>
/// <param name="Height">Rows, at least 1.</param>
public readonly record struct FrameSize(int Width, int Height)
{
    /// <summary>"640x360".</summary>
    public override string ToString() => $"{Width}x{Height}";
}
