using System.Numerics;

namespace ReliTalk.Rendering;

/// <summary>Sums of planes of numbers, several numbers at a time.</summary>
internal static class PlaneSums
{
    /// <summary>Adds each value to its sum.</summary>
    /// <param name="values">As many as there are sums.</param>
    /// <param name="sums">Changed in place.</param>
    public static void Add(ReadOnlySpan<float> values, Span<float> sums)
    {
        var i = 0;
        for (; i <= values.Length - Vector<float>.Count; i += Vector<float>.Count) (new Vector<float>(sums[i..]) + new Vector<float>(values[i..])).CopyTo(sums[i..]);
        for (; i < values.Length; i++) sums[i] += values[i];
    }
}
