using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>The largest element of windows.</summary>
public sealed class MaxPool2d : ParameterLessModule<Tensor, Tensor>
{
    internal MaxPool2d(long[] kernel_size, long[] stride, long[] padding, long[] dilation, bool ceil_mode) : base(nameof(MaxPool2d))
    {
        this.kernel_size = kernel_size;
        this.stride = stride;
        this.padding = padding;
        this.dilation = dilation;
        this.ceil_mode = ceil_mode;
    }

    /// <summary>The size of a window.</summary>
    public long[] kernel_size { get; set; }

    /// <summary>The step.</summary>
    public long[] stride { get; set; }

    /// <summary>Elements on each side.</summary>
    public long[] padding { get; set; }

    /// <summary>The distance of elements in a window.</summary>
    public long[] dilation { get; set; }

    /// <summary>Whether windows that reach outside count.</summary>
    public bool ceil_mode { get; set; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => nn.functional.max_pool2d(input, kernel_size, stride, padding, dilation, ceil_mode);
}
