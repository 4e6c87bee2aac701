using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Resamples the spatial dimensions to a size or by factors.</summary>
public sealed class Upsample : ParameterLessModule<Tensor, Tensor>
{
    private readonly long[]? _size;
    private readonly double[]? _scaleFactor;

    internal Upsample(long[]? size, double[]? scale_factor, UpsampleMode mode, bool? align_corners, bool? recompute_scale_factor) : base(nameof(Upsample))
    {
        _size = size;
        _scaleFactor = scale_factor;
        this.mode = mode;
        this.align_corners = align_corners;
        this.recompute_scale_factor = recompute_scale_factor;
    }

    /// <summary>Whether the factors that follow from the rounded size are used.</summary>
    public bool? recompute_scale_factor { get; set; }

    /// <summary>How it resamples.</summary>
    public UpsampleMode mode { get; }

    /// <summary>Whether corner centres fall on corner centres.</summary>
    public bool? align_corners { get; }

    /// <summary>The size; empty where factors are given.</summary>
    public ReadOnlySpan<long> size => _size;

    /// <summary>The factors; empty where a size is given.</summary>
    public ReadOnlySpan<double> scale_factor => _scaleFactor;

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) =>
        nn.functional.interpolate(input, _size, _scaleFactor, (InterpolationMode)(int)mode, align_corners, recompute_scale_factor ?? false);
}
