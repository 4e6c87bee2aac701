using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Storage;

/// <summary>Runs of bytes of different lengths as tensors: parts of up to half a gigabyte, each with its bytes and where each of its runs ends.</summary>
internal static class BlobTensors
{
    private const long PartLength = 1 << 29;

    /// <summary>New tensors, owned by the caller.</summary>
    public static Dictionary<string, Tensor> Join(byte[][] blobs)
    {
        var tensors = new Dictionary<string, Tensor>();
        for (int first = 0, part = 0; first < blobs.Length; part++)
        {
            var ends = new List<long>();
            long total = 0;
            while (first + ends.Count < blobs.Length && (ends.Count == 0 || total + blobs[first + ends.Count].Length <= PartLength))
                ends.Add(total += blobs[first + ends.Count].Length);
            var all = new byte[total];
            for (var k = 0; k < ends.Count; k++) blobs[first + k].CopyTo(all, (int)ends[k] - blobs[first + k].Length);
            tensors[Bytes(part)] = tensor(all);
            tensors[Ends(part)] = tensor(ends.ToArray());
            first += ends.Count;
        }
        return tensors;
    }

    /// <summary>The runs; the tensors stay the caller's.</summary>
    /// <exception cref="WeightsFileException">The tensors contradict each other.</exception>
    public static ReadOnlyMemory<byte>[] Split(IReadOnlyDictionary<string, Tensor> tensors)
    {
        var blobs = new List<ReadOnlyMemory<byte>>();
        for (var part = 0; part == 0 || tensors.ContainsKey(Bytes(part)); part++)
        {
            var all = tensors[Bytes(part)].data<byte>().ToArray();
            long begin = 0;
            foreach (var end in tensors[Ends(part)].data<long>().ToArray())
            {
                if (begin > end || end > all.Length) throw new WeightsFileException("The portrait's pictures are damaged. Train it again.");
                blobs.Add(all.AsMemory((int)begin, (int)(end - begin)));
                begin = end;
            }
        }
        return [.. blobs];
    }

    private static string Bytes(int part) => $"{part}/bytes";

    private static string Ends(int part) => $"{part}/ends";
}
