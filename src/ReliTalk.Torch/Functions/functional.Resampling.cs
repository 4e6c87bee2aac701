using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Layers, losses and what they need.</summary>
    public static partial class nn
    {
        /// <summary>Layers without state.</summary>
        public static partial class functional
        {
            private static readonly long[] s_one = [1];
            private static readonly long[] s_zero = [0];

            /// <summary>Pads the last dimension on both sides alike.</summary>
            /// <param name="input">The tensor.</param>
            /// <param name="pad">Elements on each side.</param>
            /// <param name="mode">What lies outside.</param>
            /// <param name="value">The value of <see cref="PaddingModes.Constant"/>.</param>
            /// <returns>The padded tensor.</returns>
            public static Tensor pad(Tensor input, long pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                functional.pad(input, [pad, pad], mode, value);

            /// <summary>Pads the last dimension.</summary>
            /// <param name="input">The tensor.</param>
            /// <param name="pad">Elements before and after.</param>
            /// <param name="mode">What lies outside.</param>
            /// <param name="value">The value of <see cref="PaddingModes.Constant"/>.</param>
            /// <returns>The padded tensor.</returns>
            public static Tensor pad(Tensor input, (long, long) pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                functional.pad(input, (long[])[pad.Item1, pad.Item2], mode, value);

            /// <summary>Pads the last two dimensions.</summary>
            /// <param name="input">The tensor.</param>
            /// <param name="pad">Elements left, right, above, below.</param>
            /// <param name="mode">What lies outside.</param>
            /// <param name="value">The value of <see cref="PaddingModes.Constant"/>.</param>
            /// <returns>The padded tensor.</returns>
            public static Tensor pad(Tensor input, (long, long, long, long) pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                functional.pad(input, (long[])[pad.Item1, pad.Item2, pad.Item3, pad.Item4], mode, value);

            /// <summary>Pads the last dimensions.</summary>
            /// <param name="input">The tensor.</param>
            /// <param name="pad">Pairs of elements before and after, the last dimension first.</param>
            /// <param name="mode">What lies outside.</param>
            /// <param name="value">The value of <see cref="PaddingModes.Constant"/>.</param>
            /// <returns>The padded tensor.</returns>
            public static Tensor pad(Tensor input, ReadOnlySpan<long> pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                functional.pad(input, pad.ToArray(), mode, value);

            /// <inheritdoc cref="pad(Tensor, ReadOnlySpan{long}, PaddingModes, double)"/>
            public static Tensor pad(Tensor input, long[] pad, PaddingModes mode = PaddingModes.Constant, double value = 0) => mode switch
            {
                PaddingModes.Constant or PaddingModes.Zeros => Call.Tensor(Ops.constant_pad_nd, input, pad, mode == PaddingModes.Zeros ? 0.0 : value),
                PaddingModes.Reflect => Call.Tensor(Ops.pad, input, pad, "reflect"),
                PaddingModes.Replicate => Call.Tensor(Ops.pad, input, pad, "replicate"),
                _ => Call.Tensor(Ops.pad, input, pad, "circular"),
            };

            /// <summary>Resamples the spatial dimensions of [N, C, ...] to a size or by factors.</summary>
            /// <param name="x">The tensor.</param>
            /// <param name="size">The spatial size; null where factors are given.</param>
            /// <param name="scale_factor">The factors; null where the size is given.</param>
            /// <param name="mode">How.</param>
            /// <param name="align_corners">Whether corner centres fall on corner centres; only for the linear and cubic modes.</param>
            /// <param name="recompute_scale_factor">Works with the factors that follow from the rounded size.</param>
            /// <param name="antialias">Widens the kernel when shrinking; bilinear and bicubic only.</param>
            /// <returns>The resampled tensor.</returns>
            public static Tensor interpolate(
                Tensor x, long[]? size = null, double[]? scale_factor = null, InterpolationMode mode = InterpolationMode.Nearest, bool? align_corners = null,
                bool recompute_scale_factor = false, bool antialias = false)
            {
                long[] shape = x.shape;
                int spatial = shape.Length - 2;
                if (spatial < 1) throw new ArgumentException($"interpolate() takes [N, C, ...], not {shape.Length} dimensions.", nameof(x));
                if ((size is null) == (scale_factor is null)) throw new ArgumentException("Give either a size or scale factors.", nameof(size));
                if (size is { Length: 1 } && spatial > 1) size = [.. Enumerable.Repeat(size[0], spatial)];
                if (scale_factor is { Length: 1 } && spatial > 1) scale_factor = [.. Enumerable.Repeat(scale_factor[0], spatial)];
                if ((size?.Length ?? scale_factor!.Length) != spatial) throw new ArgumentException($"The tensor has {spatial} spatial dimensions.", nameof(size));
                if (mode == InterpolationMode.Area || recompute_scale_factor)
                {
                    size ??= [.. scale_factor!.Select((s, d) => (long)Math.Floor(shape[d + 2] * s))];
                    scale_factor = null;
                }
                bool align = align_corners ?? false;
                string kind = (mode, spatial) switch
                {
                    (InterpolationMode.Nearest, 1) => "upsample_nearest1d",
                    (InterpolationMode.Nearest, 2) => "upsample_nearest2d",
                    (InterpolationMode.Nearest, 3) => "upsample_nearest3d",
                    (InterpolationMode.NearestExact, 2) => "_upsample_nearest_exact2d",
                    (InterpolationMode.Linear, 1) => "upsample_linear1d",
                    (InterpolationMode.Bilinear, 2) => antialias ? "_upsample_bilinear2d_aa" : "upsample_bilinear2d",
                    (InterpolationMode.Bicubic, 2) => antialias ? "_upsample_bicubic2d_aa" : "upsample_bicubic2d",
                    (InterpolationMode.Trilinear, 3) => "upsample_trilinear3d",
                    (InterpolationMode.Area, 1) => "adaptive_avg_pool1d",
                    (InterpolationMode.Area, 2) => "adaptive_avg_pool2d",
                    _ => throw new ArgumentException($"Mode {mode} does not resample {spatial} spatial dimensions.", nameof(mode)),
                };
                if (mode == InterpolationMode.Area) return Call.Tensor(s_resamplers[kind], x, size);
                if (mode is InterpolationMode.Nearest or InterpolationMode.NearestExact) return Call.Tensor(s_resamplers[kind], x, size, scale_factor);
                return Call.Tensor(s_resamplers[kind], x, size, align, scale_factor);
            }

            /// <summary>Attention: softmax(q k^T / sqrt(d) + mask) v, over the last two dimensions (Vaswani et al. 2017).</summary>
            /// <param name="query">[..., L, E].</param>
            /// <param name="key">[..., S, E].</param>
            /// <param name="value">[..., S, Ev].</param>
            /// <param name="attn_mask">Added to the scores, or a mask of type bool that keeps where true.</param>
            /// <param name="p">Probability of dropping a weight.</param>
            /// <param name="is_casual">Position l sees the positions up to l alone.</param>
            /// <returns>[..., L, Ev].</returns>
            public static Tensor scaled_dot_product_attention(Tensor query, Tensor key, Tensor value, Tensor? attn_mask = null, double p = 0, bool is_casual = false)
            {
                using DisposeScope scope = NewDisposeScope();
                Tensor scores = query.matmul(key.transpose(-2, -1)) / Math.Sqrt(query.size(-1));
                if (is_casual)
                {
                    if (attn_mask is not null) throw new ArgumentException("Give a mask or is_casual, not both.", nameof(attn_mask));
                    attn_mask = ones(query.size(-2), key.size(-2), ScalarType.Bool, query.device).tril();
                }
                if (attn_mask is not null)
                    scores = attn_mask.dtype == ScalarType.Bool ? scores.masked_fill(attn_mask.logical_not(), double.NegativeInfinity) : scores + attn_mask;
                Tensor weights = scores.softmax(-1);
                if (p > 0) weights = dropout(weights, p);
                return weights.matmul(value).MoveToOuterDisposeScope();
            }

            private static readonly Dictionary<string, Op> s_resamplers = new()
            {
                ["upsample_nearest1d"] = new("upsample_nearest1d", "vec"),
                ["upsample_nearest2d"] = new("upsample_nearest2d", "vec"),
                ["upsample_nearest3d"] = new("upsample_nearest3d", "vec"),
                ["_upsample_nearest_exact2d"] = new("_upsample_nearest_exact2d", "vec"),
                ["upsample_linear1d"] = new("upsample_linear1d", "vec"),
                ["upsample_bilinear2d"] = new("upsample_bilinear2d", "vec"),
                ["upsample_bicubic2d"] = new("upsample_bicubic2d", "vec"),
                ["_upsample_bilinear2d_aa"] = new("_upsample_bilinear2d_aa", "vec"),
                ["_upsample_bicubic2d_aa"] = new("_upsample_bicubic2d_aa", "vec"),
                ["upsample_trilinear3d"] = new("upsample_trilinear3d", "vec"),
                ["adaptive_avg_pool1d"] = new("adaptive_avg_pool1d"),
                ["adaptive_avg_pool2d"] = new("adaptive_avg_pool2d"),
            };

            private static Tensor NormalizeIn(Tensor input, double p, long dim, double eps)
            {
                using DisposeScope scope = NewDisposeScope();
                Tensor length = Call.Tensor(Ops.norm_ScalarOpt_dim, input, p, dim, true).clamp_min(eps);
                return input.div(length).MoveToOuterDisposeScope();
            }

            // ATen's numbers: bilinear 0, nearest 1; zeros 0, border 1, reflection 2.
            private static long AtenMode(GridSampleMode mode) => mode == GridSampleMode.Bilinear ? 0 : 1;

            private static long AtenMode(GridSamplePaddingMode mode) => mode switch
            {
                GridSamplePaddingMode.Border => 1,
                GridSamplePaddingMode.Reflection => 2,
                _ => 0,
            };

            private static long[] Two(long v) => [v, v];

            private static long[] Two((long, long) v) => [v.Item1, v.Item2];

            private static long[] Two((long, long)? v, long otherwise) => v is { } x ? [x.Item1, x.Item2] : [otherwise, otherwise];
        }
    }
}
