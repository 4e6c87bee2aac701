using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The absolute value of every element.</summary>
        public Tensor abs() => Call.Tensor(Ops.abs, this);

        /// <summary>The absolute value of every element, in place.</summary>
        public Tensor abs_() => Call.InPlace(this, Ops.abs_, this);

        /// <summary>Every element rounded up.</summary>
        public Tensor ceil() => Call.Tensor(Ops.ceil, this);

        /// <summary>Every element rounded up, in place.</summary>
        public Tensor ceil_() => Call.InPlace(this, Ops.ceil_, this);

        /// <summary>Every element rounded down.</summary>
        public Tensor floor() => Call.Tensor(Ops.floor, this);

        /// <summary>Every element rounded down, in place.</summary>
        public Tensor floor_() => Call.InPlace(this, Ops.floor_, this);

        /// <summary>Every element rounded towards zero.</summary>
        public Tensor trunc() => Call.Tensor(Ops.trunc, this);

        /// <summary>Every element rounded towards zero, in place.</summary>
        public Tensor trunc_() => Call.InPlace(this, Ops.trunc_, this);

        /// <summary>The fraction of every element.</summary>
        public Tensor frac() => Call.Tensor(Ops.frac, this);

        /// <summary>The fraction of every element, in place.</summary>
        public Tensor frac_() => Call.InPlace(this, Ops.frac_, this);

        /// <summary>e to the power of every element.</summary>
        public Tensor exp() => Call.Tensor(Ops.exp, this);

        /// <summary>e to the power of every element, in place.</summary>
        public Tensor exp_() => Call.InPlace(this, Ops.exp_, this);

        /// <summary>2 to the power of every element.</summary>
        public Tensor exp2() => Call.Tensor(Ops.exp2, this);

        /// <summary>2 to the power of every element, in place.</summary>
        public Tensor exp2_() => Call.InPlace(this, Ops.exp2_, this);

        /// <summary>e to the power of every element, less one, exact near zero.</summary>
        public Tensor expm1() => Call.Tensor(Ops.expm1, this);

        /// <summary>e to the power of every element, less one, exact near zero, in place.</summary>
        public Tensor expm1_() => Call.InPlace(this, Ops.expm1_, this);

        /// <summary>The natural logarithm of every element.</summary>
        public Tensor log() => Call.Tensor(Ops.log, this);

        /// <summary>The natural logarithm of every element, in place.</summary>
        public Tensor log_() => Call.InPlace(this, Ops.log_, this);

        /// <summary>The logarithm to base 2 of every element.</summary>
        public Tensor log2() => Call.Tensor(Ops.log2, this);

        /// <summary>The logarithm to base 2 of every element, in place.</summary>
        public Tensor log2_() => Call.InPlace(this, Ops.log2_, this);

        /// <summary>The logarithm to base 10 of every element.</summary>
        public Tensor log10() => Call.Tensor(Ops.log10, this);

        /// <summary>The logarithm to base 10 of every element, in place.</summary>
        public Tensor log10_() => Call.InPlace(this, Ops.log10_, this);

        /// <summary>The logarithm of one plus every element, exact near zero.</summary>
        public Tensor log1p() => Call.Tensor(Ops.log1p, this);

        /// <summary>The logarithm of one plus every element, exact near zero, in place.</summary>
        public Tensor log1p_() => Call.InPlace(this, Ops.log1p_, this);

        /// <summary>The square root of every element.</summary>
        public Tensor sqrt() => Call.Tensor(Ops.sqrt, this);

        /// <summary>The square root of every element, in place.</summary>
        public Tensor sqrt_() => Call.InPlace(this, Ops.sqrt_, this);

        /// <summary>One over the square root of every element.</summary>
        public Tensor rsqrt() => Call.Tensor(Ops.rsqrt, this);

        /// <summary>One over the square root of every element, in place.</summary>
        public Tensor rsqrt_() => Call.InPlace(this, Ops.rsqrt_, this);

        /// <summary>One over every element.</summary>
        public Tensor reciprocal() => Call.Tensor(Ops.reciprocal, this);

        /// <summary>One over every element, in place.</summary>
        public Tensor reciprocal_() => Call.InPlace(this, Ops.reciprocal_, this);

        /// <summary>Every element with the other sign.</summary>
        public Tensor neg() => Call.Tensor(Ops.neg, this);

        /// <summary>Every element with the other sign, in place.</summary>
        public Tensor neg_() => Call.InPlace(this, Ops.neg_, this);

        /// <summary>-1, 0 or 1 by the sign of every element.</summary>
        public Tensor sign() => Call.Tensor(Ops.sign, this);

        /// <summary>-1, 0 or 1 by the sign of every element, in place.</summary>
        public Tensor sign_() => Call.InPlace(this, Ops.sign_, this);

        /// <summary>The sine of every element, radians.</summary>
        public Tensor sin() => Call.Tensor(Ops.sin, this);

        /// <summary>The sine of every element, radians, in place.</summary>
        public Tensor sin_() => Call.InPlace(this, Ops.sin_, this);

        /// <summary>The cosine of every element, radians.</summary>
        public Tensor cos() => Call.Tensor(Ops.cos, this);

        /// <summary>The cosine of every element, radians, in place.</summary>
        public Tensor cos_() => Call.InPlace(this, Ops.cos_, this);

        /// <summary>The tangent of every element, radians.</summary>
        public Tensor tan() => Call.Tensor(Ops.tan, this);

        /// <summary>The tangent of every element, radians, in place.</summary>
        public Tensor tan_() => Call.InPlace(this, Ops.tan_, this);

        /// <summary>The arc sine of every element.</summary>
        public Tensor asin() => Call.Tensor(Ops.asin, this);

        /// <summary>The arc sine of every element, in place.</summary>
        public Tensor asin_() => Call.InPlace(this, Ops.asin_, this);

        /// <summary>The arc cosine of every element.</summary>
        public Tensor acos() => Call.Tensor(Ops.acos, this);

        /// <summary>The arc cosine of every element, in place.</summary>
        public Tensor acos_() => Call.InPlace(this, Ops.acos_, this);

        /// <summary>The arc tangent of every element.</summary>
        public Tensor atan() => Call.Tensor(Ops.atan, this);

        /// <summary>The arc tangent of every element, in place.</summary>
        public Tensor atan_() => Call.InPlace(this, Ops.atan_, this);

        /// <summary>The hyperbolic sine of every element.</summary>
        public Tensor sinh() => Call.Tensor(Ops.sinh, this);

        /// <summary>The hyperbolic sine of every element, in place.</summary>
        public Tensor sinh_() => Call.InPlace(this, Ops.sinh_, this);

        /// <summary>The hyperbolic cosine of every element.</summary>
        public Tensor cosh() => Call.Tensor(Ops.cosh, this);

        /// <summary>The hyperbolic cosine of every element, in place.</summary>
        public Tensor cosh_() => Call.InPlace(this, Ops.cosh_, this);

        /// <summary>The hyperbolic tangent of every element.</summary>
        public Tensor tanh() => Call.Tensor(Ops.tanh, this);

        /// <summary>The hyperbolic tangent of every element, in place.</summary>
        public Tensor tanh_() => Call.InPlace(this, Ops.tanh_, this);

        /// <summary>The inverse hyperbolic sine of every element.</summary>
        public Tensor asinh() => Call.Tensor(Ops.asinh, this);

        /// <summary>The inverse hyperbolic sine of every element, in place.</summary>
        public Tensor asinh_() => Call.InPlace(this, Ops.asinh_, this);

        /// <summary>The inverse hyperbolic cosine of every element.</summary>
        public Tensor acosh() => Call.Tensor(Ops.acosh, this);

        /// <summary>The inverse hyperbolic cosine of every element, in place.</summary>
        public Tensor acosh_() => Call.InPlace(this, Ops.acosh_, this);

        /// <summary>The inverse hyperbolic tangent of every element.</summary>
        public Tensor atanh() => Call.Tensor(Ops.atanh, this);

        /// <summary>The inverse hyperbolic tangent of every element, in place.</summary>
        public Tensor atanh_() => Call.InPlace(this, Ops.atanh_, this);

        /// <summary>The error function of every element.</summary>
        public Tensor erf() => Call.Tensor(Ops.erf, this);

        /// <summary>The error function of every element, in place.</summary>
        public Tensor erf_() => Call.InPlace(this, Ops.erf_, this);

        /// <summary>One less the error function of every element.</summary>
        public Tensor erfc() => Call.Tensor(Ops.erfc, this);

        /// <summary>One less the error function of every element, in place.</summary>
        public Tensor erfc_() => Call.InPlace(this, Ops.erfc_, this);

        /// <summary>The inverse error function of every element.</summary>
        public Tensor erfinv() => Call.Tensor(Ops.erfinv, this);

        /// <summary>The inverse error function of every element, in place.</summary>
        public Tensor erfinv_() => Call.InPlace(this, Ops.erfinv_, this);

        /// <summary>1 / (1 + exp(-x)) of every element.</summary>
        public Tensor sigmoid() => Call.Tensor(Ops.sigmoid, this);

        /// <summary>1 / (1 + exp(-x)) of every element, in place.</summary>
        public Tensor sigmoid_() => Call.InPlace(this, Ops.sigmoid_, this);

        /// <summary>max(x, 0) of every element.</summary>
        public Tensor relu() => Call.Tensor(Ops.relu, this);

        /// <summary>max(x, 0) of every element, in place.</summary>
        public Tensor relu_() => Call.InPlace(this, Ops.relu_, this);

        /// <summary>min(max(x, 0), 6) of every element.</summary>
        public Tensor relu6() => Call.Tensor(Ops.relu6, this);

        /// <summary>min(max(x, 0), 6) of every element, in place.</summary>
        public Tensor relu6_() => Call.InPlace(this, Ops.relu6_, this);

        /// <summary>x * sigmoid(x) of every element.</summary>
        public Tensor silu() => Call.Tensor(Ops.silu, this);

        /// <summary>x * sigmoid(x) of every element, in place.</summary>
        public Tensor silu_() => Call.InPlace(this, Ops.silu_, this);

        /// <summary>The scaled exponential linear unit of every element (Klambauer et al. 2017).</summary>
        public Tensor selu() => Call.Tensor(Ops.selu, this);

        /// <summary>The scaled exponential linear unit of every element (Klambauer et al. 2017), in place.</summary>
        public Tensor selu_() => Call.InPlace(this, Ops.selu_, this);

        /// <summary>x * relu6(x + 3) / 6 of every element.</summary>
        public Tensor hardswish() => Call.Tensor(Ops.hardswish, this);

        /// <summary>x * relu6(x + 3) / 6 of every element, in place.</summary>
        public Tensor hardswish_() => Call.InPlace(this, Ops.hardswish_, this);

        /// <summary>relu6(x + 3) / 6 of every element.</summary>
        public Tensor hardsigmoid() => Call.Tensor(Ops.hardsigmoid, this);

        /// <summary>relu6(x + 3) / 6 of every element, in place.</summary>
        public Tensor hardsigmoid_() => Call.InPlace(this, Ops.hardsigmoid_, this);

        /// <summary>Degrees to radians.</summary>
        public Tensor deg2rad() => Call.Tensor(Ops.deg2rad, this);

        /// <summary>Degrees to radians, in place.</summary>
        public Tensor deg2rad_() => Call.InPlace(this, Ops.deg2rad_, this);

        /// <summary>Radians to degrees.</summary>
        public Tensor rad2deg() => Call.Tensor(Ops.rad2deg, this);

        /// <summary>Radians to degrees, in place.</summary>
        public Tensor rad2deg_() => Call.InPlace(this, Ops.rad2deg_, this);

        /// <summary>sin(pi x) / (pi x) of every element.</summary>
        public Tensor sinc() => Call.Tensor(Ops.sinc, this);

        /// <summary>sin(pi x) / (pi x) of every element, in place.</summary>
        public Tensor sinc_() => Call.InPlace(this, Ops.sinc_, this);

        /// <summary>The logarithm of the gamma function of every element.</summary>
        public Tensor lgamma() => Call.Tensor(Ops.lgamma, this);

        /// <summary>The logarithm of the gamma function of every element, in place.</summary>
        public Tensor lgamma_() => Call.InPlace(this, Ops.lgamma_, this);

        /// <summary>Whether every element is zero.</summary>
        public Tensor logical_not() => Call.Tensor(Ops.logical_not, this);

        /// <summary>Whether every element is zero, in place.</summary>
        public Tensor logical_not_() => Call.InPlace(this, Ops.logical_not_, this);

        /// <summary>Every element with its bits (or truth) inverted.</summary>
        public Tensor bitwise_not() => Call.Tensor(Ops.bitwise_not, this);

        /// <summary>Every element with its bits (or truth) inverted, in place.</summary>
        public Tensor bitwise_not_() => Call.InPlace(this, Ops.bitwise_not_, this);

        /// <summary>The square of every element.</summary>
        public Tensor square() => Call.Tensor(Ops.square, this);

        /// <summary>The absolute value of every element.</summary>
        public Tensor absolute() => abs();

        /// <summary>Every element with the other sign.</summary>
        public Tensor negative() => neg();

        /// <summary>The arc sine of every element.</summary>
        public Tensor arcsin() => asin();

        /// <summary>The arc cosine of every element.</summary>
        public Tensor arccos() => acos();

        /// <summary>The arc tangent of every element.</summary>
        public Tensor arctan() => atan();

        /// <summary>The sign bit of every element.</summary>
        public Tensor signbit() => Call.Tensor(Ops.signbit, this);

        /// <summary>The angle of every complex element, radians.</summary>
        public Tensor angle() => Call.Tensor(Ops.angle, this);

        /// <summary>The complex conjugate.</summary>
        public Tensor conj() => Call.Tensor(Ops.conj, this);

        /// <summary>The complex conjugate, written out in memory.</summary>
        public Tensor conj_physical() => Call.Tensor(Ops.conj_physical, this);

        /// <summary>The tensor with a pending conjugation carried out.</summary>
        public Tensor resolve_conj() => Call.Tensor(Ops.resolve_conj, this);

        /// <summary>The tensor with a pending negation carried out.</summary>
        public Tensor resolve_neg() => Call.Tensor(Ops.resolve_neg, this);

        /// <summary>Whether a conjugation is pending.</summary>
        public bool is_conj() => NativeMethods.rt_is_conj(Handle) != 0;

        /// <summary>Whether a negation is pending.</summary>
        public bool is_neg() => NativeMethods.rt_is_neg(Handle) != 0;

        /// <summary>Every element rounded to the nearest, halves to even.</summary>
        public Tensor round(long decimals = 0L) => decimals == 0 ? Call.Tensor(Ops.round, this) : Call.Tensor(Ops.round_decimals, this, decimals);

        /// <summary>Every element rounded in place.</summary>
        public Tensor round_(long decimals = 0L) => decimals == 0 ? Call.InPlace(this, Ops.round_, this) : Call.InPlace(this, Ops.round__decimals, this, decimals);

        /// <summary>log(x / (1 - x)) of every element; eps clamps it away from 0 and 1.</summary>
        public Tensor logit(double? eps = null) => Call.Tensor(Ops.logit, this, eps);

        /// <summary>Whether every element is infinite.</summary>
        public Tensor isinf() => Call.Tensor(Ops.isinf, this);

        /// <summary>Whether every element is finite.</summary>
        public Tensor isfinite() => Call.Tensor(Ops.isfinite, this);

        /// <summary>Whether every element is not a number.</summary>
        public Tensor isnan() => Call.Tensor(Ops.isnan, this);

        /// <summary>Whether every element is plus infinity.</summary>
        public Tensor isposinf() => Call.Tensor(Ops.isposinf, this);

        /// <summary>Whether every element is minus infinity.</summary>
        public Tensor isneginf() => Call.Tensor(Ops.isneginf, this);

        /// <summary>NaN and the infinities replaced by numbers.</summary>
        public Tensor nan_to_num(double nan = 0, double? posinf = null, double? neginf = null) => Call.Tensor(Ops.nan_to_num, this, nan, posinf, neginf);

        /// <summary>NaN and the infinities replaced in place.</summary>
        public Tensor nan_to_num_(double nan = 0, double? posinf = null, double? neginf = null) => Call.InPlace(this, Ops.nan_to_num_, this, nan, posinf, neginf);

        /// <summary>log(1 + exp(beta x)) / beta of every element; linear above the threshold.</summary>
        public Tensor softplus(double beta = 1, double threshold = 20) => Call.Tensor(Ops.softplus, this, beta, threshold);

        /// <summary>log(sigmoid(x)) of every element.</summary>
        public Tensor log_sigmoid() => Call.Tensor(Ops.log_sigmoid, this);

        /// <summary>The Gaussian error linear unit of every element (Hendrycks and Gimpel 2016).</summary>
        public Tensor gelu() => Call.Tensor(Ops.gelu, this);

        /// <summary>x where positive, negative_slope * x elsewhere.</summary>
        public Tensor leaky_relu(Scalar negative_slope) => Call.Tensor(Ops.leaky_relu, this, negative_slope);

        /// <summary>x where positive, negative_slope * x elsewhere, in place.</summary>
        public Tensor leaky_relu_(Scalar negative_slope) => Call.InPlace(this, Ops.leaky_relu_, this, negative_slope);

        /// <summary>x where positive, alpha (exp(x) - 1) elsewhere.</summary>
        public Tensor elu(double alpha = 1) => Call.Tensor(Ops.elu, this, alpha);

        /// <summary>x where positive, alpha (exp(x) - 1) elsewhere, in place.</summary>
        public Tensor elu_(double alpha = 1) => Call.InPlace(this, Ops.elu_, this, alpha);

        /// <summary>Every element limited to a range.</summary>
        public Tensor hardtanh(Scalar min, Scalar max) => Call.Tensor(Ops.hardtanh, this, min, max);

        /// <summary>Every element limited to a range, in place.</summary>
        public Tensor hardtanh_(Scalar min, Scalar max) => Call.InPlace(this, Ops.hardtanh_, this, min, max);

        /// <summary>x where positive, weight * x elsewhere, one weight a channel.</summary>
        public Tensor prelu(Tensor target) => Call.Tensor(Ops.prelu, this, target);

        /// <summary>exp(x) over its sum along a dimension.</summary>
        public Tensor softmax(long dim, ScalarType? dtype = null) => Call.Tensor(Ops.softmax_int, this, dim, dtype);

        /// <summary>The logarithm of softmax along a dimension.</summary>
        public Tensor log_softmax(long dim, ScalarType? dtype = null) => Call.Tensor(Ops.log_softmax_int, this, dim, dtype);

        /// <summary>x where above the threshold, value elsewhere.</summary>
        public Tensor threshold(Scalar threshold, Scalar value) => Call.Tensor(Ops.threshold, this, threshold, value);
    }
}
