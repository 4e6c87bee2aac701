using System.Collections.ObjectModel;
using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Learning.TFLite;

/// <summary>
/// A network read from a TFLite file and run with torch operators. It is differentiable, runs on any torch device and at any batch size.
/// </summary>
/// <remarks>
/// Covers the operators of the MediaPipe face and portrait networks: 19 built-in kinds and the attention mesh's custom ones; half-precision
/// weights are widened once, at load. Activations live in channels-first order inside; only inputs and outputs are in the file's order.
/// <para><see cref="Run"/> may be called by several threads at once. These networks are tiny: one thread each
/// (<c>torch.set_num_threads(1)</c>) and frames in parallel is the fast way.</para>
/// </remarks>
public sealed class TFLiteNetwork : IDisposable
{
    private readonly TFLiteProgram _program;

    private TFLiteNetwork(TFLiteProgram program, TFLiteFile file)
    {
        _program = program;
        Inputs = Describe(file, file.Inputs);
        Outputs = Describe(file, file.Outputs);
    }

    /// <summary>Inputs in the file's order.</summary>
    public IReadOnlyList<TFLiteTensor> Inputs { get; }

    /// <summary>Outputs in the file's order, which is also the order of <see cref="Run"/>'s result.</summary>
    public IReadOnlyList<TFLiteTensor> Outputs { get; }

    /// <summary>Reads a network.</summary>
    /// <param name="path">A <c>.tflite</c> file.</param>
    /// <param name="device">Where the weights live and the network runs; null for the CPU.</param>
    /// <exception cref="WeightsFileException">The file is missing, damaged, or uses an operator that is not supported (the message names it).</exception>
    public static TFLiteNetwork Read(string path, Device? device = null)
    {
        byte[] data;
        try
        {
            data = File.ReadAllBytes(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new WeightsFileException($"The network '{path}' cannot be read: {error.Message}", error);
        }
        return Read(data, Path.GetFileName(path), device);
    }

    internal static TFLiteNetwork Read(byte[] data, string name, Device? device = null)
    {
        var file = TFLiteFile.Parse(data, name);
        return new TFLiteNetwork(TFLiteProgram.Compile(file, device ?? CPU), file);
    }

    /// <summary>Runs the network on one input.</summary>
    /// <param name="input">float32 in the file's order, for pictures <c>[B, H, W, C]</c>, on the network's device.</param>
    /// <returns>One tensor an output, in the file's order and layout, owned by the caller's dispose scope.</returns>
    /// <exception cref="ArgumentException">The network has more than one input, or the rank differs from the file's.</exception>
    public Tensor[] Run(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (Inputs.Count != 1) throw new ArgumentException($"The network has {Inputs.Count} inputs.", nameof(input));
        if (input.shape.Length != Inputs[0].Shape.Count)
            throw new ArgumentException($"The input has {input.shape.Length} dimensions, the network expects {Inputs[0].Shape.Count}.", nameof(input));

        using var scope = NewDisposeScope();
        var outputs = _program.Run(input);
        foreach (var output in outputs) output.MoveToOuterDisposeScope();
        return outputs;
    }

    /// <summary>Releases the weights.</summary>
    public void Dispose() => _program.Dispose();

    private static ReadOnlyCollection<TFLiteTensor> Describe(TFLiteFile file, int[] indices)
        => Array.AsReadOnly(Array.ConvertAll(indices, index =>
            new TFLiteTensor(file.Values[index].Name, Array.ConvertAll(file.Values[index].Shape, size => (long)size))));
}
