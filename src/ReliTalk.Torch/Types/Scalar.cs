using System.Numerics;
using TorchSharp.Native;

namespace TorchSharp;

/// <summary>One number as an operator's argument; it converts implicitly from every number type.</summary>
public sealed class Scalar : IDisposable
{
    private readonly long _bits;
    private readonly double _imaginary;

    private Scalar(torch.ScalarType type, long bits, double imaginary = 0)
    {
        Type = type;
        _bits = bits;
        _imaginary = imaginary;
    }

    /// <summary>The element type the number came with.</summary>
    public torch.ScalarType Type { get; }

    internal bool IsFloating => Type is torch.ScalarType.Float16 or torch.ScalarType.Float32 or torch.ScalarType.Float64 or torch.ScalarType.BFloat16;

    internal bool IsComplex => Type is torch.ScalarType.ComplexFloat32 or torch.ScalarType.ComplexFloat64;

    internal double AsDouble => IsFloating || IsComplex ? BitConverter.Int64BitsToDouble(_bits) : _bits;

    internal long AsLong => IsFloating || IsComplex ? (long)BitConverter.Int64BitsToDouble(_bits) : _bits;

    internal Complex AsComplex => new(AsDouble, _imaginary);

    internal Arg ToArg() => IsComplex ? Arg.Complex([AsDouble, _imaginary]) : IsFloating ? (Arg)AsDouble : Type == torch.ScalarType.Bool ? (Arg)(_bits != 0) : (Arg)_bits;

    private static Scalar Floating(torch.ScalarType type, double v) => new(type, BitConverter.DoubleToInt64Bits(v));

    /// <summary>A byte as a scalar.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator Scalar(byte value) => new(torch.ScalarType.Byte, value);

    /// <summary>A signed byte as a scalar.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator Scalar(sbyte value) => new(torch.ScalarType.Int8, value);

    /// <summary>A 16-bit integer as a scalar.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator Scalar(short value) => new(torch.ScalarType.Int16, value);

    /// <summary>A 32-bit integer as a scalar.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator Scalar(int value) => new(torch.ScalarType.Int32, value);

    /// <summary>A 64-bit integer as a scalar.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator Scalar(long value) => new(torch.ScalarType.Int64, value);

    /// <summary>A half-precision number as a scalar.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator Scalar(Half value) => Floating(torch.ScalarType.Float16, (double)value);

    /// <summary>A single-precision number as a scalar.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator Scalar(float value) => Floating(torch.ScalarType.Float32, value);

    /// <summary>A double-precision number as a scalar.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator Scalar(double value) => Floating(torch.ScalarType.Float64, value);

    /// <summary>A truth value as a scalar.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator Scalar(bool value) => new(torch.ScalarType.Bool, value ? 1 : 0);

    /// <summary>A complex number as a scalar.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator Scalar(Complex value) => new(torch.ScalarType.ComplexFloat64, BitConverter.DoubleToInt64Bits(value.Real), value.Imaginary);

    /// <summary>Nothing to release here; it exists because the packaged backend's scalar holds native memory.</summary>
    public void Dispose()
    {
    }
}
