using System.Buffers.Binary;

namespace ReliTalk.Media;

/// <summary>
/// Writes OpenEXR pictures without a library: one part, scan lines from the top, three channels of 32-bit floats, not compressed; file layout after
/// "The OpenEXR File Layout" of the OpenEXR project.
/// </summary>
internal static class OpenExrWriter
{
    private const int FloatPixels = 2;

    public static void Write(Stream stream, HdrImage image)
    {
        using var writer = new BinaryWriter(stream, System.Text.Encoding.ASCII, leaveOpen: true);
        long start = WriteHeader(writer, image.Width, image.Height);
        var lineBytes = 3 * sizeof(float) * image.Width;
        for (var y = 0; y < image.Height; y++) writer.Write(start + sizeof(long) * (long)image.Height + y * (long)(lineBytes + 8));
        var line = new byte[lineBytes];
        for (var y = 0; y < image.Height; y++)
        {
            // Channels in alphabetical order: all blue values of the line, then green, then red.
            for (var x = 0; x < image.Width; x++)
            for (var c = 0; c < 3; c++)
                BinaryPrimitives.WriteSingleLittleEndian(line.AsSpan(sizeof(float) * ((2 - c) * image.Width + x)), image.Pixels[3 * (y * image.Width + x) + c]);
            writer.Write(y);
            writer.Write(lineBytes);
            writer.Write(line);
        }
    }

    /// <returns>The header's length in bytes.</returns>
    private static int WriteHeader(BinaryWriter output, int width, int height)
    {
        using var header = new MemoryStream();
        using (var writer = new BinaryWriter(header, System.Text.Encoding.ASCII, leaveOpen: true))
        {
            writer.Write(20000630); // the magic number
            writer.Write(2); // the format's version
            Attribute(writer, "channels", "chlist", 3 * 18 + 1);
            foreach (var name in "BGR")
            {
                Text(writer, name.ToString());
                writer.Write(FloatPixels);
                writer.Write(0); // not perceptually linear, three bytes reserved
                writer.Write(1);
                writer.Write(1); // every column, every row
            }
            writer.Write((byte)0);
            Attribute(writer, "compression", "compression", 1);
            writer.Write((byte)0);
            foreach (var window in (ReadOnlySpan<string>)["dataWindow", "displayWindow"])
            {
                Attribute(writer, window, "box2i", 16);
                writer.Write(0);
                writer.Write(0);
                writer.Write(width - 1);
                writer.Write(height - 1);
            }
            Attribute(writer, "lineOrder", "lineOrder", 1);
            writer.Write((byte)0);
            Attribute(writer, "pixelAspectRatio", "float", 4);
            writer.Write(1f);
            Attribute(writer, "screenWindowCenter", "v2f", 8);
            writer.Write(0f);
            writer.Write(0f);
            Attribute(writer, "screenWindowWidth", "float", 4);
            writer.Write(1f);
            writer.Write((byte)0);
        }
        output.Write(header.ToArray());
        return (int)header.Length;
    }

    private static void Attribute(BinaryWriter writer, string name, string type, int size)
    {
        Text(writer, name);
        Text(writer, type);
        writer.Write(size);
    }

    private static void Text(BinaryWriter writer, string text)
    {
        writer.Write(text.AsSpan());
        writer.Write((byte)0);
    }
}
