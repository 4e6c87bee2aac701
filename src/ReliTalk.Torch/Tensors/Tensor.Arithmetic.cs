using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The sum of both, element by element.</summary>
        public Tensor add(Tensor target) => Call.Tensor(Ops.add_Tensor, this, target);

        /// <summary>This plus alpha times the other.</summary>
        public Tensor add(Tensor target, Scalar alpha) => Call.Tensor(Ops.add_Tensor, this, target, alpha);

        /// <summary>A number added to every element.</summary>
        public Tensor add(Scalar scalar) => Call.Tensor(Ops.add_Scalar, this, scalar);

        /// <summary>alpha times a number added to every element.</summary>
        public Tensor add(Scalar scalar, Scalar alpha) => Call.Tensor(Ops.add_Scalar, this, scalar, alpha);

        /// <summary>Adds the other in place.</summary>
        public Tensor add_(Tensor target) => Call.InPlace(this, Ops.add__Tensor, this, target);

        /// <summary>Adds alpha times the other in place.</summary>
        public Tensor add_(Tensor target, Scalar alpha) => Call.InPlace(this, Ops.add__Tensor, this, target, alpha);

        /// <summary>Adds a number in place.</summary>
        public Tensor add_(Scalar scalar) => Call.InPlace(this, Ops.add__Scalar, this, scalar);

        /// <summary>Adds alpha times a number in place.</summary>
        public Tensor add_(Scalar scalar, Scalar alpha) => Call.InPlace(this, Ops.add__Scalar, this, scalar, alpha);

        /// <summary>The difference of both, element by element.</summary>
        public Tensor sub(Tensor target) => Call.Tensor(Ops.sub_Tensor, this, target);

        /// <summary>The difference with a number.</summary>
        public Tensor sub(Scalar target) => Call.Tensor(Ops.sub_Scalar, this, target);

        /// <summary>Subtracts the other in place.</summary>
        public Tensor sub_(Tensor target) => Call.InPlace(this, Ops.sub__Tensor, this, target);

        /// <summary>Subtracts a number in place.</summary>
        public Tensor sub_(Scalar target) => Call.InPlace(this, Ops.sub__Scalar, this, target);

        /// <summary>The product of both, element by element.</summary>
        public Tensor mul(Tensor target) => Call.Tensor(Ops.mul_Tensor, this, target);

        /// <summary>The product with a number.</summary>
        public Tensor mul(Scalar target) => Call.Tensor(Ops.mul_Scalar, this, target);

        /// <summary>Multiplies by the other in place.</summary>
        public Tensor mul_(Tensor target) => Call.InPlace(this, Ops.mul__Tensor, this, target);

        /// <summary>Multiplies by a number in place.</summary>
        public Tensor mul_(Scalar target) => Call.InPlace(this, Ops.mul__Scalar, this, target);

        /// <summary>The quotient of both, element by element.</summary>
        public Tensor div(Tensor target, RoundingMode rounding_mode = RoundingMode.None) =>
            rounding_mode == RoundingMode.None ? Call.Tensor(Ops.div_Tensor, this, target) : Call.Tensor(Ops.div_Tensor_mode, this, target, Name(rounding_mode));

        /// <summary>Every element over a number.</summary>
        public Tensor div(Scalar target, RoundingMode rounding_mode = RoundingMode.None) =>
            rounding_mode == RoundingMode.None ? Call.Tensor(Ops.div_Scalar, this, target) : Call.Tensor(Ops.div_Scalar_mode, this, target, Name(rounding_mode));

        /// <summary>Divides by the other in place.</summary>
        public Tensor div_(Tensor target, RoundingMode rounding_mode = RoundingMode.None) =>
            rounding_mode == RoundingMode.None ? Call.InPlace(this, Ops.div__Tensor, this, target) : Call.InPlace(this, Ops.div__Tensor_mode, this, target, Name(rounding_mode));

        /// <summary>Divides by a number in place.</summary>
        public Tensor div_(Scalar target, RoundingMode rounding_mode = RoundingMode.None) =>
            rounding_mode == RoundingMode.None ? Call.InPlace(this, Ops.div__Scalar, this, target) : Call.InPlace(this, Ops.div__Scalar_mode, this, target, Name(rounding_mode));

        /// <summary>The product of both, element by element.</summary>
        public Tensor multiply(Tensor target) => mul(target);

        /// <summary>The product with a number.</summary>
        public Tensor multiply(Scalar target) => mul(target);

        /// <summary>The difference of both, element by element.</summary>
        public Tensor subtract(Tensor target) => sub(target);

        /// <summary>The difference with a number.</summary>
        public Tensor subtract(Scalar target) => sub(target);

        /// <summary>The quotient of both, element by element.</summary>
        public Tensor divide(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => div(target, rounding_mode);

        /// <summary>Every element over a number.</summary>
        public Tensor divide(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => div(target, rounding_mode);

        /// <summary>The quotient of both, never rounded.</summary>
        public Tensor true_divide(Tensor other) => Call.Tensor(Ops.true_divide_Tensor, this, other);

        /// <summary>The quotient rounded down.</summary>
        public Tensor floor_divide(Tensor other) => Call.Tensor(Ops.floor_divide, this, other);

        /// <summary>The quotient with a number rounded down.</summary>
        public Tensor floor_divide(Scalar other) => Call.Tensor(Ops.floor_divide_Scalar, this, other);

        /// <summary>The remainder with the sign of the divisor.</summary>
        public Tensor remainder(Tensor target) => Call.Tensor(Ops.remainder_Tensor, this, target);

        /// <summary>The remainder with the sign of the divisor.</summary>
        public Tensor remainder(Scalar scalar) => Call.Tensor(Ops.remainder_Scalar, this, scalar);

        /// <summary>The remainder with the sign of the dividend.</summary>
        public Tensor fmod(Tensor target) => Call.Tensor(Ops.fmod_Tensor, this, target);

        /// <summary>The remainder with the sign of the dividend.</summary>
        public Tensor fmod(Scalar scalar) => Call.Tensor(Ops.fmod_Scalar, this, scalar);

        /// <summary>Every element to a power.</summary>
        public Tensor pow(Tensor exponent) => Call.Tensor(Ops.pow_Tensor_Tensor, this, exponent);

        /// <summary>Every element to a power.</summary>
        public Tensor pow(Scalar exponent) => Call.Tensor(Ops.pow_Tensor_Scalar, this, exponent);

        /// <summary>Every element to a power, in place.</summary>
        public Tensor pow_(Tensor exponent) => Call.InPlace(this, Ops.pow__Tensor, this, exponent);

        /// <summary>Every element to a power, in place.</summary>
        public Tensor pow_(Scalar exponent) => Call.InPlace(this, Ops.pow__Scalar, this, exponent);

        /// <summary>The angle of the point (other, this), radians.</summary>
        public Tensor atan2(Tensor other) => Call.Tensor(Ops.atan2, this, other);

        /// <summary>sqrt(x^2 + y^2) without overflow.</summary>
        public Tensor hypot(Tensor other) => Call.Tensor(Ops.hypot, this, other);

        /// <summary>log(exp(x) + exp(y)) without overflow.</summary>
        public Tensor logaddexp(Tensor other) => Call.Tensor(Ops.logaddexp, this, other);

        /// <summary>x log(y), zero where x is zero.</summary>
        public Tensor xlogy(Tensor y) => Call.Tensor(Ops.xlogy_Tensor, this, y);

        /// <summary>This plus value * tensor1 * tensor2.</summary>
        public Tensor addcmul(Tensor tensor1, Tensor tensor2, Scalar value) => Call.Tensor(Ops.addcmul, this, tensor1, tensor2, value);

        /// <summary>Adds value * tensor1 * tensor2 in place.</summary>
        public Tensor addcmul_(Tensor tensor1, Tensor tensor2, Scalar value) => Call.InPlace(this, Ops.addcmul_, this, tensor1, tensor2, value);

        /// <summary>This plus value * tensor1 / tensor2.</summary>
        public Tensor addcdiv(Tensor tensor1, Tensor tensor2, Scalar value) => Call.Tensor(Ops.addcdiv, this, tensor1, tensor2, value);

        /// <summary>This plus tensor1 / tensor2.</summary>
        public Tensor addcdiv(Tensor tensor1, Tensor tensor2) => Call.Tensor(Ops.addcdiv, this, tensor1, tensor2);

        /// <summary>Adds value * tensor1 / tensor2 in place.</summary>
        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2, Scalar value) => Call.InPlace(this, Ops.addcdiv_, this, tensor1, tensor2, value);

        /// <summary>Adds tensor1 / tensor2 in place.</summary>
        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2) => Call.InPlace(this, Ops.addcdiv_, this, tensor1, tensor2);

        /// <summary>This + weight (end - this).</summary>
        public Tensor lerp(Tensor end, Tensor weight) => Call.Tensor(Ops.lerp_Tensor, this, end, weight);

        /// <summary>This + weight (end - this), in place.</summary>
        public Tensor lerp_(Tensor end, Tensor weight) => Call.InPlace(this, Ops.lerp__Tensor, this, end, weight);

        /// <summary>Every element limited to a range; null is no limit.</summary>
        public Tensor clamp(Scalar? min = null, Scalar? max = null) => Call.Tensor(Ops.clamp, this, min, max);

        /// <summary>Every element limited to a range of tensors; null is no limit.</summary>
        public Tensor clamp(Tensor? min = null, Tensor? max = null) => Call.Tensor(Ops.clamp_Tensor, this, min, max);

        /// <summary>Every element limited to a range; null is no limit.</summary>
        public Tensor clip(Scalar? min = null, Scalar? max = null) => clamp(min, max);

        /// <summary>Limits every element to a range in place.</summary>
        public Tensor clamp_(Scalar? min = null, Scalar? max = null) => Call.InPlace(this, Ops.clamp_, this, min, max);

        /// <summary>Limits every element to a range of tensors in place.</summary>
        public Tensor clamp_(Tensor? min = null, Tensor? max = null) => Call.InPlace(this, Ops.clamp__Tensor, this, min, max);

        /// <summary>Every element, at most max.</summary>
        public Tensor clamp_max(Scalar max) => Call.Tensor(Ops.clamp_max, this, max);

        /// <summary>Limits every element to at most max, in place.</summary>
        public Tensor clamp_max_(Scalar max) => Call.InPlace(this, Ops.clamp_max_, this, max);

        /// <summary>Every element, at least min.</summary>
        public Tensor clamp_min(Scalar min) => Call.Tensor(Ops.clamp_min, this, min);

        /// <summary>Limits every element to at least min, in place.</summary>
        public Tensor clamp_min_(Scalar min) => Call.InPlace(this, Ops.clamp_min_, this, min);

        /// <summary>The larger of both, element by element.</summary>
        public Tensor maximum(Tensor other) => Call.Tensor(Ops.maximum, this, other);

        /// <summary>The smaller of both, element by element.</summary>
        public Tensor minimum(Tensor other) => Call.Tensor(Ops.minimum, this, other);

        /// <summary>The larger of both, element by element.</summary>
        public Tensor max(Tensor other) => Call.Tensor(Ops.maximum, this, other);

        /// <summary>The smaller of both, element by element.</summary>
        public Tensor min(Tensor other) => Call.Tensor(Ops.minimum, this, other);

        /// <summary>The larger of both, where a number beats NaN.</summary>
        public Tensor fmax(Tensor other) => Call.Tensor(Ops.fmax, this, other);

        /// <summary>The smaller of both, where a number beats NaN.</summary>
        public Tensor fmin(Tensor other) => Call.Tensor(Ops.fmin, this, other);

        /// <summary>The magnitude of this with the sign of the other.</summary>
        public Tensor copysign(Tensor other) => Call.Tensor(Ops.copysign_Tensor, this, other);

        /// <summary>Whether both are non-zero, element by element.</summary>
        public Tensor logical_and(Tensor other) => Call.Tensor(Ops.logical_and, this, other);

        /// <summary>Whether both are non-zero, in place.</summary>
        public Tensor logical_and_(Tensor other) => Call.InPlace(this, Ops.logical_and_, this, other);

        /// <summary>Whether either is non-zero, element by element.</summary>
        public Tensor logical_or(Tensor other) => Call.Tensor(Ops.logical_or, this, other);

        /// <summary>Whether either is non-zero, in place.</summary>
        public Tensor logical_or_(Tensor other) => Call.InPlace(this, Ops.logical_or_, this, other);

        /// <summary>Whether one is non-zero, element by element.</summary>
        public Tensor logical_xor(Tensor other) => Call.Tensor(Ops.logical_xor, this, other);

        /// <summary>Whether one is non-zero, in place.</summary>
        public Tensor logical_xor_(Tensor other) => Call.InPlace(this, Ops.logical_xor_, this, other);

        /// <summary>The bits both have, element by element.</summary>
        public Tensor bitwise_and(Tensor other) => Call.Tensor(Ops.bitwise_and_Tensor, this, other);

        /// <summary>The bits both have, in place.</summary>
        public Tensor bitwise_and_(Tensor other) => Call.InPlace(this, Ops.bitwise_and__Tensor, this, other);

        /// <summary>The bits either has, element by element.</summary>
        public Tensor bitwise_or(Tensor other) => Call.Tensor(Ops.bitwise_or_Tensor, this, other);

        /// <summary>The bits either has, in place.</summary>
        public Tensor bitwise_or_(Tensor other) => Call.InPlace(this, Ops.bitwise_or__Tensor, this, other);

        /// <summary>The bits one has, element by element.</summary>
        public Tensor bitwise_xor(Tensor other) => Call.Tensor(Ops.bitwise_xor_Tensor, this, other);

        /// <summary>The bits one has, in place.</summary>
        public Tensor bitwise_xor_(Tensor other) => Call.InPlace(this, Ops.bitwise_xor__Tensor, this, other);

        /// <summary>Whether every element equals the other.</summary>
        public Tensor eq(Tensor target) => Call.Tensor(Ops.eq_Tensor, this, target);

        /// <summary>Whether every element equals a number.</summary>
        public Tensor eq(Scalar target) => Call.Tensor(Ops.eq_Scalar, this, target);

        /// <summary>Whether every element differs from the other.</summary>
        public Tensor ne(Tensor target) => Call.Tensor(Ops.ne_Tensor, this, target);

        /// <summary>Whether every element differs from a number.</summary>
        public Tensor ne(Scalar target) => Call.Tensor(Ops.ne_Scalar, this, target);

        /// <summary>Whether every element is less than the other.</summary>
        public Tensor lt(Tensor target) => Call.Tensor(Ops.lt_Tensor, this, target);

        /// <summary>Whether every element is less than a number.</summary>
        public Tensor lt(Scalar target) => Call.Tensor(Ops.lt_Scalar, this, target);

        /// <summary>Whether every element is at most the other.</summary>
        public Tensor le(Tensor target) => Call.Tensor(Ops.le_Tensor, this, target);

        /// <summary>Whether every element is at most a number.</summary>
        public Tensor le(Scalar target) => Call.Tensor(Ops.le_Scalar, this, target);

        /// <summary>Whether every element is greater than the other.</summary>
        public Tensor gt(Tensor target) => Call.Tensor(Ops.gt_Tensor, this, target);

        /// <summary>Whether every element is greater than a number.</summary>
        public Tensor gt(Scalar target) => Call.Tensor(Ops.gt_Scalar, this, target);

        /// <summary>Whether every element is at least the other.</summary>
        public Tensor ge(Tensor target) => Call.Tensor(Ops.ge_Tensor, this, target);

        /// <summary>Whether every element is at least a number.</summary>
        public Tensor ge(Scalar target) => Call.Tensor(Ops.ge_Scalar, this, target);

        /// <summary>Whether every element lies within atol + rtol |other| of the other.</summary>
        public Tensor isclose(Tensor other, double rtol = 1E-05, double atol = 1E-08, bool nanEqual = false) =>
            Call.Tensor(Ops.isclose, this, other, rtol, atol, nanEqual);

        /// <summary>Whether all elements lie within atol + rtol |target| of the other.</summary>
        public bool allclose(Tensor target, double rtol = 1E-05, double atol = 1E-08, bool equal_nan = false) =>
            Call.Bool(Ops.allclose, this, target, rtol, atol, equal_nan);
    }
}
