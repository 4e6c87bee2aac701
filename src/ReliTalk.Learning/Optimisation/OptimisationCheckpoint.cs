using System.Globalization;
using ReliTalk.Learning.WeightFiles;
using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Learning.Optimisation;

/// <summary>
/// A training's whole state as a safetensors file: the parts' states, both moments of the optimiser, the number of steps. The random state
/// is the seed and the step, see <see cref="TrainingStep.Random"/>.
/// </summary>
internal static class OptimisationCheckpoint
{
    private const string Format = "relitalk-training/1";
    private const string FirstMoment = "optimiser/first_moment", SecondMoment = "optimiser/second_moment";

    public static void Write(string path, string stage, IReadOnlyList<TrainedPart> parts, FlatAdam adam, int steps, OptimisationOptions options)
    {
        var tensors = States(parts);
        tensors.Add(FirstMoment, adam.FirstMoment);
        tensors.Add(SecondMoment, adam.SecondMoment);
        SafeTensorsFile.Write(path, tensors, new Dictionary<string, string>
        {
            ["format"] = Format,
            ["stage"] = stage,
            ["steps"] = steps.ToString(CultureInfo.InvariantCulture),
            ["updates"] = adam.Updates.ToString(CultureInfo.InvariantCulture),
            ["seed"] = options.Seed.ToString(CultureInfo.InvariantCulture),
        });
    }

    /// <summary>Puts a checkpoint's state into the parts and the optimiser; returns the steps done. Nothing is changed unless everything fits.</summary>
    public static int Restore(string path, string stage, IReadOnlyList<TrainedPart> parts, FlatAdam adam)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        using var file = SafeTensorsFile.Open(path);
        WeightsFileException Misfit(string what)
            => new($"The checkpoint '{path}' does not belong to this training: {what}. Delete it to start anew, or choose another file.");

        if (file.Metadata.GetValueOrDefault("format") != Format) throw Misfit("it is not a training checkpoint of this version");
        if (file.Metadata.GetValueOrDefault("stage") is var saved && saved != stage) throw Misfit($"it is of the stage '{saved}', not '{stage}'");
        if (!int.TryParse(file.Metadata.GetValueOrDefault("steps"), NumberStyles.None, CultureInfo.InvariantCulture, out var steps)
            || !int.TryParse(file.Metadata.GetValueOrDefault("updates"), NumberStyles.None, CultureInfo.InvariantCulture, out var updates))
            throw Misfit("it does not say how many steps are done");

        var targets = States(parts);
        targets.Add(FirstMoment, adam.FirstMoment);
        targets.Add(SecondMoment, adam.SecondMoment);
        foreach (var (name, target) in targets)
        {
            if (!file.Contains(name)) throw Misfit($"it has no '{name}'");
            if (!file.Shape(name).SequenceEqual(target.shape) || file.Type(name) != target.dtype) throw Misfit($"'{name}' has another shape or type");
        }
        if (file.Names.Count != targets.Count) throw Misfit("it has tensors that this training does not have");
        foreach (var (name, target) in targets) target.copy_(file.Read(name, target.device));
        adam.Updates = updates;
        return steps;
    }

    private static Dictionary<string, Tensor> States(IReadOnlyList<TrainedPart> parts)
    {
        var states = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        foreach (var part in parts)
            foreach (var (key, tensor) in part.State()) states.Add($"parts/{part.Name}/{key}", tensor);
        return states;
    }
}
