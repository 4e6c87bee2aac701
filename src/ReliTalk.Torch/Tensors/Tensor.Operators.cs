using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Element-wise add.</summary>
        public static Tensor operator +(Tensor left, Tensor right) => left.add(right);

        /// <summary>Element-wise add with a number.</summary>
        public static Tensor operator +(Tensor left, Scalar right) => left.add(right);

        /// <summary>A number and every element: add.</summary>
        public static Tensor operator +(Scalar left, Tensor right) => right.add(left);

        /// <summary>Element-wise add with a number.</summary>
        public static Tensor operator +(Tensor left, int right) => Call.Tensor(Ops.add_Scalar, left, right);

        /// <summary>A number and every element: add.</summary>
        public static Tensor operator +(int left, Tensor right) => Call.Tensor(Ops.add_Scalar, right, left);

        /// <summary>Element-wise add with a number.</summary>
        public static Tensor operator +(Tensor left, long right) => Call.Tensor(Ops.add_Scalar, left, right);

        /// <summary>A number and every element: add.</summary>
        public static Tensor operator +(long left, Tensor right) => Call.Tensor(Ops.add_Scalar, right, left);

        /// <summary>Element-wise add with a number.</summary>
        public static Tensor operator +(Tensor left, float right) => Call.Tensor(Ops.add_Scalar, left, right);

        /// <summary>A number and every element: add.</summary>
        public static Tensor operator +(float left, Tensor right) => Call.Tensor(Ops.add_Scalar, right, left);

        /// <summary>Element-wise add with a number.</summary>
        public static Tensor operator +(Tensor left, double right) => Call.Tensor(Ops.add_Scalar, left, right);

        /// <summary>A number and every element: add.</summary>
        public static Tensor operator +(double left, Tensor right) => Call.Tensor(Ops.add_Scalar, right, left);

        /// <summary>Element-wise sub.</summary>
        public static Tensor operator -(Tensor left, Tensor right) => left.sub(right);

        /// <summary>Element-wise sub with a number.</summary>
        public static Tensor operator -(Tensor left, Scalar right) => left.sub(right);

        /// <summary>A number and every element: sub.</summary>
        public static Tensor operator -(Scalar left, Tensor right) => Reversed(left, right);

        /// <summary>Element-wise sub with a number.</summary>
        public static Tensor operator -(Tensor left, int right) => Call.Tensor(Ops.sub_Scalar, left, right);

        /// <summary>A number and every element: sub.</summary>
        public static Tensor operator -(int left, Tensor right) => Call.Tensor(Ops.rsub_Scalar, right, left);

        /// <summary>Element-wise sub with a number.</summary>
        public static Tensor operator -(Tensor left, long right) => Call.Tensor(Ops.sub_Scalar, left, right);

        /// <summary>A number and every element: sub.</summary>
        public static Tensor operator -(long left, Tensor right) => Call.Tensor(Ops.rsub_Scalar, right, left);

        /// <summary>Element-wise sub with a number.</summary>
        public static Tensor operator -(Tensor left, float right) => Call.Tensor(Ops.sub_Scalar, left, right);

        /// <summary>A number and every element: sub.</summary>
        public static Tensor operator -(float left, Tensor right) => Call.Tensor(Ops.rsub_Scalar, right, left);

        /// <summary>Element-wise sub with a number.</summary>
        public static Tensor operator -(Tensor left, double right) => Call.Tensor(Ops.sub_Scalar, left, right);

        /// <summary>A number and every element: sub.</summary>
        public static Tensor operator -(double left, Tensor right) => Call.Tensor(Ops.rsub_Scalar, right, left);

        /// <summary>Element-wise mul.</summary>
        public static Tensor operator *(Tensor left, Tensor right) => left.mul(right);

        /// <summary>Element-wise mul with a number.</summary>
        public static Tensor operator *(Tensor left, Scalar right) => left.mul(right);

        /// <summary>A number and every element: mul.</summary>
        public static Tensor operator *(Scalar left, Tensor right) => right.mul(left);

        /// <summary>Element-wise mul with a number.</summary>
        public static Tensor operator *(Tensor left, int right) => Call.Tensor(Ops.mul_Scalar, left, right);

        /// <summary>A number and every element: mul.</summary>
        public static Tensor operator *(int left, Tensor right) => Call.Tensor(Ops.mul_Scalar, right, left);

        /// <summary>Element-wise mul with a number.</summary>
        public static Tensor operator *(Tensor left, long right) => Call.Tensor(Ops.mul_Scalar, left, right);

        /// <summary>A number and every element: mul.</summary>
        public static Tensor operator *(long left, Tensor right) => Call.Tensor(Ops.mul_Scalar, right, left);

        /// <summary>Element-wise mul with a number.</summary>
        public static Tensor operator *(Tensor left, float right) => Call.Tensor(Ops.mul_Scalar, left, right);

        /// <summary>A number and every element: mul.</summary>
        public static Tensor operator *(float left, Tensor right) => Call.Tensor(Ops.mul_Scalar, right, left);

        /// <summary>Element-wise mul with a number.</summary>
        public static Tensor operator *(Tensor left, double right) => Call.Tensor(Ops.mul_Scalar, left, right);

        /// <summary>A number and every element: mul.</summary>
        public static Tensor operator *(double left, Tensor right) => Call.Tensor(Ops.mul_Scalar, right, left);

        /// <summary>Element-wise div.</summary>
        public static Tensor operator /(Tensor left, Tensor right) => left.div(right);

        /// <summary>Element-wise div with a number.</summary>
        public static Tensor operator /(Tensor left, Scalar right) => left.div(right);

        /// <summary>A number and every element: div.</summary>
        public static Tensor operator /(Scalar left, Tensor right) => Over(left, right);

        /// <summary>Element-wise div with a number.</summary>
        public static Tensor operator /(Tensor left, int right) => Call.Tensor(Ops.div_Scalar, left, right);

        /// <summary>A number and every element: div.</summary>
        public static Tensor operator /(int left, Tensor right) => Over((Scalar)left, right);

        /// <summary>Element-wise div with a number.</summary>
        public static Tensor operator /(Tensor left, long right) => Call.Tensor(Ops.div_Scalar, left, right);

        /// <summary>A number and every element: div.</summary>
        public static Tensor operator /(long left, Tensor right) => Over((Scalar)left, right);

        /// <summary>Element-wise div with a number.</summary>
        public static Tensor operator /(Tensor left, float right) => Call.Tensor(Ops.div_Scalar, left, right);

        /// <summary>A number and every element: div.</summary>
        public static Tensor operator /(float left, Tensor right) => Over((Scalar)left, right);

        /// <summary>Element-wise div with a number.</summary>
        public static Tensor operator /(Tensor left, double right) => Call.Tensor(Ops.div_Scalar, left, right);

        /// <summary>A number and every element: div.</summary>
        public static Tensor operator /(double left, Tensor right) => Over((Scalar)left, right);

        /// <summary>Element-wise remainder.</summary>
        public static Tensor operator %(Tensor left, Tensor right) => left.remainder(right);

        /// <summary>Element-wise remainder with a number.</summary>
        public static Tensor operator %(Tensor left, Scalar right) => left.remainder(right);

        /// <summary>The remainder of every element by a number.</summary>
        public static Tensor operator %(Tensor left, int right) => Call.Tensor(Ops.remainder_Scalar, left, right);

        /// <summary>The remainder of every element by a number.</summary>
        public static Tensor operator %(Tensor left, long right) => Call.Tensor(Ops.remainder_Scalar, left, right);

        /// <summary>The remainder of every element by a number.</summary>
        public static Tensor operator %(Tensor left, float right) => Call.Tensor(Ops.remainder_Scalar, left, right);

        /// <summary>The remainder of every element by a number.</summary>
        public static Tensor operator %(Tensor left, double right) => Call.Tensor(Ops.remainder_Scalar, left, right);

        /// <summary>Every element with the other sign.</summary>
        public static Tensor operator -(Tensor tensor) => tensor.neg();

        /// <summary>The bits (or truth) both have.</summary>
        public static Tensor operator &(Tensor left, Tensor right) => left.bitwise_and(right);

        /// <summary>The bits (or truth) either has.</summary>
        public static Tensor operator |(Tensor left, Tensor right) => left.bitwise_or(right);

        /// <summary>The bits (or truth) one has.</summary>
        public static Tensor operator ^(Tensor left, Tensor right) => left.bitwise_xor(right);

        /// <summary>The bits (or truth) inverted.</summary>
        public static Tensor operator ~(Tensor left) => left.bitwise_not();

        /// <summary>Element-wise comparison.</summary>
        public static Tensor operator ==(Tensor left, Tensor right) => left.eq(right);

        /// <summary>Comparison of every element with a number.</summary>
        public static Tensor operator ==(Tensor left, Scalar right) => left.eq(right);

        /// <summary>Comparison of a number with every element.</summary>
        public static Tensor operator ==(Scalar left, Tensor right) => right.eq(left);

        /// <summary>Element-wise comparison.</summary>
        public static Tensor operator !=(Tensor left, Tensor right) => left.ne(right);

        /// <summary>Comparison of every element with a number.</summary>
        public static Tensor operator !=(Tensor left, Scalar right) => left.ne(right);

        /// <summary>Comparison of a number with every element.</summary>
        public static Tensor operator !=(Scalar left, Tensor right) => right.ne(left);

        /// <summary>Element-wise comparison.</summary>
        public static Tensor operator <(Tensor left, Tensor right) => left.lt(right);

        /// <summary>Comparison of every element with a number.</summary>
        public static Tensor operator <(Tensor left, Scalar right) => left.lt(right);

        /// <summary>Comparison of a number with every element.</summary>
        public static Tensor operator <(Scalar left, Tensor right) => right.gt(left);

        /// <summary>Element-wise comparison.</summary>
        public static Tensor operator <=(Tensor left, Tensor right) => left.le(right);

        /// <summary>Comparison of every element with a number.</summary>
        public static Tensor operator <=(Tensor left, Scalar right) => left.le(right);

        /// <summary>Comparison of a number with every element.</summary>
        public static Tensor operator <=(Scalar left, Tensor right) => right.ge(left);

        /// <summary>Element-wise comparison.</summary>
        public static Tensor operator >(Tensor left, Tensor right) => left.gt(right);

        /// <summary>Comparison of every element with a number.</summary>
        public static Tensor operator >(Tensor left, Scalar right) => left.gt(right);

        /// <summary>Comparison of a number with every element.</summary>
        public static Tensor operator >(Scalar left, Tensor right) => right.lt(left);

        /// <summary>Element-wise comparison.</summary>
        public static Tensor operator >=(Tensor left, Tensor right) => left.ge(right);

        /// <summary>Comparison of every element with a number.</summary>
        public static Tensor operator >=(Tensor left, Scalar right) => left.ge(right);

        /// <summary>Comparison of a number with every element.</summary>
        public static Tensor operator >=(Scalar left, Tensor right) => right.le(left);

        /// <summary>A tensor without dimensions that holds the number.</summary>
        public static implicit operator Tensor(byte value) => torch.tensor(value);

        /// <summary>A tensor without dimensions that holds the number.</summary>
        public static implicit operator Tensor(sbyte value) => torch.tensor(value);

        /// <summary>A tensor without dimensions that holds the number.</summary>
        public static implicit operator Tensor(short value) => torch.tensor(value);

        /// <summary>A tensor without dimensions that holds the number.</summary>
        public static implicit operator Tensor(int value) => torch.tensor(value);

        /// <summary>A tensor without dimensions that holds the number.</summary>
        public static implicit operator Tensor(long value) => torch.tensor(value);

        /// <summary>A tensor without dimensions that holds the number.</summary>
        public static implicit operator Tensor(float value) => torch.tensor(value);

        /// <summary>A tensor without dimensions that holds the number.</summary>
        public static implicit operator Tensor(double value) => torch.tensor(value);

        /// <summary>A tensor without dimensions that holds the number.</summary>
        public static implicit operator Tensor(bool value) => torch.tensor(value);

        /// <summary>A tensor without dimensions that holds the scalar.</summary>
        public static implicit operator Tensor(Scalar scalar) => Call.Tensor(Ops.full, Array.Empty<long>(), scalar, scalar.Type, Arg.None, Arg.None);

        /// <summary>A vector that holds a copy of the array.</summary>
        public static implicit operator Tensor(byte[] value) => torch.tensor(value);

        /// <summary>A vector that holds a copy of the array.</summary>
        public static implicit operator Tensor(sbyte[] value) => torch.tensor(value);

        /// <summary>A vector that holds a copy of the array.</summary>
        public static implicit operator Tensor(short[] value) => torch.tensor(value);

        /// <summary>A vector that holds a copy of the array.</summary>
        public static implicit operator Tensor(int[] value) => torch.tensor(value);

        /// <summary>A vector that holds a copy of the array.</summary>
        public static implicit operator Tensor(long[] value) => torch.tensor(value);

        /// <summary>A vector that holds a copy of the array.</summary>
        public static implicit operator Tensor(float[] value) => torch.tensor(value);

        /// <summary>A vector that holds a copy of the array.</summary>
        public static implicit operator Tensor(double[] value) => torch.tensor(value);

        /// <summary>A vector that holds a copy of the array.</summary>
        public static implicit operator Tensor(bool[] value) => torch.tensor(value);

        /// <summary>The one element.</summary>
        public static explicit operator float(Tensor value) => value.ToSingle();

        /// <summary>The one element.</summary>
        public static explicit operator double(Tensor value) => value.ToDouble();

        /// <summary>The one element.</summary>
        public static explicit operator sbyte(Tensor value) => value.ToSByte();

        /// <summary>The one element.</summary>
        public static explicit operator byte(Tensor value) => value.ToByte();

        /// <summary>The one element.</summary>
        public static explicit operator short(Tensor value) => value.ToInt16();

        /// <summary>The one element.</summary>
        public static explicit operator int(Tensor value) => value.ToInt32();

        /// <summary>The one element.</summary>
        public static explicit operator long(Tensor value) => value.ToInt64();

        /// <summary>The one element.</summary>
        public static explicit operator bool(Tensor value) => value.ToBoolean();
    }
}
