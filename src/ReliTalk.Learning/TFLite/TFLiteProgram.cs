using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Learning.TFLite;

/// <summary>
/// A TFLite graph turned into a straight list of torch calls. Values of rank 4 are seen as [batch, channels, height, width] but stay in the
/// file's order in memory (torch's "channels last", the faster one here), all others are as in the file. A value is released right after its last use, so that the allocator hands the same warm pages to the next layer.
/// </summary>
internal sealed class TFLiteProgram : IDisposable
{
    private readonly List<Step> _steps = [];
    private readonly List<Tensor> _owned = [];
    private readonly TFLiteFile _file;
    private readonly Device _device;

    private TFLiteProgram(TFLiteFile file, Device device)
    {
        _file = file;
        _device = device;
    }

    private sealed record Step(Func<Tensor[], Tensor> Compute, int Output, int[] LastUses);

    public static TFLiteProgram Compile(TFLiteFile file, Device device)
    {
        var program = new TFLiteProgram(file, device);
        try
        {
            program.Build();
            return program;
        }
        catch
        {
            program.Dispose();
            throw;
        }
    }

    public Tensor[] Run(Tensor input)
    {
        var values = new Tensor[_file.Values.Length];
        values[_file.Inputs[0]] = IsPicture(_file.Inputs[0]) ? input.permute(0, 3, 1, 2) : input.alias();
        foreach (var step in _steps)
        {
            values[step.Output] = step.Compute(values);
            foreach (var dead in step.LastUses) values[dead].Dispose();
        }
        return Array.ConvertAll(_file.Outputs, output =>
            IsPicture(output) ? values[output].permute(0, 2, 3, 1).contiguous() : values[output].alias());
    }

    public void Dispose()
    {
        foreach (var tensor in _owned) tensor.Dispose();
        _owned.Clear();
    }

    private void Build()
    {
        const int dequantize = 6;
        using var scope = NewDisposeScope();
        var folded = new int[_file.Values.Length];
        for (var i = 0; i < folded.Length; i++) folded[i] = i;
        var operations = new List<TFLiteFile.Operation>();
        foreach (var operation in _file.Operations)
        {
            if (operation.Kind == dequantize)
            {
                var source = operation.Inputs.Length == 1 ? folded[operation.Inputs[0]] : -1;
                if (source < 0 || !_file.Values[source].IsConstant) throw _file.Damaged("it widens a value that is not a constant");
                folded[operation.Outputs[0]] = source;
                continue;
            }
            operations.Add(operation with { Inputs = Array.ConvertAll(operation.Inputs, input => input < 0 ? -1 : folded[input]) });
        }

        var lastUse = new int[_file.Values.Length];
        Array.Fill(lastUse, -1);
        for (var i = 0; i < operations.Count; i++)
            foreach (var input in operations[i].Inputs)
                if (input >= 0) lastUse[input] = i;
        foreach (var output in _file.Outputs) lastUse[output] = int.MaxValue;

        for (var i = 0; i < operations.Count; i++)
        {
            var dead = operations[i].Inputs.Where(input => input >= 0 && lastUse[input] == i && !_file.Values[input].IsConstant).Distinct().ToArray();
            var context = new TFLiteOperation(_file, operations[i], Keep, _device);
            _steps.Add(new Step(TFLiteOperators.Compile(context), operations[i].Outputs[0], dead));
        }
    }

    private Tensor Keep(Tensor tensor)
    {
        var kept = tensor.to(_device).DetachFromDisposeScope();
        _owned.Add(kept);
        return kept;
    }

    private bool IsPicture(int value) => _file.Values[value].Shape.Length == 4;
}
