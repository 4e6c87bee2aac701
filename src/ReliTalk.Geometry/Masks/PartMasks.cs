namespace ReliTalk.Geometry.Masks;

/// <summary>One soft mask for each <see cref="FacePart"/>; at each pixel they add up to the person's matte (within rounding).</summary>
public sealed class PartMasks
{
    private readonly Matte[] _parts;

    internal PartMasks(Matte[] parts) => _parts = parts;

    /// <summary>The mask of one part.</summary>
    public Matte this[FacePart part] => _parts[(int)part];

    /// <summary>The sum of several parts, for instance skin and neck.</summary>
    public Matte Sum(params FacePart[] parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        var first = _parts[0];
        var sum = new byte[first.Values.Length];
        foreach (var part in parts)
        {
            var values = this[part].Values;
            for (var i = 0; i < sum.Length; i++) sum[i] = (byte)Math.Min(255, sum[i] + values[i]);
        }
        return new Matte(first.Width, first.Height, sum);
    }
}
