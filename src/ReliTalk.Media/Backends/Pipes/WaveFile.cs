using System.Buffers.Binary;

namespace ReliTalk.Media.Backends.Pipes;

/// <summary>RIFF WAVE with mono 16-bit PCM (IBM and Microsoft, Multimedia Programming Interface, 1991).</summary>
internal static class WaveFile
{
    private const int HeaderBytes = 44;

    public static void Write(Stream destination, ReadOnlySpan<float> samples, int sampleRate)
    {
        Span<byte> header = stackalloc byte[HeaderBytes];
        var dataBytes = checked((uint)(samples.Length * 2L));
        "RIFF"u8.CopyTo(header);
        BinaryPrimitives.WriteUInt32LittleEndian(header[4..], checked(dataBytes + HeaderBytes - 8));
        "WAVEfmt "u8.CopyTo(header[8..]);
        BinaryPrimitives.WriteUInt32LittleEndian(header[16..], 16);
        BinaryPrimitives.WriteUInt16LittleEndian(header[20..], 1);
        BinaryPrimitives.WriteUInt16LittleEndian(header[22..], 1);
        BinaryPrimitives.WriteUInt32LittleEndian(header[24..], (uint)sampleRate);
        BinaryPrimitives.WriteUInt32LittleEndian(header[28..], (uint)sampleRate * 2);
        BinaryPrimitives.WriteUInt16LittleEndian(header[32..], 2);
        BinaryPrimitives.WriteUInt16LittleEndian(header[34..], 16);
        "data"u8.CopyTo(header[36..]);
        BinaryPrimitives.WriteUInt32LittleEndian(header[40..], dataBytes);
        destination.Write(header);

        var block = new byte[Math.Min(samples.Length, 16384) * 2];
        while (!samples.IsEmpty)
        {
            var count = Math.Min(samples.Length, block.Length / 2);
            for (var i = 0; i < count; i++) BinaryPrimitives.WriteInt16LittleEndian(block.AsSpan(i * 2), ToPcm16(samples[i]));
            destination.Write(block.AsSpan(0, count * 2));
            samples = samples[count..];
        }
    }

    private static short ToPcm16(float sample)
        => float.IsFinite(sample) ? (short)Math.Clamp(MathF.Round(sample * 32768f), short.MinValue, short.MaxValue) : (short)0;
}
