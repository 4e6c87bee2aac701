namespace TorchSharp;

/// <summary>Conversions between scalars and numbers.</summary>
public static class ScalarExtensionMethods
{
    /// <summary>The number as a scalar.</summary>
    /// <param name="value">The number.</param>
    /// <returns>The scalar.</returns>
    public static Scalar ToScalar(this byte value) => value;

    /// <summary>The number as a scalar.</summary>
    /// <param name="value">The number.</param>
    /// <returns>The scalar.</returns>
    public static Scalar ToScalar(this sbyte value) => value;

    /// <summary>The number as a scalar.</summary>
    /// <param name="value">The number.</param>
    /// <returns>The scalar.</returns>
    public static Scalar ToScalar(this short value) => value;

    /// <summary>The number as a scalar.</summary>
    /// <param name="value">The number.</param>
    /// <returns>The scalar.</returns>
    public static Scalar ToScalar(this int value) => value;

    /// <summary>The number as a scalar.</summary>
    /// <param name="value">The number.</param>
    /// <returns>The scalar.</returns>
    public static Scalar ToScalar(this long value) => value;

    /// <summary>The number as a scalar.</summary>
    /// <param name="value">The number.</param>
    /// <returns>The scalar.</returns>
    public static Scalar ToScalar(this float value) => value;

    /// <summary>The number as a scalar.</summary>
    /// <param name="value">The number.</param>
    /// <returns>The scalar.</returns>
    public static Scalar ToScalar(this double value) => value;

    /// <summary>The number as a scalar.</summary>
    /// <param name="value">The number.</param>
    /// <returns>The scalar.</returns>
    public static Scalar ToScalar(this bool value) => value;

    /// <summary>The number as a scalar.</summary>
    /// <param name="value">The number.</param>
    /// <returns>The scalar.</returns>
    public static Scalar ToScalar(this Half value) => value;

    /// <summary>The scalar as a Half.</summary>
    /// <param name="value">The scalar.</param>
    /// <returns>The number.</returns>
    public static Half ToHalf(this Scalar value) => (Half)value.AsDouble;

    /// <summary>The scalar as a float.</summary>
    /// <param name="value">The scalar.</param>
    /// <returns>The number.</returns>
    public static float ToSingle(this Scalar value) => (float)value.AsDouble;

    /// <summary>The scalar as a double.</summary>
    /// <param name="value">The scalar.</param>
    /// <returns>The number.</returns>
    public static double ToDouble(this Scalar value) => value.AsDouble;

    /// <summary>The scalar as a sbyte.</summary>
    /// <param name="value">The scalar.</param>
    /// <returns>The number.</returns>
    public static sbyte ToSByte(this Scalar value) => (sbyte)value.AsLong;

    /// <summary>The scalar as a byte.</summary>
    /// <param name="value">The scalar.</param>
    /// <returns>The number.</returns>
    public static byte ToByte(this Scalar value) => (byte)value.AsLong;

    /// <summary>The scalar as a short.</summary>
    /// <param name="value">The scalar.</param>
    /// <returns>The number.</returns>
    public static short ToInt16(this Scalar value) => (short)value.AsLong;

    /// <summary>The scalar as a int.</summary>
    /// <param name="value">The scalar.</param>
    /// <returns>The number.</returns>
    public static int ToInt32(this Scalar value) => (int)value.AsLong;

    /// <summary>The scalar as a long.</summary>
    /// <param name="value">The scalar.</param>
    /// <returns>The number.</returns>
    public static long ToInt64(this Scalar value) => value.AsLong;

    /// <summary>The scalar as a bool.</summary>
    /// <param name="value">The scalar.</param>
    /// <returns>The number.</returns>
    public static bool ToBoolean(this Scalar value) => value.AsDouble != 0;

}
