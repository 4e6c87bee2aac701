using static TorchSharp.torch.nn;
using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>The affine map input weights^T + bias.</summary>
            public static Tensor linear(Tensor input, Tensor weights, Tensor? bias = null) => Call.Tensor(Ops.linear, input, weights, bias);

            /// <summary>Correlation of [N, C, L] with [O, C / groups, K].</summary>
            public static Tensor conv1d(Tensor input, Tensor weight, Tensor? bias = null, long? stride = null, long? padding = null, long? dilation = null, long groups = 1L) =>
                Call.Tensor(Ops.conv1d, input, weight, bias, stride ?? 1, padding ?? 0, dilation ?? 1, groups);

            /// <summary>Correlation of [N, C, H, W] with [O, C / groups, KH, KW].</summary>
            public static Tensor conv2d(Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, long[]? padding = null, long[]? dilation = null, long groups = 1L) =>
                Call.Tensor(Ops.conv2d, input, weight, bias, strides ?? s_one, padding ?? s_zero, dilation ?? s_one, groups);

            /// <summary>Correlation of [N, C, D, H, W] with [O, C / groups, KD, KH, KW].</summary>
            public static Tensor conv3d(Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, long[]? padding = null, long[]? dilation = null, long groups = 1L) =>
                Call.Tensor(Ops.conv3d, input, weight, bias, strides ?? s_one, padding ?? s_zero, dilation ?? s_one, groups);

            /// <summary>Correlation with named padding.</summary>
            public static Tensor conv2d_padding(Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, Padding padding = Padding.Valid, long[]? dilation = null, long groups = 1L) =>
                Call.Tensor(Ops.conv2d_padding, input, weight, bias, strides ?? s_one, padding == Padding.Same ? "same" : "valid", dilation ?? s_one, groups);

            /// <summary>Correlation with named padding.</summary>
            public static Tensor conv1d_padding(Tensor input, Tensor weight, Tensor? bias = null, long? stride = null, Padding padding = Padding.Valid, long? dilation = null, long groups = 1L) =>
                Call.Tensor(Ops.conv1d_padding, input, weight, bias, stride ?? 1, padding == Padding.Same ? "same" : "valid", dilation ?? 1, groups);

            /// <summary>The transpose of a 1-dimensional convolution.</summary>
            public static Tensor conv_transpose1d(Tensor input, Tensor weight, Tensor? bias = null, long? stride = null, long? padding = null, long? output_padding = null, long? dilation = null, long groups = 1L) =>
                Call.Tensor(Ops.conv_transpose1d, input, weight, bias, stride ?? 1, padding ?? 0, output_padding ?? 0, groups, dilation ?? 1);

            /// <summary>The transpose of a 2-dimensional convolution; weight is [C, O / groups, KH, KW].</summary>
            public static Tensor conv_transpose2d(Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, long[]? padding = null, long[]? output_padding = null, long[]? dilation = null, long groups = 1L) =>
                Call.Tensor(Ops.conv_transpose2d_input, input, weight, bias, strides ?? s_one, padding ?? s_zero, output_padding ?? s_zero, groups, dilation ?? s_one);

            /// <summary>The columns of sliding windows, [N, C * K * K, L].</summary>
            public static Tensor unfold(Tensor input, long kernel_size, long dilation = 1L, long padding = 0L, long stride = 1L) =>
                Call.Tensor(Ops.im2col, input, Two(kernel_size), Two(dilation), Two(padding), Two(stride));

            /// <summary>The columns of sliding windows, [N, C * KH * KW, L].</summary>
            public static Tensor unfold(Tensor input, (long, long) kernel_size, (long, long)? dilation = null, (long, long)? padding = null, (long, long)? stride = null) =>
                Call.Tensor(Ops.im2col, input, Two(kernel_size), Two(dilation, 1), Two(padding, 0), Two(stride, 1));

            /// <summary>The sum of columns back into pictures: the transpose of unfold.</summary>
            public static Tensor fold(Tensor input, long output_size, long kernel_size, long dilation = 1L, long padding = 0L, long stride = 1L) =>
                Call.Tensor(Ops.col2im, input, Two(output_size), Two(kernel_size), Two(dilation), Two(padding), Two(stride));

            /// <summary>The sum of columns back into pictures: the transpose of unfold.</summary>
            public static Tensor fold(Tensor input, (long, long) output_size, (long, long) kernel_size, (long, long)? dilation = null, (long, long)? padding = null, (long, long)? stride = null) =>
                Call.Tensor(Ops.col2im, input, Two(output_size), Two(kernel_size), Two(dilation, 1), Two(padding, 0), Two(stride, 1));

            /// <summary>The largest element of windows.</summary>
            public static Tensor max_pool2d(Tensor input, long[] kernel_size, long[]? strides = null, long[]? padding = null, long[]? dilation = null, bool ceil_mode = false) =>
                Call.Tensor(Ops.max_pool2d, input, kernel_size, strides ?? kernel_size, padding ?? s_zero, dilation ?? s_one, ceil_mode);

            /// <summary>The largest element of windows.</summary>
            public static Tensor max_pool2d(Tensor input, long kernel_size, long? stride = null, long? padding = null, long? dilation = null, bool ceil_mode = false) =>
                Call.Tensor(Ops.max_pool2d, input, Two(kernel_size), Two(stride ?? kernel_size), Two(padding ?? 0), Two(dilation ?? 1), ceil_mode);

            /// <summary>The largest element of windows.</summary>
            public static Tensor max_pool2d(Tensor input, (long, long) kernel_size, (long, long)? stride = null, (long, long)? padding = null, (long, long)? dilation = null, bool ceil_mode = false) =>
                Call.Tensor(Ops.max_pool2d, input, Two(kernel_size), Two(stride ?? kernel_size), Two(padding, 0), Two(dilation, 1), ceil_mode);

            /// <summary>The largest element of windows.</summary>
            public static Tensor max_pool1d(Tensor input, long kernel_size, long? stride = null, long? padding = null, long? dilation = null, bool ceil_mode = false) =>
                Call.Tensor(Ops.max_pool1d, input, kernel_size, stride ?? kernel_size, padding ?? 0, dilation ?? 1, ceil_mode);

            /// <summary>The mean of windows.</summary>
            public static Tensor avg_pool2d(Tensor input, long[] kernel_size, long[]? stride = null, long[]? padding = null, bool ceil_mode = false, bool count_include_pad = true, long? divisor_override = null) =>
                Call.Tensor(Ops.avg_pool2d, input, kernel_size, stride ?? kernel_size, padding ?? s_zero, ceil_mode, count_include_pad, divisor_override);

            /// <summary>The mean of windows.</summary>
            public static Tensor avg_pool2d(Tensor input, long kernel_size, long? stride = null, long padding = 0L, bool ceil_mode = false, bool count_include_pad = true, long? divisor_override = null) =>
                Call.Tensor(Ops.avg_pool2d, input, Two(kernel_size), Two(stride ?? kernel_size), Two(padding), ceil_mode, count_include_pad, divisor_override);

            /// <summary>The mean of windows.</summary>
            public static Tensor avg_pool2d(Tensor input, (long, long) kernel_size, (long, long)? stride = null, (long, long)? padding = null, bool ceil_mode = false, bool count_include_pad = true, long? divisor_override = null) =>
                Call.Tensor(Ops.avg_pool2d, input, Two(kernel_size), Two(stride ?? kernel_size), Two(padding, 0), ceil_mode, count_include_pad, divisor_override);

            /// <summary>The mean of windows.</summary>
            public static Tensor avg_pool1d(Tensor input, long kernel_size, long? stride = null, long? padding = null, bool ceil_mode = false, bool count_include_pad = true) =>
                Call.Tensor(Ops.avg_pool1d, input, kernel_size, stride ?? kernel_size, padding ?? 0, ceil_mode, count_include_pad);

            /// <summary>Means over windows that give the output its size.</summary>
            public static Tensor adaptive_avg_pool2d(Tensor input, long[] output_size) => Call.Tensor(Ops.adaptive_avg_pool2d, input, output_size);

            /// <summary>Means over windows that give the output its size.</summary>
            public static Tensor adaptive_avg_pool2d(Tensor input, (long, long) output_size) => Call.Tensor(Ops.adaptive_avg_pool2d, input, Two(output_size));

            /// <summary>Means over windows that give the output its size.</summary>
            public static Tensor adaptive_avg_pool2d(Tensor input, long output_size) => Call.Tensor(Ops.adaptive_avg_pool2d, input, Two(output_size));

            /// <summary>Means over windows that give the output its size.</summary>
            public static Tensor adaptive_avg_pool1d(Tensor input, long output_size) => Call.Tensor(Ops.adaptive_avg_pool1d, input, output_size);

            /// <summary>Channels rearranged into pixels.</summary>
            public static Tensor pixel_shuffle(Tensor input, long upscale_factor) => Call.Tensor(Ops.pixel_shuffle, input, upscale_factor);

            /// <summary>Pixels rearranged into channels.</summary>
            public static Tensor pixel_unshuffle(Tensor input, long downscale_factor) => Call.Tensor(Ops.pixel_unshuffle, input, downscale_factor);

            /// <summary>The grid of an affine map, for grid_sample.</summary>
            public static Tensor affine_grid(Tensor theta, long[]? size = null, bool align_corners = false) =>
                Call.Tensor(Ops.affine_grid_generator, theta, size ?? throw new ArgumentNullException(nameof(size)), align_corners);

            /// <summary>The input read at the places of a grid (x, y in -1..1).</summary>
            public static Tensor grid_sample(Tensor input, Tensor grid, GridSampleMode mode = GridSampleMode.Bilinear, GridSamplePaddingMode padding_mode = GridSamplePaddingMode.Zeros, bool? align_corners = null) =>
                Call.Tensor(Ops.grid_sampler, input, grid, AtenMode(mode), AtenMode(padding_mode), align_corners ?? false);

            /// <summary>Elements set to zero at random, the others scaled by 1 / (1 - p).</summary>
            public static Tensor dropout(Tensor input, double p = 0.5, bool training = true, bool inplace = false) =>
                inplace ? Call.Tensor(Ops.dropout_, input, p, training) : Call.Tensor(Ops.dropout, input, p, training);

            /// <summary>Channels set to zero at random.</summary>
            public static Tensor dropout2d(Tensor input, double p = 0.5, bool training = true, bool inplace = false) =>
                inplace ? Call.Tensor(Ops.feature_dropout_, input, p, training) : Call.Tensor(Ops.feature_dropout, input, p, training);

            /// <summary>One-hot vectors of class numbers.</summary>
            public static Tensor one_hot(Tensor x, long num_classes = -1L) => Call.Tensor(Ops.one_hot, x, num_classes);

            /// <summary>The cosine of the angle between vectors along a dimension.</summary>
            public static Tensor cosine_similarity(Tensor x1, Tensor x2, long dim = 1L, double eps = 1E-08) => Call.Tensor(Ops.cosine_similarity, x1, x2, dim, eps);

            /// <summary>The p-norm of differences along the last dimension.</summary>
            public static Tensor pairwise_distance(Tensor input1, Tensor input2, double p = 2, double eps = 1E-06, bool keepdim = false) =>
                Call.Tensor(Ops.pairwise_distance, input1, input2, p, eps, keepdim);
        }
    }
}
