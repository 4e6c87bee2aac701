using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What optimisers share.</summary>
public abstract class OptimizerHelper : optim.Optimizer
{
    private protected readonly Dictionary<Parameter, int> Numbers = new(ReferenceEqualityComparer.Instance);

    /// <inheritdoc/>
    public override void add_param_group(ParamGroup param_group)
    {
        param_group.Parameters = [.. param_group.Parameters];
        foreach (Parameter p in param_group.Parameters)
        {
            if (!Numbers.TryAdd(p, Numbers.Count)) throw new ArgumentException("A parameter is in two groups.", nameof(param_group));
        }
        if (param_group.Options.LearningRate is null) param_group.Options.LearningRate = DefaultRate;
        param_group.Options.InitialLearningRate = param_group.LearningRate;
        base.add_param_group(param_group);
    }

    private protected abstract double DefaultRate { get; }

    private protected static Tensor? Evaluate(Func<Tensor>? closure)
    {
        if (closure is null) return null;
        using IDisposable on = enable_grad();
        return closure();
    }

    // The parameters of a group that have gradients, and these.
    private protected static (Parameter[] Parameters, Tensor[] Gradients) WithGradients(ParamGroup group)
    {
        var parameters = new List<Parameter>();
        var gradients = new List<Tensor>();
        foreach (Parameter p in group.Parameters)
        {
            if (p.grad is not { } g) continue;
            parameters.Add(p);
            gradients.Add(g);
        }
        return ([.. parameters], [.. gradients]);
    }
}
