using TorchSharp.Native;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Steps down the gradient, with momentum where asked for.</summary>
public sealed class SGD : OptimizerHelper
{
    private readonly double _rate;
    private readonly double _dampening;
    private readonly double _decay;
    private readonly bool _nesterov;
    private readonly bool _maximize;
    private readonly Dictionary<Parameter, Tensor> _momenta = new(ReferenceEqualityComparer.Instance);

    /// <summary>An optimiser for one group.</summary>
    /// <param name="parameters">What is learned.</param>
    /// <param name="lr">The learning rate.</param>
    /// <param name="momentum">How much of the last step stays.</param>
    /// <param name="dampening">How much of the gradient is left out of the momentum.</param>
    /// <param name="weight_decay">The pull towards zero.</param>
    /// <param name="nesterov">Looks ahead (Nesterov 1983).</param>
    /// <param name="maximize">Climbs instead.</param>
    public SGD(IEnumerable<Parameter> parameters, double lr, double momentum = 0, double dampening = 0, double weight_decay = 0, bool nesterov = false, bool maximize = false)
        : this([new ParamGroup { Parameters = parameters }], lr, momentum, dampening, weight_decay, nesterov, maximize)
    {
    }

    /// <summary>An optimiser for several groups.</summary>
    /// <param name="parameters">The groups.</param>
    /// <param name="lr">The learning rate of groups without one.</param>
    /// <param name="momentum">How much of the last step stays.</param>
    /// <param name="dampening">How much of the gradient is left out of the momentum.</param>
    /// <param name="weight_decay">The pull towards zero.</param>
    /// <param name="nesterov">Looks ahead (Nesterov 1983).</param>
    /// <param name="maximize">Climbs instead.</param>
    public SGD(IEnumerable<ParamGroup> parameters, double lr, double momentum = 0, double dampening = 0, double weight_decay = 0, bool nesterov = false, bool maximize = false)
    {
        _rate = lr;
        Momentum = momentum;
        _dampening = dampening;
        _decay = weight_decay;
        _nesterov = nesterov;
        _maximize = maximize;
        foreach (ParamGroup g in parameters) add_param_group(g);
    }

    /// <summary>How much of the last step stays.</summary>
    public double Momentum { get; set; }

    private protected override double DefaultRate => _rate;

    /// <inheritdoc/>
    public override Tensor? step(Func<Tensor>? closure = null)
    {
        Tensor? loss = Evaluate(closure);
        using IDisposable none = no_grad();
        using DisposeScope scope = NewDisposeScope();
        foreach (ParamGroup group in Groups)
        {
            (Parameter[] parameters, Tensor[] gradients) = WithGradients(group);
            if (parameters.Length == 0) continue;
            if (_maximize) gradients = Call.List(Ops.u_foreach_neg, gradients);
            if (_decay != 0) gradients = Call.List(Ops.u_foreach_add_List, gradients, parameters, _decay);
            if (Momentum != 0) gradients = [.. parameters.Select((p, i) => WithMomentum(p, gradients[i]))];
            Call.Run(Ops.u_foreach_add__List, parameters, gradients, -group.LearningRate);
        }
        return loss;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (!disposing) return;
        foreach (Tensor t in _momenta.Values) t.Dispose();
        _momenta.Clear();
    }

    private Tensor WithMomentum(Parameter parameter, Tensor gradient)
    {
        if (_momenta.TryGetValue(parameter, out Tensor? momentum)) momentum.mul_(Momentum).add_(gradient, 1 - _dampening);
        else _momenta[parameter] = momentum = gradient.clone().DetachFromDisposeScope();
        return _nesterov ? gradient.add(momentum, Momentum) : momentum;
    }
}
