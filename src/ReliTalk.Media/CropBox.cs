namespace ReliTalk.Media;

/// <summary>A rectangle of pixels. It may reach outside the picture: the picture's edge is then repeated.</summary>
/// <param name="X">Left column, may be negative.</param>
/// <param name="Y">Top row, may be negative.</param>
/// <param name="Width">Columns, at least 1.</param>
/// <param name="Height">Rows, at least 1.</param>
public readonly record struct CropBox(int X, int Y, int Width, int Height);
