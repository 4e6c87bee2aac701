using TorchSharp.Native;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Steps down the gradient, with momentum where asked for.</summary>
public sealed class SGD : OptimizerHelper
{
    private readonly Options _defaults;
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
        _defaults = new() { LearningRate = lr, momentum = momentum, dampening = dampening, weight_decay = weight_decay, nesterov = nesterov, maximize = maximize };
        foreach (ParamGroup g in parameters) add_param_group(g);
    }

    /// <summary>How much of the last step stays, in every group.</summary>
    public double Momentum
    {
        get => Groups.OfType<ParamGroup>().Select(g => g.Momentum).FirstOrDefault();
        set
        {
            foreach (ParamGroup g in Groups.OfType<ParamGroup>()) g.Momentum = value;
        }
    }

    private protected override double DefaultRate => _defaults.LearningRate ?? 0;

    /// <inheritdoc/>
    public override void add_param_group(Modules.ParamGroup param_group)
    {
        if (param_group is not ParamGroup { Options: var o })
            throw new ArgumentException($"The groups of this optimiser are of type {nameof(SGD)}.{nameof(ParamGroup)}.", nameof(param_group));
        o.momentum ??= _defaults.momentum;
        o.dampening ??= _defaults.dampening;
        o.weight_decay ??= _defaults.weight_decay;
        o.nesterov ??= _defaults.nesterov;
        o.maximize ??= _defaults.maximize;
        base.add_param_group(param_group);
    }

    /// <inheritdoc/>
    public override Tensor? step(Func<Tensor>? closure = null)
    {
        Tensor? loss = Evaluate(closure);
        using IDisposable none = no_grad();
        using DisposeScope scope = NewDisposeScope();
        foreach (ParamGroup group in Groups.Cast<ParamGroup>())
        {
            (Parameter[] parameters, Tensor[] gradients) = WithGradients(group);
            if (parameters.Length == 0) continue;
            Options o = group.Options;
            if (o.maximize ?? false) gradients = Call.List(Ops.u_foreach_neg, gradients);
            if (o.weight_decay is { } decay and not 0) gradients = Call.List(Ops.u_foreach_add_List, gradients, parameters, decay);
            if (o.momentum is { } momentum and not 0) gradients = [.. parameters.Select((p, i) => WithMomentum(p, gradients[i], momentum, o))];
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

    private Tensor WithMomentum(Parameter parameter, Tensor gradient, double share, Options o)
    {
        if (_momenta.TryGetValue(parameter, out Tensor? momentum)) momentum.mul_(share).add_(gradient, 1 - (o.dampening ?? 0));
        else _momenta[parameter] = momentum = gradient.clone().DetachFromDisposeScope();
        return o.nesterov ?? false ? gradient.add(momentum, share) : momentum;
    }

    /// <summary>The settings of a group.</summary>
    public sealed class Options : OptimizerOptions
    {
        /// <summary>How much of the last step stays.</summary>
        public double? momentum;

        /// <summary>How much of the gradient is left out of the momentum.</summary>
        public double? dampening;

        /// <summary>The pull towards zero.</summary>
        public double? weight_decay;

        /// <summary>Looks ahead.</summary>
        public bool? nesterov;

        /// <summary>Climbs instead.</summary>
        public bool? maximize;
    }

    /// <summary>Parameters with settings of their own.</summary>
    public sealed class ParamGroup : ParamGroup<Options>
    {
        /// <summary>An empty group with the optimiser's settings.</summary>
        public ParamGroup()
        {
        }

        /// <summary>A group.</summary>
        /// <param name="parameters">The parameters.</param>
        /// <param name="options">The settings; those that are null are the optimiser's.</param>
        public ParamGroup(IEnumerable<Parameter> parameters, Options options) : base(parameters, options)
        {
        }

        /// <summary>A group.</summary>
        /// <param name="parameters">The parameters.</param>
        /// <param name="lr">The learning rate.</param>
        /// <param name="momentum">How much of the last step stays.</param>
        /// <param name="dampening">How much of the gradient is left out of the momentum.</param>
        /// <param name="weight_decay">The pull towards zero.</param>
        /// <param name="nesterov">Looks ahead.</param>
        /// <param name="maximize">Climbs instead.</param>
        public ParamGroup(
            IEnumerable<Parameter> parameters, double lr = 0.001, double momentum = 0, double dampening = 0, double weight_decay = 0, bool nesterov = false, bool maximize = false)
            : base(parameters, new() { LearningRate = lr, momentum = momentum, dampening = dampening, weight_decay = weight_decay, nesterov = nesterov, maximize = maximize })
        {
        }

        /// <summary>How much of the last step stays.</summary>
        public double Momentum
        {
            get => Options.momentum ?? 0;
            set => Options.momentum = value;
        }
    }
}
