using ReliTalk.Learning.Networks;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace ReliTalk.Learning.TFLite;

/// <summary>The built-in TFLite operators as torch calls (codes of the TFLite schema's BuiltinOperator).</summary>
internal static class TFLiteOperators
{
    /// <summary>Where a dimension of the file's [N, H, W, C] stands in [N, C, H, W].</summary>
    private static readonly int[] ChannelsFirst = [0, 2, 3, 1];

    public static Func<Tensor[], Tensor> Compile(TFLiteOperation op) => op.Kind switch
    {
        0 => Binary(op, (a, b) => a + b, op.OptionByte(0)),
        1 => AveragePool(op),
        2 => Concatenation(op),
        3 => Convolution(op),
        4 => Depthwise(op),
        14 => Unary(op, x => x.sigmoid()),
        17 => MaximumPool(op),
        18 => Binary(op, (a, b) => a * b, op.OptionByte(0)),
        19 => Unary(op, x => x.relu()),
        22 => Reshape(op),
        23 => ResizeBilinear(op),
        34 => Pad(op),
        41 => Binary(op, (a, b) => a - b, op.OptionByte(0)),
        45 => StridedSlice(op),
        54 => PRelu(op),
        98 => LeakyRelu(op),
        101 => Unary(op, x => x.abs()),
        117 => Unary(op, x => hardswish(x)),
        -1 => TFLiteCustomOperators.Compile(op),
        _ => throw op.Unsupported("is of a kind"),
    };

    private static Func<Tensor[], Tensor> Unary(TFLiteOperation op, Func<Tensor, Tensor> compute)
    {
        var x = op.Slot(0);
        return values => compute(values[x]);
    }

    private static Func<Tensor[], Tensor> Binary(TFLiteOperation op, Func<Tensor, Tensor, Tensor> compute, int activation)
    {
        var a = op.Operand(0);
        var b = op.Operand(1);
        return Activated(op, activation, values => compute(a(values), b(values)));
    }

    private static Func<Tensor[], Tensor> Convolution(TFLiteOperation op)
    {
        var weight = op.Constant(1, 0, 3, 1, 2);
        return Convolve(op, weight, groups: 1, activation: op.OptionByte(3), dilation: (Or1(op.Option(5)), Or1(op.Option(4))));
    }

    private static Func<Tensor[], Tensor> Depthwise(TFLiteOperation op)
    {
        var weight = op.Keep(op.Constant(1, 3, 0, 1, 2).contiguous());
        var channels = op.Shape(0) is [_, _, _, var c] ? c : throw op.Unsupported("works on values that are not pictures");
        if (weight.shape[0] % channels != 0) throw op.Unsupported("has weights that do not fit its input");
        return Convolve(op, weight, groups: channels, activation: op.OptionByte(4), dilation: (Or1(op.Option(6)), Or1(op.Option(5))));
    }

    private static Func<Tensor[], Tensor> Convolve(TFLiteOperation op, Tensor weight, long groups, int activation, (int Y, int X) dilation)
    {
        var x = op.Slot(0);
        if (op.Shape(0).Length != 4 || weight.shape[1] * groups != op.Shape(0)[3]) throw op.Unsupported("has weights that do not fit its input");
        var bias = op.OptionalBias(2);
        if (bias is not null && (bias.shape.Length != 1 || bias.shape[0] != weight.shape[0])) throw op.Unsupported("has a bias that does not fit");
        var (strideX, strideY) = (Or1(op.Option(1)), Or1(op.Option(2)));
        var same = op.OptionByte(0) == 0;
        var (kernelY, kernelX) = ((weight.shape[2] - 1) * dilation.Y + 1, (weight.shape[3] - 1) * dilation.X + 1);
        long[] strides = [strideY, strideX], dilations = [dilation.Y, dilation.X], none = [0, 0];

        if (kernelY == 1 && kernelX == 1 && strideY == 1 && strideX == 1 && groups == 1)
            return Activated(op, activation, values => PointwiseConvolution.Apply(values[x], weight, bias));
        return Activated(op, activation, values =>
        {
            var picture = values[x];
            var padding = none;
            if (same)
            {
                var size = picture.shape;
                var (beforeY, afterY) = SamePadding(size[2], kernelY, strideY);
                var (beforeX, afterX) = SamePadding(size[3], kernelX, strideX);
                if (beforeY == afterY && beforeX == afterX)
                {
                    padding = [beforeY, beforeX];
                }
                else
                {
                    using var padded = pad(picture, [beforeX, afterX, beforeY, afterY]);
                    return conv2d(padded, weight, bias, strides, none, dilations, groups);
                }
            }
            return conv2d(picture, weight, bias, strides, padding, dilations, groups);
        });
    }

    private static Func<Tensor[], Tensor> MaximumPool(TFLiteOperation op)
    {
        var (x, same, window, strides) = Pooling(op);
        return Activated(op, op.OptionByte(5), values =>
        {
            if (!same) return max_pool2d(values[x], window, strides);
            var size = values[x].shape;
            var (beforeY, afterY) = SamePadding(size[2], window[0], strides[0]);
            var (beforeX, afterX) = SamePadding(size[3], window[1], strides[1]);
            if (beforeY + afterY + beforeX + afterX == 0) return max_pool2d(values[x], window, strides);
            using var padded = pad(values[x], [beforeX, afterX, beforeY, afterY], PaddingModes.Constant, double.NegativeInfinity);
            return max_pool2d(padded, window, strides);
        });
    }

    private static Func<Tensor[], Tensor> AveragePool(TFLiteOperation op)
    {
        var (x, same, window, strides) = Pooling(op);
        var shape = op.Shape(0);
        if (window[0] == shape[1] && window[1] == shape[2])
            return Activated(op, op.OptionByte(5), values => values[x].mean([2, 3], keepdim: true));
        if (same && (shape[1] % window[0] != 0 || shape[2] % window[1] != 0 || window[0] != strides[0] || window[1] != strides[1]))
            throw op.Unsupported("averages over a border");
        return Activated(op, op.OptionByte(5), values => avg_pool2d(values[x], window, strides));
    }

    private static (int Slot, bool Same, long[] Window, long[] Strides) Pooling(TFLiteOperation op)
    {
        if (op.Shape(0).Length != 4) throw op.Unsupported("works on values that are not pictures");
        return (op.Slot(0), op.OptionByte(0) == 0, [Or1(op.Option(4)), Or1(op.Option(3))], [Or1(op.Option(2)), Or1(op.Option(1))]);
    }

    private static Func<Tensor[], Tensor> Concatenation(TFLiteOperation op)
    {
        var inputs = Enumerable.Range(0, op.InputCount).Select(op.Operand).ToArray();
        var rank = op.OutputShape.Length;
        var axis = op.Option(0) < 0 ? op.Option(0) + rank : op.Option(0);
        if (axis < 0 || axis >= rank || Enumerable.Range(0, op.InputCount).Any(i => op.Shape(i).Length != rank)) throw op.Unsupported("joins values of different ranks");
        if (rank == 4) axis = ChannelsFirst[axis];
        return Activated(op, op.OptionByte(1), values => cat(Array.ConvertAll(inputs, input => input(values)), axis));
    }

    private static Func<Tensor[], Tensor> Reshape(TFLiteOperation op)
    {
        var x = op.Slot(0);
        var (from, to) = (op.Shape(0).Length, op.OutputShape.Length);
        var shape = Array.ConvertAll(op.OutputShape, size => (long)size);
        if (from == 0 || to == 0 || shape[0] != op.Shape(0)[0]) throw op.Unsupported("changes the batch");
        shape[0] = -1;
        return values =>
        {
            // The file's order decides which element goes where.
            var flat = (from == 4 ? values[x].permute(0, 2, 3, 1) : values[x]).reshape(shape);
            return to == 4 ? flat.permute(0, 3, 1, 2) : flat;
        };
    }

    private static Func<Tensor[], Tensor> ResizeBilinear(TFLiteOperation op)
    {
        var x = op.Slot(0);
        var size = op.Integers(1);
        bool alignCorners = op.OptionByte(2) != 0, halfPixelCentres = op.OptionByte(3) != 0;
        if (size.Length != 2 || op.Shape(0).Length != 4) throw op.Unsupported("has an unusual size");
        if (alignCorners == halfPixelCentres) throw op.Unsupported("samples at pixel corners");
        long[] target = [size[0], size[1]];
        return values => interpolate(values[x], target, mode: InterpolationMode.Bilinear, align_corners: alignCorners);
    }

    private static Func<Tensor[], Tensor> Pad(TFLiteOperation op)
    {
        var x = op.Slot(0);
        var amounts = op.Integers(1);
        var rank = op.Shape(0).Length;
        if (amounts.Length != 2 * rank || Array.Exists(amounts, amount => amount < 0)) throw op.Unsupported("has unusual amounts");
        // torch lists the last dimension first.
        var order = rank == 4 ? [2, 1, 3, 0] : Enumerable.Range(0, rank).Reverse().ToArray();
        var padding = order.SelectMany(dimension => new long[] { amounts[2 * dimension], amounts[2 * dimension + 1] }).ToArray();
        var used = Array.FindLastIndex(padding, amount => amount != 0) / 2 * 2 + 2;
        padding = padding[..used];
        return values => pad(values[x], padding);
    }

    private static Func<Tensor[], Tensor> StridedSlice(TFLiteOperation op)
    {
        var x = op.Slot(0);
        int[] begin = op.Integers(1), end = op.Integers(2), stride = op.Integers(3), shape = op.Shape(0);
        if (op.Option(2) != 0 || op.Option(3) != 0 || op.Option(4) != 0) throw op.Unsupported("changes the rank");
        if (begin.Length != shape.Length || end.Length != shape.Length || stride.Length != shape.Length || Array.Exists(stride, s => s < 1))
            throw op.Unsupported("has unusual strides");
        var cuts = new List<(long Dimension, long From, long To, long Step)>();
        for (var d = 1; d < shape.Length; d++)
        {
            var from = (op.Option(0) >> d & 1) != 0 ? 0 : begin[d] < 0 ? begin[d] + shape[d] : begin[d];
            var to = (op.Option(1) >> d & 1) != 0 ? shape[d] : end[d] < 0 ? end[d] + shape[d] : Math.Min(end[d], shape[d]);
            if (from < 0 || to <= from) throw op.Unsupported("cuts an empty piece");
            if (from > 0 || to < shape[d] || stride[d] > 1) cuts.Add((shape.Length == 4 ? ChannelsFirst[d] : d, from, to, stride[d]));
        }
        return values => cuts.Aggregate(values[x].alias(), (piece, cut) => piece.slice(cut.Dimension, cut.From, cut.To, cut.Step));
    }

    private static Func<Tensor[], Tensor> PRelu(TFLiteOperation op)
    {
        var x = op.Slot(0);
        if (op.Shape(0) is not [_, _, _, var channels] || op.Shape(1).Aggregate(1L, (a, b) => a * b) != channels) throw op.Unsupported("has slopes that are not one a channel");
        var slopes = op.Keep(op.Constant(1).reshape(channels));
        return values => prelu(values[x], slopes);
    }

    private static Func<Tensor[], Tensor> LeakyRelu(TFLiteOperation op)
    {
        var x = op.Slot(0);
        var slope = op.OptionSingle(0);
        return values => leaky_relu(values[x], slope);
    }

    private static Func<Tensor[], Tensor> Activated(TFLiteOperation op, int activation, Func<Tensor[], Tensor> compute) => activation switch
    {
        0 => compute,
        1 => values => compute(values).relu_(),
        3 => values => relu6(compute(values)),
        _ => throw op.Unsupported($"has the fused activation {activation}"),
    };

    /// <summary>TensorFlow's 'SAME' padding: where the total is odd the extra row goes after.</summary>
    private static (long Before, long After) SamePadding(long size, long kernel, long stride)
    {
        var total = Math.Max(((size + stride - 1) / stride - 1) * stride + kernel - size, 0);
        return (total / 2, total - total / 2);
    }

    private static int Or1(int value) => Math.Max(value, 1);
}
