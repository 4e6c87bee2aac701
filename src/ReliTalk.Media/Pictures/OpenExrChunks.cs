using System.Buffers.Binary;
using System.Text;

namespace ReliTalk.Media;

/// <summary>
/// Finds out whether an OpenEXR file of scan lines ends where its table of offsets says (OpenEXR file layout). Files of tiles or of several parts are not judged.
/// </summary>
internal static class OpenExrChunks
{
    private const int SinglePartOfScanLines = 2;
    private const int LongNames = 0x400;
    private const int LongestText = 255;

    /// <summary>Scan lines in a chunk by the number of the compression: none, RLE, ZIPS, ZIP, PIZ, PXR24, B44, B44A, DWAA, DWAB.</summary>
    private static ReadOnlySpan<int> LinesInChunk => [1, 1, 1, 16, 32, 16, 32, 32, 32, 256];

    /// <exception cref="MediaException">The file ends before its last chunk does.</exception>
    public static void RequireComplete(string path)
    {
        try
        {
            using var reader = new BinaryReader(File.OpenRead(path), Encoding.ASCII);
            reader.ReadUInt32();
            if ((reader.ReadInt32() & ~LongNames) != SinglePartOfScanLines) return;
            var (height, lines) = ReadHeader(reader);
            if (height <= 0 || lines <= 0) return;
            var table = new long[(height + lines - 1) / lines];
            for (var i = 0; i < table.Length; i++) table[i] = reader.ReadInt64();
            foreach (var offset in table)
            {
                reader.BaseStream.Position = checked(offset + sizeof(int));
                var size = reader.ReadInt32();
                if (size < 0 || reader.BaseStream.Position + size > reader.BaseStream.Length) throw Cut(path);
            }
        }
        catch (Exception error) when (error is EndOfStreamException or OverflowException or ArgumentOutOfRangeException)
        {
            throw Cut(path);
        }
    }

    private static (int Height, int Lines) ReadHeader(BinaryReader reader)
    {
        var (height, lines) = (0, 0);
        while (ReadText(reader) is { Length: > 0 } name)
        {
            ReadText(reader);
            var value = reader.ReadBytes(Math.Max(0, reader.ReadInt32()));
            if (name == "dataWindow" && value.Length == 16)
                height = BinaryPrimitives.ReadInt32LittleEndian(value.AsSpan(12)) - BinaryPrimitives.ReadInt32LittleEndian(value.AsSpan(4)) + 1;
            if (name == "compression" && value.Length == 1 && value[0] < LinesInChunk.Length) lines = LinesInChunk[value[0]];
        }
        return (height, lines);
    }

    private static string ReadText(BinaryReader reader)
    {
        var text = new StringBuilder();
        for (var letter = reader.ReadByte(); letter != 0; letter = reader.ReadByte())
        {
            if (text.Length == LongestText) throw new EndOfStreamException();
            text.Append((char)letter);
        }
        return text.ToString();
    }

    private static MediaException Cut(string path) => new($"'{path}' ends before its picture does: the file is truncated. Export or download it again.");
}
