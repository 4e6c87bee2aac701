using System.Numerics;
using ReliTalk.Rendering.Areas;
using ReliTalk.Rendering.Warping;

namespace ReliTalk.Rendering.Eyes;

/// <summary>
/// Puts the eyes of one frame of a person into another: each eye's region is moved as a plane (an affine map of the still points around it), takes the brightness of
/// its new surroundings, and fades out at its border. Pixels are read by Catmull-Rom. Not thread-safe: buffers are reused.
/// </summary>
public sealed class EyeTransfer
{
    private readonly int size;
    private readonly int feather;
    private float[] mask = [];
    private float[] blurred = [];
    private Vector3[] moved = [];

    /// <summary>A transfer between pictures of one size.</summary>
    /// <param name="size">Side of the pictures in pixels.</param>
    /// <param name="featherPixels">Width of the soft border in pixels of a 256 picture, above 0.</param>
    public EyeTransfer(int size, float featherPixels = 4)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 16);
        if (!(featherPixels > 0)) throw new ArgumentOutOfRangeException(nameof(featherPixels), featherPixels, "The soft border must be wider than 0 pixels.");
        this.size = size;
        feather = Math.Max(1, (int)MathF.Round(featherPixels * size / 512f));
    }

    /// <summary>Draws the donor's eyes over the picture's.</summary>
    /// <param name="donor">The frame with the wanted eyes: RGB bytes, size x size x 3.</param>
    /// <param name="donorPoints">Its 478 points in pixels. Points of the head's rest shape on each frame's pose serve best: lids and brows must not move them.</param>
    /// <param name="points">The picture's 478 points, of the same kind.</param>
    /// <param name="share">How much of the donor is seen, 0..1.</param>
    /// <param name="picture">RGB bytes, size x size x 3, changed in place.</param>
    /// <exception cref="ArgumentException">Too few points, or a picture of another size.</exception>
    public void Move(ReadOnlySpan<byte> donor, ReadOnlySpan<Vector2> donorPoints, ReadOnlySpan<Vector2> points, float share, Span<byte> picture)
    {
        if (donorPoints.Length < FaceMesh.PointCount || points.Length < FaceMesh.PointCount)
            throw new ArgumentException($"{FaceMesh.PointCount} points of each frame are needed.", nameof(points));
        if (donor.Length != 3 * size * size || picture.Length != donor.Length)
            throw new ArgumentException($"The pictures must have {size} x {size} RGB pixels.", nameof(picture));
        if (share <= 0) return;
        Move(EyeMesh.Right, donor, donorPoints, points, MathF.Min(share, 1), picture);
        Move(EyeMesh.Left, donor, donorPoints, points, MathF.Min(share, 1), picture);
    }

    private void Move(EyeMesh eye, ReadOnlySpan<byte> donor, ReadOnlySpan<Vector2> donorPoints, ReadOnlySpan<Vector2> points, float share, Span<byte> picture)
    {
        Vector2 low = new(float.MaxValue), high = new(float.MinValue);
        foreach (var p in eye.Border) (low, high) = (Vector2.Min(low, points[p]), Vector2.Max(high, points[p]));
        var left = (int)MathF.Floor(low.X) - 2 * feather;
        var top = (int)MathF.Floor(low.Y) - 2 * feather;
        var side = (int)MathF.Ceiling(MathF.Max(high.X - low.X, high.Y - low.Y)) + 4 * feather + 1;
        if (side < 2 || side > 2 * size) return;
        Mask(eye, points, left, top, side);
        Read(donor, Affine(eye.Anchors, points, donorPoints), left, top, side);
        Blend(picture, left, top, side, share);
    }

    private void Mask(EyeMesh eye, ReadOnlySpan<Vector2> points, int left, int top, int side)
    {
        if (mask.Length < side * side) (mask, blurred, moved) = (new float[side * side], new float[side * side], new Vector3[side * side]);
        ContourFill.Fill(points, eye.Border, left, top, side, mask);
        // Two box filters make a triangle: a rise without corners on either side of the ring.
        for (var pass = 0; pass < 2; pass++)
        {
            Blur(mask, blurred, side, 1, side);
            Blur(blurred, mask, side, side, 1);
        }
    }

    private void Blur(float[] from, float[] to, int side, int along, int across)
    {
        for (var line = 0; line < side; line++)
            for (var n = 0; n < side; n++)
            {
                var sum = 0f;
                for (var d = -feather; d <= feather; d++)
                    if (n + d >= 0 && n + d < side) sum += from[line * across + (n + d) * along];
                to[line * across + n * along] = sum / (2 * feather + 1);
            }
    }

    private void Read(ReadOnlySpan<byte> donor, Matrix3x2 map, int left, int top, int side)
    {
        for (var y = 0; y < side; y++)
            for (var x = 0; x < side; x++)
            {
                var at = y * side + x;
                if (mask[at] <= 0) continue;
                var from = Vector2.Transform(new Vector2(left + x + 0.5f, top + y + 0.5f), map) - new Vector2(0.5f);
                moved[at] = ReadCubic(donor, from);
            }
    }

    // What surrounds the eye, where old and new picture are both skin, tells how much lighter or darker the head stands now.
    private void Blend(Span<byte> picture, int left, int top, int side, float share)
    {
        var difference = Vector3.Zero;
        var weights = 0f;
        for (var pass = 0; pass < 2; pass++)
        {
            if (pass == 1 && weights > 0) difference /= weights;
            for (var y = Math.Max(0, -top); y < Math.Min(side, size - top); y++)
                for (var x = Math.Max(0, -left); x < Math.Min(side, size - left); x++)
                {
                    var m = mask[y * side + x];
                    if (m <= 0) continue;
                    var n = 3 * ((top + y) * size + left + x);
                    var old = new Vector3(picture[n], picture[n + 1], picture[n + 2]);
                    if (pass == 0)
                    {
                        var weight = m * (1 - m);
                        difference += weight * (old - moved[y * side + x]);
                        weights += weight;
                        continue;
                    }
                    var seen = Vector3.Clamp(Vector3.Lerp(old, moved[y * side + x] + difference, m * share), Vector3.Zero, new Vector3(255));
                    (picture[n], picture[n + 1], picture[n + 2]) = ((byte)(seen.X + 0.5f), (byte)(seen.Y + 0.5f), (byte)(seen.Z + 0.5f));
                }
        }
    }

    // Least squares: the map that takes the points there to the points here, with the means taken out first.
    private static Matrix3x2 Affine(int[] anchors, ReadOnlySpan<Vector2> from, ReadOnlySpan<Vector2> to)
    {
        Vector2 fromMean = default, toMean = default;
        foreach (var p in anchors) (fromMean, toMean) = (fromMean + from[p], toMean + to[p]);
        (fromMean, toMean) = (fromMean / anchors.Length, toMean / anchors.Length);
        float xx = 0, xy = 0, yy = 0;
        Vector2 xt = default, yt = default;
        foreach (var p in anchors)
        {
            var (a, b) = (from[p] - fromMean, to[p] - toMean);
            (xx, xy, yy) = (xx + a.X * a.X, xy + a.X * a.Y, yy + a.Y * a.Y);
            (xt, yt) = (xt + a.X * b, yt + a.Y * b);
        }
        var determinant = xx * yy - xy * xy;
        if (determinant < 1e-6f) return Matrix3x2.CreateTranslation(toMean - fromMean);
        var ex = (yy * xt - xy * yt) / determinant;
        var ey = (xx * yt - xy * xt) / determinant;
        var shift = toMean - fromMean.X * ex - fromMean.Y * ey;
        return new Matrix3x2(ex.X, ex.Y, ey.X, ey.Y, shift.X, shift.Y);
    }

    private Vector3 ReadCubic(ReadOnlySpan<byte> pixels, Vector2 at)
    {
        var (i, j) = ((int)MathF.Floor(at.X), (int)MathF.Floor(at.Y));
        var (wx, wy) = (CatmullRom.Weights(at.X - i), CatmullRom.Weights(at.Y - j));
        var sum = Vector3.Zero;
        for (var v = 0; v < 4; v++)
        {
            var row = Math.Clamp(j - 1 + v, 0, size - 1) * size;
            var line = Vector3.Zero;
            for (var u = 0; u < 4; u++)
            {
                var n = 3 * (row + Math.Clamp(i - 1 + u, 0, size - 1));
                line += wx[u] * new Vector3(pixels[n], pixels[n + 1], pixels[n + 2]);
            }
            sum += wy[v] * line;
        }
        return sum;
    }
}
