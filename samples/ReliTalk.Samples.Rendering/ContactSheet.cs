using ReliTalk.Media;

namespace ReliTalk.Samples.Rendering;

/// <summary>Rows of enlarged crops for the eye.</summary>
internal static class ContactSheet
{
    /// <summary>Writes one row a method and one column a frame; the box of each frame, enlarged by whole factors.</summary>
    public static async Task WriteAsync(string path, IReadOnlyList<IReadOnlyList<byte[]>> rows, IReadOnlyList<Box> boxes, int size, int zoom, CancellationToken cancellationToken)
    {
        var side = boxes[0].Side;
        var cell = side * zoom + 4;
        var sheet = new Frame(cell * boxes.Count, cell * rows.Count);
        for (var r = 0; r < rows.Count; r++)
            for (var c = 0; c < boxes.Count; c++)
                for (var y = 0; y < side * zoom; y++)
                    for (var x = 0; x < side * zoom; x++)
                    {
                        var from = 3 * ((boxes[c].Y + y / zoom) * size + boxes[c].X + x / zoom);
                        var to = 3 * ((r * cell + y) * sheet.Width + c * cell + x);
                        rows[r][c].AsSpan(from, 3).CopyTo(sheet.Pixels.AsSpan(to));
                    }
        await ImageFile.WriteAsync(path, sheet, cancellationToken: cancellationToken);
    }
}
