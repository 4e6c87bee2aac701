using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ReliTalk.Learning.Optimisation;

/// <summary>
/// Adam (Kingma and Ba 2015, Algorithm 1) on all parameters as one long vector: a handful of tensor operations a step instead of a handful
/// for every parameter, one gradient length, and two tensors to save. A parameter without a gradient counts as having gradient zero.
/// </summary>
internal sealed class FlatAdam : IDisposable
{
    private readonly OptimisationOptions _options;
    private readonly (Parameter Parameter, double Rate)[] _parameters;

    public FlatAdam(OptimisationOptions options, IEnumerable<(Parameter, double)> parameters)
    {
        _options = options;
        _parameters = parameters.ToArray();
        var count = _parameters.Sum(entry => entry.Parameter.numel());
        var place = _parameters[0].Parameter.device;
        FirstMoment = zeros(count, dtype: float32, device: place).DetachFromDisposeScope();
        SecondMoment = zeros(count, dtype: float32, device: place).DetachFromDisposeScope();
    }

    public Tensor FirstMoment { get; }

    public Tensor SecondMoment { get; }

    /// <summary>Updates made so far.</summary>
    public int Updates { get; set; }

    public void ClearGradients()
    {
        foreach (var (parameter, _) in _parameters) parameter.grad = null;
    }

    /// <summary>All gradients as one vector, owned by the caller's scope, so that its length can be read together with the losses.</summary>
    public Tensor Gradient()
    {
        using var scope = NewDisposeScope();
        return cat(Array.ConvertAll(_parameters, entry =>
            entry.Parameter.grad is { } g ? g.reshape(-1) : zeros(entry.Parameter.numel(), dtype: float32, device: entry.Parameter.device))).MoveToOuterDisposeScope();
    }

    /// <summary>Moves the parameters.</summary>
    /// <param name="gradient">What <see cref="Gradient"/> gave; shortened in place where it is longer than the options allow.</param>
    /// <param name="length">Its Euclidean length, finite.</param>
    /// <param name="learningRate">Rate of this step.</param>
    public void Step(Tensor gradient, double length, double learningRate)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        if (_options.GradientClip is { } longest && length > longest) gradient.mul_(longest / length);

        Updates++;
        FirstMoment.mul_(_options.Beta1).add_(gradient, 1 - _options.Beta1);
        SecondMoment.mul_(_options.Beta2).addcmul_(gradient, gradient, 1 - _options.Beta2);
        var (bias1, bias2) = (1 - Math.Pow(_options.Beta1, Updates), 1 - Math.Pow(_options.Beta2, Updates));
        var root = SecondMoment.sqrt().div_(Math.Sqrt(bias2)).add_(_options.Epsilon);
        var direction = FirstMoment / root;

        long offset = 0;
        foreach (var (parameter, rate) in _parameters)
        {
            var size = parameter.numel();
            if (_options.WeightDecay > 0) parameter.mul_(1 - learningRate * rate * _options.WeightDecay);
            parameter.add_(direction.narrow(0, offset, size).reshape(parameter.shape), -learningRate * rate / bias1);
            offset += size;
        }
    }

    public void Dispose()
    {
        FirstMoment.Dispose();
        SecondMoment.Dispose();
    }
}
