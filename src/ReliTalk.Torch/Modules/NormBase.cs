using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What batch and instance normalisation share.</summary>
public abstract class NormBase : nn.Module<Tensor, Tensor>
{
    private protected NormBase(long num_features, double eps, double? momentum, bool affine, bool track_running_stats, Device? device, ScalarType? dtype, string name) : base(name)
    {
        this.num_features = num_features;
        this.eps = eps;
        this.momentum = momentum;
        this.affine = affine;
        this.track_running_stats = track_running_stats;
        if (affine)
        {
            weight = Initial.Constant(1, device, dtype, num_features);
            bias = Initial.Constant(0, device, dtype, num_features);
        }
        if (!track_running_stats) return;
        running_mean = zeros(num_features, dtype, device);
        running_var = ones(num_features, dtype, device);
        num_batches_tracked = zeros(Array.Empty<long>(), ScalarType.Int64, device);
    }

    /// <summary>The shift of each channel; null without <see cref="affine"/>.</summary>
    public Parameter? bias
    {
        get;
        set => SetParameter(ref field, value);
    }

    /// <summary>The scale of each channel; null without <see cref="affine"/>.</summary>
    public Parameter? weight
    {
        get;
        set => SetParameter(ref field, value);
    }

    /// <summary>The running mean; null where none is kept.</summary>
    public Tensor? running_mean
    {
        get;
        set => SetBuffer(ref field, value);
    }

    /// <summary>The running variance; null where none is kept.</summary>
    public Tensor? running_var
    {
        get;
        set => SetBuffer(ref field, value);
    }

    /// <summary>The number of batches seen; null where no statistics are kept.</summary>
    public Tensor? num_batches_tracked
    {
        get;
        set => SetBuffer(ref field, value);
    }

    /// <summary>The number of channels.</summary>
    public long num_features { get; }

    /// <summary>Added to the variance.</summary>
    public double eps { get; set; }

    /// <summary>The weight of a new batch in the running statistics; null is their plain average.</summary>
    public double? momentum { get; set; }

    /// <summary>Whether channels are scaled and shifted.</summary>
    public bool affine { get; }

    /// <summary>Whether running statistics are kept.</summary>
    public bool track_running_stats { get; }

    /// <summary>Forgets the running statistics.</summary>
    public void reset_running_stats()
    {
        running_mean?.zero_();
        running_var?.fill_(1);
        num_batches_tracked?.zero_();
    }

    /// <summary>Throws where the number of dimensions does not fit.</summary>
    /// <param name="input">The input.</param>
    protected abstract void ValidateInputDimensions(Tensor input);

    // Counts the batch and gives the weight it gets.
    private protected double CountBatch()
    {
        if (!training || num_batches_tracked is null) return momentum ?? 0;
        num_batches_tracked.add_(1);
        return momentum ?? 1.0 / num_batches_tracked.ToInt64();
    }
}
