using System.Buffers.Binary;
using System.Text;

namespace ReliTalk.Audio.Features;

/// <summary>
/// Reads the phonetically tied acoustic model of CMU Sphinx (files <c>means</c>, <c>variances</c>, <c>sendump</c>, <c>transition_matrices</c>)
/// as data; sizes are checked before anything is allocated for them.
/// </summary>
internal static class SphinxModelReader
{
    internal const int Phones = 42;
    internal const int Streams = 3;
    internal const int Densities = 128;
    internal const int StreamSize = 13;
    internal const int StatesPerPhone = 3;
    internal const int Senones = Phones * StatesPerPhone;

    /// <summary>Means or variances: [phone][stream][density][dimension].</summary>
    internal static float[] ReadGaussians(string path)
    {
        var file = ReadAll(path);
        var at = SkipHeader(file, path);
        Expect(path, "codebooks", Next(file, ref at, path), Phones);
        Expect(path, "streams", Next(file, ref at, path), Streams);
        Expect(path, "densities", Next(file, ref at, path), Densities);
        for (var s = 0; s < Streams; s++) Expect(path, "stream length", Next(file, ref at, path), StreamSize);
        const int count = Phones * Streams * Densities * StreamSize;
        Expect(path, "values", Next(file, ref at, path), count);
        return Floats(file, at, count, path);
    }

    /// <summary>Log mixture weights of the context-independent senones: [senone][stream][density].</summary>
    internal static float[] ReadMixtureWeights(string path)
    {
        var file = ReadAll(path);
        var at = 0;
        for (var length = Next(file, ref at, path); length != 0; length = Next(file, ref at, path))
        {
            if (length < 0 || length > file.Length - at) throw Damaged(path, "a header string runs past the end of the file");
            at += length;
        }

        Expect(path, "rows", Next(file, ref at, path), Densities);
        var columns = Next(file, ref at, path);
        if (columns < Senones || file.Length - at != (long)Streams * Densities * columns)
            throw Damaged(path, $"{columns} columns do not fit the file's length");
        var weights = new float[Senones * Streams * Densities];
        var unit = 1024 * Math.Log(1.0001);
        for (var stream = 0; stream < Streams; stream++)
            for (var density = 0; density < Densities; density++)
            {
                var row = file.AsSpan(at + (stream * Densities + density) * columns, Senones);
                for (var senone = 0; senone < Senones; senone++)
                    weights[(senone * Streams + stream) * Densities + density] = (float)(-row[senone] * unit);
            }

        return weights;
    }

    /// <summary>Transition counts, not normalised: [phone][from state 0..2][to state 0..3], 3 being the exit.</summary>
    internal static float[] ReadTransitions(string path)
    {
        var file = ReadAll(path);
        var at = SkipHeader(file, path);
        Expect(path, "matrices", Next(file, ref at, path), Phones);
        Expect(path, "source states", Next(file, ref at, path), StatesPerPhone);
        Expect(path, "target states", Next(file, ref at, path), StatesPerPhone + 1);
        const int count = Phones * StatesPerPhone * (StatesPerPhone + 1);
        Expect(path, "values", Next(file, ref at, path), count);
        return Floats(file, at, count, path);
    }

    private static byte[] ReadAll(string path)
    {
        const long limit = 64L << 20;
        try
        {
            var info = new FileInfo(path);
            if (!info.Exists)
                throw new WeightsFileException($"The acoustic model file '{path}' is missing. Install Debian's pocketsphinx-en-us and run ./run.sh again.");
            if (info.Length > limit) throw Damaged(path, $"it is {info.Length} bytes long; at most {limit} are expected");
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new WeightsFileException($"The acoustic model file '{path}' cannot be read: {e.Message}", e);
        }
    }

    private static int SkipHeader(byte[] file, string path)
    {
        var end = file.AsSpan(0, Math.Min(file.Length, 4096)).IndexOf("endhdr\n"u8);
        if (end < 0 || !file.AsSpan().StartsWith("s3\n"u8)) throw Damaged(path, "it does not begin with an 's3' header");
        var at = end + 7;
        if (Next(file, ref at, path) != 0x11223344) throw Damaged(path, "its byte order mark is not little-endian");
        return at;
    }

    private static int Next(byte[] file, ref int at, string path)
    {
        if (file.Length - at < 4) throw Damaged(path, "it ends too early");
        var value = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(at));
        at += 4;
        return value;
    }

    private static float[] Floats(byte[] file, int at, int count, string path)
    {
        if (file.Length - at < (long)count * 4) throw Damaged(path, "it ends too early");
        var values = new float[count];
        for (var i = 0; i < count; i++)
        {
            values[i] = BinaryPrimitives.ReadSingleLittleEndian(file.AsSpan(at + i * 4));
            if (!float.IsFinite(values[i])) throw Damaged(path, $"value {i} is not a number");
        }

        return values;
    }

    private static void Expect(string path, string what, int found, int expected)
    {
        if (found != expected) throw Damaged(path, $"{found} {what} where the en-us model has {expected}");
    }

    private static WeightsFileException Damaged(string path, string why) =>
        new($"'{path}' is not a file of the pocketsphinx en-us acoustic model: {why}. Run ./run.sh again to fetch the pinned file.");
}
