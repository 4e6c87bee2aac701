using TorchSharp.Native;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Steps along the mean gradient over the root of its mean square (Kingma and Ba 2015; weight decay is added to the gradient).</summary>
public sealed class Adam : OptimizerHelper
{
    private readonly Options _defaults;
    private readonly List<State> _states = [];

    /// <summary>An optimiser for one group.</summary>
    /// <param name="parameters">What is learned.</param>
    /// <param name="lr">The learning rate.</param>
    /// <param name="beta1">How much of the mean gradient stays.</param>
    /// <param name="beta2">How much of the mean square stays.</param>
    /// <param name="eps">Added to the root.</param>
    /// <param name="weight_decay">The pull towards zero.</param>
    /// <param name="amsgrad">Divides by the largest mean square so far (Reddi et al. 2018).</param>
    /// <param name="maximize">Climbs instead.</param>
    public Adam(
        IEnumerable<Parameter> parameters, double lr = 0.001, double beta1 = 0.9, double beta2 = 0.999, double eps = 1E-08, double weight_decay = 0,
        bool amsgrad = false, bool maximize = false)
        : this([new ParamGroup { Parameters = parameters }], lr, beta1, beta2, eps, weight_decay, amsgrad, maximize)
    {
    }

    /// <summary>An optimiser for several groups.</summary>
    /// <param name="parameters">The groups.</param>
    /// <param name="lr">The learning rate of groups without one.</param>
    /// <param name="beta1">How much of the mean gradient stays.</param>
    /// <param name="beta2">How much of the mean square stays.</param>
    /// <param name="eps">Added to the root.</param>
    /// <param name="weight_decay">The pull towards zero.</param>
    /// <param name="amsgrad">Divides by the largest mean square so far (Reddi et al. 2018).</param>
    /// <param name="maximize">Climbs instead.</param>
    public Adam(
        IEnumerable<ParamGroup> parameters, double lr = 0.001, double beta1 = 0.9, double beta2 = 0.999, double eps = 1E-08, double weight_decay = 0,
        bool amsgrad = false, bool maximize = false)
    {
        _defaults = new() { LearningRate = lr, beta1 = beta1, beta2 = beta2, eps = eps, weight_decay = weight_decay, amsgrad = amsgrad, maximize = maximize };
        foreach (ParamGroup g in parameters) add_param_group(g);
    }

    /// <summary>How much of the mean gradient and of the mean square stays, in every group.</summary>
    public (double, double) Betas
    {
        get => Groups.OfType<ParamGroup>().Select(g => g.Betas).FirstOrDefault();
        set
        {
            foreach (ParamGroup g in Groups.OfType<ParamGroup>()) g.Betas = value;
        }
    }

    private protected override double DefaultRate => _defaults.LearningRate ?? 0;

    /// <inheritdoc/>
    public override void add_param_group(Modules.ParamGroup param_group)
    {
        if (param_group is not ParamGroup { Options: var o })
            throw new ArgumentException($"The groups of this optimiser are of type {nameof(Adam)}.{nameof(ParamGroup)}.", nameof(param_group));
        o.beta1 ??= _defaults.beta1;
        o.beta2 ??= _defaults.beta2;
        o.eps ??= _defaults.eps;
        o.weight_decay ??= _defaults.weight_decay;
        o.amsgrad ??= _defaults.amsgrad;
        o.maximize ??= _defaults.maximize;
        base.add_param_group(param_group);
        while (_states.Count < Numbers.Count) _states.Add(new State());
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
            State[] states = [.. parameters.Select(p => _states[Numbers[p]])];
            foreach (IGrouping<long, int> equal in Enumerable.Range(0, parameters.Length).GroupBy(i => states[i].step))
            {
                int[] at = [.. equal];
                Update([.. at.Select(i => parameters[i])], [.. at.Select(i => gradients[i])], [.. at.Select(i => states[i])], group);
            }
        }
        return loss;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (!disposing) return;
        foreach (State s in _states) s.Dispose();
        _states.Clear();
    }

    // All tensors of the group go through each operation in one call.
    private static void Update(Tensor[] parameters, Tensor[] gradients, State[] states, ParamGroup group)
    {
        Options o = group.Options;
        double rate = group.LearningRate, decay = o.weight_decay ?? 0, beta1 = o.beta1 ?? 0, beta2 = o.beta2 ?? 0;
        bool amsgrad = o.amsgrad ?? false;
        for (int i = 0; i < states.Length; i++) states[i].Prepare(parameters[i], amsgrad);
        if (o.maximize ?? false) gradients = Call.List(Ops.u_foreach_neg, gradients);
        if (decay != 0) gradients = Call.List(Ops.u_foreach_add_List, gradients, parameters, decay);
        Tensor[] mean = [.. states.Select(s => s.exp_avg!)];
        Tensor[] square = [.. states.Select(s => s.exp_avg_sq!)];
        Call.Run(Ops.u_foreach_mul__Scalar, mean, beta1);
        Call.Run(Ops.u_foreach_add__List, mean, gradients, 1 - beta1);
        Call.Run(Ops.u_foreach_mul__Scalar, square, beta2);
        Call.Run(Ops.u_foreach_addcmul__Scalar, square, gradients, gradients, 1 - beta2);
        long step = ++states[0].step;
        foreach (State s in states) s.step = step;
        double correction1 = 1 - Math.Pow(beta1, step), correction2 = Math.Sqrt(1 - Math.Pow(beta2, step));
        Tensor[] under = square;
        if (amsgrad)
        {
            under = [.. states.Select(s => s.max_exp_avg_sq!)];
            for (int i = 0; i < under.Length; i++)
            {
                using Tensor larger = under[i].maximum(square[i]);
                under[i].copy_(larger);
            }
        }
        Tensor[] root = Call.List(Ops.u_foreach_sqrt, under);
        Call.Run(Ops.u_foreach_div__Scalar, root, correction2);
        Call.Run(Ops.u_foreach_add__Scalar, root, o.eps ?? 0);
        Call.Run(Ops.u_foreach_addcdiv__Scalar, parameters, mean, root, -rate / correction1);
    }

    /// <summary>The settings of a group.</summary>
    public sealed class Options : OptimizerOptions
    {
        /// <summary>How much of the mean gradient stays.</summary>
        public double? beta1;

        /// <summary>How much of the mean square stays.</summary>
        public double? beta2;

        /// <summary>The pull towards zero.</summary>
        public double? weight_decay;

        /// <summary>Added to the root.</summary>
        public double? eps;

        /// <summary>Divides by the largest mean square so far (Reddi et al. 2018).</summary>
        public bool? amsgrad;

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
        /// <param name="beta1">How much of the mean gradient stays.</param>
        /// <param name="beta2">How much of the mean square stays.</param>
        /// <param name="eps">Added to the root.</param>
        /// <param name="weight_decay">The pull towards zero.</param>
        /// <param name="amsgrad">Divides by the largest mean square so far.</param>
        /// <param name="maximize">Climbs instead.</param>
        public ParamGroup(
            IEnumerable<Parameter> parameters, double lr = 0.001, double beta1 = 0.9, double beta2 = 0.999, double eps = 1E-08, double weight_decay = 0,
            bool amsgrad = false, bool maximize = false)
            : base(
                parameters,
                new() { LearningRate = lr, beta1 = beta1, beta2 = beta2, eps = eps, weight_decay = weight_decay, amsgrad = amsgrad, maximize = maximize })
        {
        }

        /// <summary>How much of the mean gradient and of the mean square stays.</summary>
        public (double, double) Betas
        {
            get => (Options.beta1 ?? 0, Options.beta2 ?? 0);
            set => (Options.beta1, Options.beta2) = value;
        }
    }

    /// <summary>What is remembered of one parameter.</summary>
    public sealed class State : IDisposable
    {
        internal State()
        {
        }

        /// <summary>The number of steps.</summary>
        public long step;

        /// <summary>The mean gradient.</summary>
        public Tensor? exp_avg;

        /// <summary>The mean square of the gradient.</summary>
        public Tensor? exp_avg_sq;

        /// <summary>Its largest value so far, with amsgrad.</summary>
        public Tensor? max_exp_avg_sq;

        /// <summary>Releases the tensors.</summary>
        public void Dispose()
        {
            exp_avg?.Dispose();
            exp_avg_sq?.Dispose();
            max_exp_avg_sq?.Dispose();
        }

        internal void Prepare(Tensor parameter, bool amsgrad)
        {
            exp_avg ??= parameter.zeros_like().DetachFromDisposeScope();
            exp_avg_sq ??= parameter.zeros_like().DetachFromDisposeScope();
            if (amsgrad) max_exp_avg_sq ??= parameter.zeros_like().DetachFromDisposeScope();
        }
    }
}
