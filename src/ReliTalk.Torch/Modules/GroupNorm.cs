using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Normalisation over groups of channels (Wu and He 2018).</summary>
public sealed class GroupNorm : nn.Module<Tensor, Tensor>
{
    internal GroupNorm(long num_groups, long num_channels, double eps, bool affine, Device? device, ScalarType? dtype) : base(nameof(GroupNorm))
    {
        if (num_groups < 1 || num_channels % num_groups != 0) throw new ArgumentException($"{num_channels} channels do not divide into {num_groups} groups.", nameof(num_groups));
        this.num_groups = num_groups;
        this.eps = eps;
        this.affine = affine;
        if (!affine) return;
        weight = Initial.Constant(1, device, dtype, num_channels);
        bias = Initial.Constant(0, device, dtype, num_channels);
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

    /// <summary>The number of groups.</summary>
    public long num_groups { get; set; }

    /// <summary>Added to the variance.</summary>
    public double eps { get; set; }

    /// <summary>Whether channels are scaled and shifted.</summary>
    public bool affine { get; set; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor tensor) => nn.functional.group_norm(tensor, num_groups, weight, bias, eps);
}
