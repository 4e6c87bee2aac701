using TorchSharp.Native;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Steps along the mean gradient over the root of its mean square (Loshchilov and Hutter 2019: weight decay acts on the parameters, not on the gradient).</summary>
public sealed class AdamW : OptimizerHelper
{
    private readonly double _rate;
    private readonly bool _amsgrad;
    private readonly bool _maximize;
    private readonly double _eps;
    private readonly double _decay;
    private readonly List<State> _states = [];
    private double _beta1;
    private double _beta2;

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
        _rate = lr;
        _beta1 = beta1;
        _beta2 = beta2;
        _eps = eps;
        _decay = weight_decay;
        _amsgrad = amsgrad;
        _maximize = maximize;
        foreach (ParamGroup g in parameters) add_param_group(g);
    }

    /// <summary>How much of the mean gradient and of the mean square stays.</summary>
    public (double, double) Betas
    {
        get => (_beta1, _beta2);
        set => (_beta1, _beta2) = value;
    }

    private protected override double DefaultRate => _rate;

    /// <inheritdoc/>
    public override void add_param_group(ParamGroup param_group)
    {
        base.add_param_group(param_group);
        while (_states.Count < Numbers.Count) _states.Add(new State());
    }

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
            State[] states = [.. parameters.Select(p => _states[Numbers[p]])];
            foreach (IGrouping<long, int> equal in Enumerable.Range(0, parameters.Length).GroupBy(i => states[i].step))
            {
                int[] at = [.. equal];
                Update([.. at.Select(i => parameters[i])], [.. at.Select(i => gradients[i])], [.. at.Select(i => states[i])], group.LearningRate);
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
    private void Update(Tensor[] parameters, Tensor[] gradients, State[] states, double rate)
    {
        double decay = _decay;
        for (int i = 0; i < states.Length; i++) states[i].Prepare(parameters[i], _amsgrad);
        if (_maximize) gradients = Call.List(Ops.u_foreach_neg, gradients);
        if (decay != 0) Call.Run(Ops.u_foreach_mul__Scalar, parameters, 1 - rate * decay);
        Tensor[] mean = [.. states.Select(s => s.exp_avg!)];
        Tensor[] square = [.. states.Select(s => s.exp_avg_sq!)];
        Call.Run(Ops.u_foreach_mul__Scalar, mean, _beta1);
        Call.Run(Ops.u_foreach_add__List, mean, gradients, 1 - _beta1);
        Call.Run(Ops.u_foreach_mul__Scalar, square, _beta2);
        Call.Run(Ops.u_foreach_addcmul__Scalar, square, gradients, gradients, 1 - _beta2);
        long step = ++states[0].step;
        foreach (State s in states) s.step = step;
        double correction1 = 1 - Math.Pow(_beta1, step), correction2 = Math.Sqrt(1 - Math.Pow(_beta2, step));
        Tensor[] under = square;
        if (_amsgrad)
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
        Call.Run(Ops.u_foreach_add__Scalar, root, _eps);
        Call.Run(Ops.u_foreach_addcdiv__Scalar, parameters, mean, root, -rate / correction1);
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
