using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What convolutions share.</summary>
public abstract class Convolution : nn.Module<Tensor, Tensor>
{
    private protected Convolution(
        string name, long in_channels, long out_channels, long[] kernel_size, long[] stride, long[] padding, Padding? padding_type, long[] dilation, bool transposed,
        long[] output_padding, long groups, bool bias, PaddingModes padding_mode, Device? device, ScalarType? dtype) : base(name)
    {
        if (groups < 1 || in_channels % groups != 0 || out_channels % groups != 0)
            throw new ArgumentException($"{in_channels} and {out_channels} channels do not divide into {groups} groups.", nameof(groups));
        if (padding_type == Padding.Same && stride.Any(s => s != 1)) throw new ArgumentException("Padding.Same goes with a stride of one.", nameof(stride));
        this.in_channels = in_channels;
        this.out_channels = out_channels;
        this.kernel_size = kernel_size;
        this.stride = stride;
        this.padding = padding;
        this.padding_type = padding_type;
        this.dilation = dilation;
        this.transposed = transposed;
        this.output_padding = output_padding;
        this.groups = groups;
        this.padding_mode = padding_mode;
        long area = kernel_size.TotalSize();
        long[] sizes = transposed ? [in_channels, out_channels / groups, .. kernel_size] : [out_channels, in_channels / groups, .. kernel_size];
        long fanIn = sizes[1] * area;
        weight = Initial.Uniform(fanIn, device, dtype, sizes);
        if (bias) this.bias = Initial.Uniform(fanIn, device, dtype, out_channels);
    }

    /// <summary>One number an output channel; null where there is none.</summary>
    public Parameter? bias
    {
        get;
        set => SetParameter(ref field, value);
    }

    /// <summary>The kernels: [out, in / groups, ...], or [in, out / groups, ...] when transposed.</summary>
    public Parameter weight
    {
        get;
        set => SetParameter(ref field, value);
    }

    /// <summary>The number of input channels.</summary>
    public long in_channels { get; }

    /// <summary>The number of output channels.</summary>
    public long out_channels { get; }

    /// <summary>Whether it is the transpose of a convolution.</summary>
    public bool transposed { get; }

    /// <summary>Named padding; null where it is given in elements.</summary>
    public Padding? padding_type { get; }

    /// <summary>Padding on each side, elements a dimension.</summary>
    public long[] padding { get; private protected set; }

    /// <summary>What lies outside.</summary>
    public PaddingModes padding_mode { get; set; }

    /// <summary>The number of groups of channels.</summary>
    public long groups { get; set; }

    /// <summary>The size of the kernel.</summary>
    public long[] kernel_size { get; set; }

    /// <summary>The step.</summary>
    public long[] stride { get; set; }

    /// <summary>The distance of kernel elements.</summary>
    public long[] dilation { get; set; }

    /// <summary>Elements added on one side of a transposed convolution's result.</summary>
    public long[] output_padding { get; set; }

    // Elements on each side, the last dimension first, as pad() takes them.
    private protected long[] PadPairs()
    {
        var pairs = new long[2 * kernel_size.Length];
        for (int d = 0; d < kernel_size.Length; d++)
        {
            int at = 2 * (kernel_size.Length - 1 - d);
            long total = padding_type switch
            {
                Padding.Same => dilation[d] * (kernel_size[d] - 1),
                Padding.Valid => 0,
                _ => 2 * padding[d],
            };
            pairs[at] = total / 2;
            pairs[at + 1] = total - total / 2;
        }
        return pairs;
    }

    private protected Tensor Padded(Tensor input) => nn.functional.pad(input, PadPairs(), padding_mode);

    private protected bool PadsOutside => padding_mode is not (PaddingModes.Zeros or PaddingModes.Constant);

    private protected bool PadsUnevenly => padding_type == Padding.Same && Enumerable.Range(0, kernel_size.Length).Any(d => dilation[d] * (kernel_size[d] - 1) % 2 != 0);

    private protected long[] EvenPadding => padding_type switch
    {
        Padding.Same => [.. kernel_size.Zip(dilation, (k, d) => d * (k - 1) / 2)],
        Padding.Valid => new long[kernel_size.Length],
        _ => padding,
    };
}
