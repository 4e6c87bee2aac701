using System.Drawing;
using System.Numerics;

namespace ReliTalk.Geometry.Rasterisation;

/// <summary>
/// Draws triangle meshes into a depth buffer on the CPU and keeps, for each pixel, which triangle is nearest and where in it the pixel
/// centre lies. Buffers are reused between frames; one instance serves one thread at a time.
/// </summary>
/// <remarks>Screen space: x right and y down in pixels, pixel centres at +0.5, z towards the viewer (larger is nearer).</remarks>
public sealed class Rasteriser
{
    private readonly int[] _triangles;
    private readonly float[] _depth;
    private readonly float[] _first;
    private readonly float[] _second;

    /// <summary>Creates the buffers for pictures of one size.</summary>
    /// <param name="width">Width in pixels, at least 1.</param>
    /// <param name="height">Height in pixels, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A side is smaller than 1.</exception>
    public Rasteriser(int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        Width = width;
        Height = height;
        _triangles = new int[width * height];
        _depth = new float[width * height];
        _first = new float[width * height];
        _second = new float[width * height];
        Window = new Rectangle(0, 0, width, height);
        Clear();
    }

    /// <summary>Width in pixels.</summary>
    public int Width { get; }

    /// <summary>Height in pixels.</summary>
    public int Height { get; }

    /// <summary>The part of the picture that is drawn; the rest stays empty. All of it by default; what lies beyond the picture is cut off.</summary>
    public Rectangle Window
    {
        get;
        set => field = Rectangle.Intersect(value, new Rectangle(0, 0, Width, Height));
    }

    /// <summary>Index of the nearest triangle for each pixel, row by row; -1 where nothing was drawn.</summary>
    public ReadOnlySpan<int> TriangleIds => _triangles;

    /// <summary>Depth of the nearest triangle for each pixel, pixels towards the viewer; negative infinity where nothing was drawn.</summary>
    public ReadOnlySpan<float> Depth => _depth;

    /// <summary>Barycentric weight of the triangle's first vertex for each pixel, 0..1.</summary>
    public ReadOnlySpan<float> FirstWeights => _first;

    /// <summary>Barycentric weight of the triangle's second vertex for each pixel, 0..1; the third is what is missing to 1.</summary>
    public ReadOnlySpan<float> SecondWeights => _second;

    /// <summary>Empties the buffers.</summary>
    public void Clear()
    {
        Array.Fill(_triangles, -1);
        Array.Fill(_depth, float.NegativeInfinity);
    }

    /// <summary>Draws triangles over what the buffers already hold; the nearest wins.</summary>
    /// <param name="screen">Vertices in screen space.</param>
    /// <param name="triangles">Vertex indices, three for each triangle.</param>
    /// <param name="hideBackFaces">
    /// Leaves out triangles that turn away: in screen space with y down, those whose vertices do not run counter-clockwise as seen.
    /// </param>
    public void Draw(ReadOnlySpan<Vector3> screen, ReadOnlySpan<int> triangles, bool hideBackFaces = false)
    {
        for (var t = 0; t + 2 < triangles.Length; t += 3)
            DrawTriangle(t / 3, screen[triangles[t]], screen[triangles[t + 1]], screen[triangles[t + 2]], hideBackFaces);
    }

    /// <summary>Mixes a value per vertex with the barycentric weights into three planes (x, y, z), 0 where nothing was drawn.</summary>
    /// <param name="values">One value for each vertex.</param>
    /// <param name="triangles">The indices that were drawn.</param>
    /// <param name="planes">Result, 3 x height x width.</param>
    /// <param name="normalise">True makes each result unit length (smooth normals).</param>
    public void Interpolate(ReadOnlySpan<Vector3> values, ReadOnlySpan<int> triangles, Span<float> planes, bool normalise = false)
    {
        var size = Width * Height;
        if (planes.Length < 3 * size) throw new ArgumentException("Three planes of the picture's size are needed.", nameof(planes));
        var xs = planes[..size];
        var ys = planes.Slice(size, size);
        var zs = planes.Slice(2 * size, size);
        for (var i = 0; i < size; i++)
        {
            var id = _triangles[i];
            if (id < 0)
            {
                xs[i] = ys[i] = zs[i] = 0;
                continue;
            }
            var first = _first[i];
            var second = _second[i];
            var value = first * values[triangles[3 * id]] + second * values[triangles[3 * id + 1]]
                        + (1 - first - second) * values[triangles[3 * id + 2]];
            if (normalise)
            {
                var length = value.Length();
                value = length > 1e-12f ? value / length : Vector3.UnitZ;
            }
            xs[i] = value.X;
            ys[i] = value.Y;
            zs[i] = value.Z;
        }
    }

    /// <summary>Mixes a number per vertex with the barycentric weights into one plane, 0 where nothing was drawn.</summary>
    /// <param name="values">One number for each vertex.</param>
    /// <param name="triangles">The indices that were drawn.</param>
    /// <param name="plane">Result, height x width.</param>
    public void Interpolate(ReadOnlySpan<float> values, ReadOnlySpan<int> triangles, Span<float> plane)
    {
        for (var i = 0; i < _triangles.Length; i++)
        {
            var id = _triangles[i];
            plane[i] = id < 0 ? 0 : _first[i] * values[triangles[3 * id]] + _second[i] * values[triangles[3 * id + 1]]
                                    + (1 - _first[i] - _second[i]) * values[triangles[3 * id + 2]];
        }
    }

    /// <summary>Marks the pixels whose nearest triangle belongs to a part: 1 there, 0 elsewhere.</summary>
    /// <typeparam name="TPart">What names parts, for instance <see cref="HeadModels.HeadPart"/>.</typeparam>
    /// <param name="parts">The part of each triangle.</param>
    /// <param name="part">The part that is wanted.</param>
    /// <param name="plane">Result, height x width.</param>
    public void Mask<TPart>(ReadOnlySpan<TPart> parts, TPart part, Span<float> plane) where TPart : struct, Enum
    {
        var same = EqualityComparer<TPart>.Default;
        for (var i = 0; i < _triangles.Length; i++) plane[i] = _triangles[i] >= 0 && same.Equals(parts[_triangles[i]], part) ? 1 : 0;
    }

    private void DrawTriangle(int id, Vector3 a, Vector3 b, Vector3 c, bool hideBackFaces)
    {
        var area = (b.X - a.X) * (c.Y - a.Y) - (b.Y - a.Y) * (c.X - a.X);
        // With y down a counter-clockwise triangle has a negative area.
        if (area == 0 || !float.IsFinite(area) || (hideBackFaces && area > 0)) return;
        var left = Math.Max(Window.Left, (int)MathF.Ceiling(MathF.Min(a.X, MathF.Min(b.X, c.X)) - 0.5f));
        var right = Math.Min(Window.Right - 1, (int)MathF.Floor(MathF.Max(a.X, MathF.Max(b.X, c.X)) - 0.5f));
        var top = Math.Max(Window.Top, (int)MathF.Ceiling(MathF.Min(a.Y, MathF.Min(b.Y, c.Y)) - 0.5f));
        var bottom = Math.Min(Window.Bottom - 1, (int)MathF.Floor(MathF.Max(a.Y, MathF.Max(b.Y, c.Y)) - 0.5f));
        if (left > right || top > bottom) return;

        var inverse = 1f / area;
        // Weight of a vertex = signed area of the sub-triangle opposite to it / area; linear in x and y.
        var firstX = -(c.Y - b.Y) * inverse;
        var firstY = (c.X - b.X) * inverse;
        var secondX = -(a.Y - c.Y) * inverse;
        var secondY = (a.X - c.X) * inverse;
        var startX = left + 0.5f;
        var depthX = firstX * (a.Z - c.Z) + secondX * (b.Z - c.Z);
        const float slack = -1e-5f;
        for (var y = top; y <= bottom; y++)
        {
            var py = y + 0.5f;
            var first = (startX - b.X) * firstX + (py - b.Y) * firstY;
            var second = (startX - c.X) * secondX + (py - c.Y) * secondY;
            var depth = c.Z + first * (a.Z - c.Z) + second * (b.Z - c.Z);
            var at = y * Width + left;
            for (var x = left; x <= right; x++, at++, first += firstX, second += secondX, depth += depthX)
            {
                if (first < slack || second < slack || first + second > 1 - slack || depth <= _depth[at]) continue;
                _depth[at] = depth;
                _triangles[at] = id;
                _first[at] = first;
                _second[at] = second;
            }
        }
    }
}
