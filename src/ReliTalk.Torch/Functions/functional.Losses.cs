using static TorchSharp.torch.nn;
using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>Vectors along a dimension over their p-norm, or over eps where that is larger.</summary>
            public static Tensor normalize(Tensor input, double p = 2, long dim = 1L, double eps = 1E-12) => NormalizeIn(input, p, dim, eps);

            /// <summary>Normalisation over batch and pixels of each channel (Ioffe and Szegedy 2015).</summary>
            public static Tensor batch_norm(Tensor input, Tensor? running_mean, Tensor? running_var, Tensor? weight = null, Tensor? bias = null, bool training = false, double momentum = 0.1, double eps = 1E-05) =>
                Call.Tensor(Ops.batch_norm, input, weight, bias, running_mean, running_var, training, momentum, eps, true);

            /// <summary>Normalisation over groups of channels (Wu and He 2018).</summary>
            public static Tensor group_norm(Tensor input, long num_groups, Tensor? weight = null, Tensor? bias = null, double eps = 1E-05) =>
                Call.Tensor(Ops.group_norm, input, num_groups, weight, bias, eps, true);

            /// <summary>Normalisation over the pixels of each channel and sample (Ulyanov et al. 2016).</summary>
            public static Tensor instance_norm(Tensor input, Tensor? running_mean = null, Tensor? running_var = null, Tensor? weight = null, Tensor? bias = null, bool use_input_stats = true, double momentum = 0.1, double eps = 1E-05) =>
                Call.Tensor(Ops.instance_norm, input, weight, bias, running_mean, running_var, use_input_stats, momentum, eps, true);

            /// <summary>Normalisation over the last dimensions (Ba et al. 2016).</summary>
            public static Tensor layer_norm(Tensor input, long[] normalized_shape, Tensor? weight = null, Tensor? bias = null, double eps = 1E-05) =>
                Call.Tensor(Ops.layer_norm, input, normalized_shape, weight, bias, eps, true);

            /// <summary>The mean (or sum) of |input - target|.</summary>
            public static Tensor l1_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean) => Call.Tensor(Ops.l1_loss, input, target, (long)reduction);

            /// <summary>The mean (or sum) of (input - target)^2.</summary>
            public static Tensor mse_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean) => Call.Tensor(Ops.mse_loss, input, target, (long)reduction);

            /// <summary>Quadratic below beta, linear above (Girshick 2015).</summary>
            public static Tensor smooth_l1_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean, double beta = 1) =>
                Call.Tensor(Ops.smooth_l1_loss, input, target, (long)reduction, beta);

            /// <summary>Quadratic below delta, linear above (Huber 1964).</summary>
            public static Tensor huber_loss(Tensor input, Tensor target, double delta = 1, Reduction reduction = Reduction.Mean) =>
                Call.Tensor(Ops.huber_loss, input, target, (long)reduction, delta);

            /// <summary>The cross entropy of probabilities.</summary>
            public static Tensor binary_cross_entropy(Tensor input, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean) =>
                Call.Tensor(Ops.binary_cross_entropy, input, target, weight, (long)reduction);

            /// <summary>The cross entropy of sigmoid(input).</summary>
            public static Tensor binary_cross_entropy_with_logits(Tensor input, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean, Tensor? pos_weights = null) =>
                Call.Tensor(Ops.binary_cross_entropy_with_logits, input, target, weight, pos_weights, (long)reduction);

            /// <summary>The cross entropy of softmax(input) with class numbers or probabilities.</summary>
            public static Tensor cross_entropy(Tensor input, Tensor target, Tensor? weight = null, long ignore_index = -100L, Reduction reduction = Reduction.Mean, double label_smoothing = 0) =>
                Call.Tensor(Ops.cross_entropy_loss, input, target, weight, (long)reduction, ignore_index, label_smoothing);

            /// <summary>The negative of the target class's log probability.</summary>
            public static Tensor nll_loss(Tensor input, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean) =>
                Call.Tensor(Ops.nll_loss_nd, input, target, weight, (long)reduction);

            /// <summary>The Kullback-Leibler divergence; input is a log probability.</summary>
            public static Tensor kl_div(Tensor input, Tensor target, bool log_target = true, Reduction reduction = Reduction.Mean) =>
                Call.Tensor(Ops.kl_div, input, target, (long)reduction, log_target);

            /// <summary>The hinge of distances to a positive and a negative.</summary>
            public static Tensor triplet_margin_loss(Tensor anchor, Tensor positive, Tensor negative, double margin = 1, long p = 2L, double eps = 1E-06, bool swap = false, Reduction reduction = Reduction.Mean) =>
                Call.Tensor(Ops.triplet_margin_loss, anchor, positive, negative, margin, (double)p, eps, swap, (long)reduction);
        }
    }
}
