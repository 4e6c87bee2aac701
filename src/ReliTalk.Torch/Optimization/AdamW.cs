using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Steps along the mean gradient over the root of its mean square (Loshchilov and Hutter 2019: weight decay acts on the parameters, not on the gradient).</summary>
public sealed class AdamW : OptimizerHelper
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
    public AdamW(
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
    public AdamW(
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
            throw new ArgumentException($"The groups of this optimiser are of type {nameof(AdamW)}.{nameof(ParamGroup)}.", nameof(param_group));
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
            Options o = group.Options;
            new AdamRule(o.beta1 ?? 0, o.beta2 ?? 0, o.eps ?? 0, o.weight_decay ?? 0, true, o.amsgrad ?? false, o.maximize ?? false)
                .Step(parameters, gradients, [.. parameters.Select(p => _states[Numbers[p]])], group.LearningRate);
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
    public sealed class State : AdamRule.IMoments
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

        long AdamRule.IMoments.Steps
        {
            get => step;
            set => step = value;
        }

        ref Tensor? AdamRule.IMoments.Mean => ref exp_avg;

        ref Tensor? AdamRule.IMoments.Square => ref exp_avg_sq;

        ref Tensor? AdamRule.IMoments.LargestSquare => ref max_exp_avg_sq;
    }
}
