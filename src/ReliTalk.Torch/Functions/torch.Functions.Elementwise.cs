namespace TorchSharp;

public static partial class torch
{
    /// <summary>Whether every element is finite.</summary>
    public static Tensor isfinite(Tensor tensor) => tensor.isfinite();

    /// <summary>Whether every element is infinite.</summary>
    public static Tensor isinf(Tensor tensor) => tensor.isinf();

    /// <summary>Whether every element is plus infinity.</summary>
    public static Tensor isposinf(Tensor tensor) => tensor.isposinf();

    /// <summary>Whether every element is minus infinity.</summary>
    public static Tensor isneginf(Tensor tensor) => tensor.isneginf();

    /// <summary>Whether every element is not a number.</summary>
    public static Tensor isnan(Tensor input) => input.isnan();

    /// <summary>The complex conjugate.</summary>
    public static Tensor conj(Tensor input) => input.conj();

    /// <summary>The tensor with a pending conjugation carried out.</summary>
    public static Tensor resolve_conj(Tensor input) => input.resolve_conj();

    /// <summary>The tensor with a pending negation carried out.</summary>
    public static Tensor resolve_neg(Tensor input) => input.resolve_neg();

    /// <summary>The absolute value of every element.</summary>
    public static Tensor abs(Tensor input) => input.abs();

    /// <summary>The absolute value of every element, in place.</summary>
    public static Tensor abs_(Tensor input) => input.abs_();

    /// <summary>The absolute value of every element.</summary>
    public static Tensor absolute(Tensor input) => input.absolute();

    /// <summary>The arc cosine of every element.</summary>
    public static Tensor acos(Tensor input) => input.acos();

    /// <summary>The arc cosine of every element, in place.</summary>
    public static Tensor acos_(Tensor input) => input.acos_();

    /// <summary>The arc cosine of every element.</summary>
    public static Tensor arccos(Tensor input) => input.arccos();

    /// <summary>The inverse hyperbolic cosine of every element.</summary>
    public static Tensor acosh(Tensor input) => input.acosh();

    /// <summary>The inverse hyperbolic cosine of every element, in place.</summary>
    public static Tensor acosh_(Tensor input) => input.acosh_();

    /// <summary>The angle of every complex element, radians.</summary>
    public static Tensor angle(Tensor input) => input.angle();

    /// <summary>The arc sine of every element.</summary>
    public static Tensor asin(Tensor input) => input.asin();

    /// <summary>The arc sine of every element, in place.</summary>
    public static Tensor asin_(Tensor input) => input.asin_();

    /// <summary>The arc sine of every element.</summary>
    public static Tensor arcsin(Tensor input) => input.arcsin();

    /// <summary>The inverse hyperbolic sine of every element.</summary>
    public static Tensor asinh(Tensor input) => input.asinh();

    /// <summary>The inverse hyperbolic sine of every element, in place.</summary>
    public static Tensor asinh_(Tensor input) => input.asinh_();

    /// <summary>The arc tangent of every element.</summary>
    public static Tensor atan(Tensor input) => input.atan();

    /// <summary>The arc tangent of every element, in place.</summary>
    public static Tensor atan_(Tensor input) => input.atan_();

    /// <summary>The arc tangent of every element.</summary>
    public static Tensor arctan(Tensor input) => input.arctan();

    /// <summary>The inverse hyperbolic tangent of every element.</summary>
    public static Tensor atanh(Tensor input) => input.atanh();

    /// <summary>The inverse hyperbolic tangent of every element, in place.</summary>
    public static Tensor atanh_(Tensor input) => input.atanh_();

    /// <summary>Every element with its bits (or truth) inverted.</summary>
    public static Tensor bitwise_not(Tensor input) => input.bitwise_not();

    /// <summary>Every element with its bits (or truth) inverted, in place.</summary>
    public static Tensor bitwise_not_(Tensor input) => input.bitwise_not_();

    /// <summary>Every element rounded up.</summary>
    public static Tensor ceil(Tensor input) => input.ceil();

    /// <summary>Every element rounded up, in place.</summary>
    public static Tensor ceil_(Tensor input) => input.ceil_();

    /// <summary>The complex conjugate, written out in memory.</summary>
    public static Tensor conj_physical(Tensor input) => input.conj_physical();

    /// <summary>The cosine of every element, radians.</summary>
    public static Tensor cos(Tensor input) => input.cos();

    /// <summary>The cosine of every element, radians, in place.</summary>
    public static Tensor cos_(Tensor input) => input.cos_();

    /// <summary>The hyperbolic cosine of every element.</summary>
    public static Tensor cosh(Tensor input) => input.cosh();

    /// <summary>The hyperbolic cosine of every element, in place.</summary>
    public static Tensor cosh_(Tensor input) => input.cosh_();

    /// <summary>Degrees to radians.</summary>
    public static Tensor deg2rad(Tensor input) => input.deg2rad();

    /// <summary>Degrees to radians, in place.</summary>
    public static Tensor deg2rad_(Tensor input) => input.deg2rad_();

    /// <summary>The error function of every element.</summary>
    public static Tensor erf(Tensor input) => input.erf();

    /// <summary>The error function of every element, in place.</summary>
    public static Tensor erf_(Tensor input) => input.erf_();

    /// <summary>One less the error function of every element.</summary>
    public static Tensor erfc(Tensor input) => input.erfc();

    /// <summary>One less the error function of every element, in place.</summary>
    public static Tensor erfc_(Tensor input) => input.erfc_();

    /// <summary>The inverse error function of every element.</summary>
    public static Tensor erfinv(Tensor input) => input.erfinv();

    /// <summary>The inverse error function of every element, in place.</summary>
    public static Tensor erfinv_(Tensor input) => input.erfinv_();

    /// <summary>e to the power of every element.</summary>
    public static Tensor exp(Tensor input) => input.exp();

    /// <summary>e to the power of every element, in place.</summary>
    public static Tensor exp_(Tensor input) => input.exp_();

    /// <summary>2 to the power of every element.</summary>
    public static Tensor exp2(Tensor input) => input.exp2();

    /// <summary>2 to the power of every element, in place.</summary>
    public static Tensor exp2_(Tensor input) => input.exp2_();

    /// <summary>e to the power of every element, less one, exact near zero.</summary>
    public static Tensor expm1(Tensor input) => input.expm1();

    /// <summary>e to the power of every element, less one, exact near zero, in place.</summary>
    public static Tensor expm1_(Tensor input) => input.expm1_();

    /// <summary>Every element rounded down.</summary>
    public static Tensor floor(Tensor input) => input.floor();

    /// <summary>Every element rounded down, in place.</summary>
    public static Tensor floor_(Tensor input) => input.floor_();

    /// <summary>The fraction of every element.</summary>
    public static Tensor frac(Tensor input) => input.frac();

    /// <summary>The fraction of every element, in place.</summary>
    public static Tensor frac_(Tensor input) => input.frac_();

    /// <summary>The logarithm of the gamma function of every element.</summary>
    public static Tensor lgamma(Tensor input) => input.lgamma();

    /// <summary>The logarithm of the gamma function of every element, in place.</summary>
    public static Tensor lgamma_(Tensor input) => input.lgamma_();

    /// <summary>The natural logarithm of every element.</summary>
    public static Tensor log(Tensor input) => input.log();

    /// <summary>The natural logarithm of every element, in place.</summary>
    public static Tensor log_(Tensor input) => input.log_();

    /// <summary>The logarithm to base 10 of every element.</summary>
    public static Tensor log10(Tensor input) => input.log10();

    /// <summary>The logarithm to base 10 of every element, in place.</summary>
    public static Tensor log10_(Tensor input) => input.log10_();

    /// <summary>The logarithm of one plus every element, exact near zero.</summary>
    public static Tensor log1p(Tensor input) => input.log1p();

    /// <summary>The logarithm of one plus every element, exact near zero, in place.</summary>
    public static Tensor log1p_(Tensor input) => input.log1p_();

    /// <summary>The logarithm to base 2 of every element.</summary>
    public static Tensor log2(Tensor input) => input.log2();

    /// <summary>The logarithm to base 2 of every element, in place.</summary>
    public static Tensor log2_(Tensor input) => input.log2_();

    /// <summary>Whether every element is zero.</summary>
    public static Tensor logical_not(Tensor input) => input.logical_not();

    /// <summary>log(x / (1 - x)) of every element; eps clamps it away from 0 and 1.</summary>
    public static Tensor logit(Tensor input, double? eps = null) => input.logit(eps);

    /// <summary>NaN and the infinities replaced by numbers.</summary>
    public static Tensor nan_to_num(Tensor input, double nan = 0, double? posinf = null, double? neginf = null) => input.nan_to_num(nan, posinf, neginf);

    /// <summary>NaN and the infinities replaced in place.</summary>
    public static Tensor nan_to_num_(Tensor input, double nan = 0, double? posinf = null, double? neginf = null) => input.nan_to_num_(nan, posinf, neginf);

    /// <summary>Every element with the other sign.</summary>
    public static Tensor neg(Tensor input) => input.neg();

    /// <summary>Every element with the other sign, in place.</summary>
    public static Tensor neg_(Tensor input) => input.neg_();

    /// <summary>Every element with the other sign.</summary>
    public static Tensor negative(Tensor input) => input.negative();

    /// <summary>Radians to degrees.</summary>
    public static Tensor rad2deg(Tensor input) => input.rad2deg();

    /// <summary>Radians to degrees, in place.</summary>
    public static Tensor rad2deg_(Tensor input) => input.rad2deg_();

    /// <summary>One over every element.</summary>
    public static Tensor reciprocal(Tensor input) => input.reciprocal();

    /// <summary>One over every element, in place.</summary>
    public static Tensor reciprocal_(Tensor input) => input.reciprocal_();

    /// <summary>Every element rounded to the nearest, halves to even.</summary>
    public static Tensor round(Tensor input, long decimals = 0L) => input.round(decimals);

    /// <summary>Every element rounded in place.</summary>
    public static Tensor round_(Tensor input, long decimals = 0L) => input.round_(decimals);

    /// <summary>One over the square root of every element.</summary>
    public static Tensor rsqrt(Tensor input) => input.rsqrt();

    /// <summary>One over the square root of every element, in place.</summary>
    public static Tensor rsqrt_(Tensor input) => input.rsqrt_();

    /// <summary>1 / (1 + exp(-x)) of every element.</summary>
    public static Tensor sigmoid(Tensor input) => input.sigmoid();

    /// <summary>1 / (1 + exp(-x)) of every element, in place.</summary>
    public static Tensor sigmoid_(Tensor input) => input.sigmoid_();

    /// <summary>-1, 0 or 1 by the sign of every element.</summary>
    public static Tensor sign(Tensor input) => input.sign();

    /// <summary>-1, 0 or 1 by the sign of every element, in place.</summary>
    public static Tensor sign_(Tensor input) => input.sign_();

    /// <summary>The sign bit of every element.</summary>
    public static Tensor signbit(Tensor input) => input.signbit();

    /// <summary>The sine of every element, radians.</summary>
    public static Tensor sin(Tensor input) => input.sin();

    /// <summary>The sine of every element, radians, in place.</summary>
    public static Tensor sin_(Tensor input) => input.sin_();

    /// <summary>sin(pi x) / (pi x) of every element.</summary>
    public static Tensor sinc(Tensor input) => input.sinc();

    /// <summary>sin(pi x) / (pi x) of every element, in place.</summary>
    public static Tensor sinc_(Tensor input) => input.sinc_();

    /// <summary>The hyperbolic sine of every element.</summary>
    public static Tensor sinh(Tensor input) => input.sinh();

    /// <summary>The hyperbolic sine of every element, in place.</summary>
    public static Tensor sinh_(Tensor input) => input.sinh_();

    /// <summary>The square root of every element.</summary>
    public static Tensor sqrt(Tensor input) => input.sqrt();

    /// <summary>The square root of every element, in place.</summary>
    public static Tensor sqrt_(Tensor input) => input.sqrt_();

    /// <summary>The square of every element.</summary>
    public static Tensor square(Tensor input) => input.square();

    /// <summary>The tangent of every element, radians.</summary>
    public static Tensor tan(Tensor input) => input.tan();

    /// <summary>The tangent of every element, radians, in place.</summary>
    public static Tensor tan_(Tensor input) => input.tan_();

    /// <summary>The hyperbolic tangent of every element.</summary>
    public static Tensor tanh(Tensor input) => input.tanh();

    /// <summary>The hyperbolic tangent of every element, in place.</summary>
    public static Tensor tanh_(Tensor input) => input.tanh_();

    /// <summary>Every element rounded towards zero.</summary>
    public static Tensor trunc(Tensor input) => input.trunc();

    /// <summary>Every element rounded towards zero, in place.</summary>
    public static Tensor trunc_(Tensor input) => input.trunc_();
}
