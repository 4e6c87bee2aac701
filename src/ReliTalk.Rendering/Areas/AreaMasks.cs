namespace ReliTalk.Rendering.Areas;

/// <summary>
/// The masks of one area layout over the crop, row by row, 0..1: M and M^d of Eq. 5, and the feathered paste mask. Immutable; share one
/// instance between frames whose areas have the same layout.
/// </summary>
public sealed class AreaMasks
{
    /// <summary>Builds the masks of an area's layout.</summary>
    /// <param name="area">The area; only offsets relative to its crop matter.</param>
    /// <param name="featherPixels">Width of the paste mask's rise, inwards from the hole's border, in pixels, at least 1.</param>
    public AreaMasks(MouthArea area, float featherPixels)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(featherPixels, 1f);
        Size = area.CropSize;
        Driven = Box(area.DrivenX - area.CropX, area.DrivenY - area.CropY, area.DrivenSide, 0);
        Hole = Box(area.HoleX - area.CropX, area.HoleY - area.CropY, area.HoleSide, 0);
        Paste = Box(area.HoleX - area.CropX, area.HoleY - area.CropY, area.HoleSide, featherPixels);
    }

    /// <summary>Side of the crop in pixels.</summary>
    public int Size { get; }

    /// <summary>M: 1 in the driven area.</summary>
    public ReadOnlyMemory<float> Driven { get; }

    /// <summary>M^d: 1 in the hole that F_blend fills.</summary>
    public ReadOnlyMemory<float> Hole { get; }

    /// <summary>How much of the generated picture is pasted: 0 outside the hole, a smooth rise at its border, 1 inside.</summary>
    public ReadOnlyMemory<float> Paste { get; }

    private float[] Box(int left, int top, int side, float feather)
    {
        var mask = new float[Size * Size];
        for (var y = Math.Max(top, 0); y < Math.Min(top + side, Size); y++)
            for (var x = Math.Max(left, 0); x < Math.Min(left + side, Size); x++)
                mask[y * Size + x] = feather <= 0 ? 1f : RoundedRise(x - left + 0.5f, y - top + 0.5f, side, feather);
        return mask;
    }

    // A rise by the distance to a rounded square: corners of a plain box leave a visible cross-shaped seam.
    private static float RoundedRise(float x, float y, int side, float feather)
    {
        var half = side / 2f;
        var radius = half * 0.5f;
        var dx = MathF.Max(MathF.Abs(x - half) - (half - radius), 0);
        var dy = MathF.Max(MathF.Abs(y - half) - (half - radius), 0);
        var inside = radius - MathF.Sqrt(dx * dx + dy * dy);
        if (dx == 0 || dy == 0) inside = MathF.Min(half - MathF.Abs(x - half), half - MathF.Abs(y - half));
        var t = Math.Clamp(inside / feather, 0f, 1f);
        return t * t * (3f - 2f * t);
    }
}
