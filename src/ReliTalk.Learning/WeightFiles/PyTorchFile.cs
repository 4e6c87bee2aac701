using ReliTalk.Learning.WeightFiles.Pickle;
using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Learning.WeightFiles;

/// <summary>
/// Reads the tensors of a PyTorch file (<c>.pth</c>, <c>.pt</c>, the ZIP format since PyTorch 1.6) as data. Its pickle is followed only as
/// far as it names tensors; it cannot call anything.
/// </summary>
public static class PyTorchFile
{
    private const long LargestTotal = 1L << 33;

    /// <summary>Reads all tensors of a saved dictionary.</summary>
    /// <param name="path">A file made by <c>torch.save</c> of a state dictionary, or of dictionaries around one.</param>
    /// <returns>Tensors by name, nested names joined by dots, owned by the caller's scope.</returns>
    /// <exception cref="WeightsFileException">The file is missing, damaged, of the old format, or asks for more than tensors; the message names the opcode.</exception>
    public static IReadOnlyDictionary<string, Tensor> Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            return Read(File.ReadAllBytes(path), path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new WeightsFileException($"The file '{path}' cannot be read: {error.Message}", error);
        }
    }

    internal static Dictionary<string, Tensor> Read(byte[] data, string name)
    {
        WeightsFileException Damaged(string what) => new($"'{name}' is not a usable PyTorch file: {what}.");
        var members = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var (member, content) in ZipMembers.Read(data, _ => true, LargestTotal, Damaged)) members[member] = content;
        var program = members.Keys.FirstOrDefault(member => member.EndsWith("/data.pkl", StringComparison.Ordinal));
        if (program is null) throw Damaged("it has no 'data.pkl' (files of PyTorch before 1.6 must be saved again by a newer one)");
        var folder = program[..^"data.pkl".Length];
        if (members.TryGetValue(folder + "byteorder", out var order) && !order.AsSpan().SequenceEqual("little"u8)) throw Damaged("its numbers are big-endian");

        return PickledArrays.Flatten(PickleReader.Read(members[program], Damaged),
            (key, tensor) => members.TryGetValue($"{folder}data/{key}", out var bytes) ? bytes : throw Damaged($"the numbers of '{tensor}' are missing"),
            Damaged);
    }
}
