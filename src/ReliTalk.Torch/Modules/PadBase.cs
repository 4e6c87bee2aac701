using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What padding modules share.</summary>
public abstract class PadBase : ParameterLessModule<Tensor, Tensor>
{
    private readonly PaddingModes _mode;

    /// <summary>A padding module.</summary>
    /// <param name="name">A label for messages.</param>
    /// <param name="mode">What lies outside.</param>
    /// <param name="value">The value of <see cref="PaddingModes.Constant"/>.</param>
    /// <param name="padding">Pairs of elements before and after, the last dimension first.</param>
    protected PadBase(string name, PaddingModes mode, double value, params long[] padding) : base(name)
    {
        _mode = mode;
        this.value = value;
        this.padding = padding;
    }

    /// <summary>Pairs of elements before and after, the last dimension first.</summary>
    public long[] padding { get; set; }

    /// <summary>The value of constant padding.</summary>
    public double value { get; set; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => nn.functional.pad(input, padding, _mode, value);
}
