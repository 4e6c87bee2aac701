using System.Numerics;
using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Geometry.Surface;

/// <summary>
/// The fitted mesh as a smooth signed distance in a narrow band: implicit moving least squares over points of the mesh (C. Shen, J. O'Brien
/// and J. Shewchuk, "Interpolating and approximating implicit surfaces from polygon soup", 2004), kept on a grid and read with cubic
/// B-splines, so that value and gradient are continuous. The kernel's width is how exactly the mesh is known.
/// </summary>
internal sealed class DistanceGrid
{
    private const float CellsPerKernel = 1.25f;
    private const int LargestSide = 160;

    private readonly int[] _size;

    private DistanceGrid(float[] values, int[] size, Vector3 origin, float cell)
    {
        Values = values;
        _size = size;
        Origin = origin;
        Cell = cell;
    }

    /// <summary>Values, x fastest, then y, then z.</summary>
    public float[] Values { get; }

    public Vector3 Origin { get; }

    public float Cell { get; }

    public IReadOnlyList<int> Size => _size;

    /// <summary>Builds the grid.</summary>
    /// <param name="points">Places of the mesh, canonical space, with normal and weight (area).</param>
    /// <param name="kernel">Standard deviation of the kernel, canonical units, greater than 0.</param>
    /// <param name="band">How far from the mesh values are wanted, canonical units.</param>
    public static DistanceGrid Build(IReadOnlyList<(Vector3 Place, Vector3 Normal, float Weight)> points, float kernel, float band)
    {
        var low = new Vector3(float.MaxValue);
        var high = new Vector3(float.MinValue);
        foreach (var (place, _, _) in points)
        {
            low = Vector3.Min(low, place);
            high = Vector3.Max(high, place);
        }
        var extent = high - low + new Vector3(2 * band);
        var cell = Math.Max(kernel / CellsPerKernel, Math.Max(extent.X, Math.Max(extent.Y, extent.Z)) / LargestSide);
        var origin = low - new Vector3(band + 2 * cell);
        int[] size = [(int)(extent.X / cell) + 5, (int)(extent.Y / cell) + 5, (int)(extent.Z / cell) + 5];
        var sums = new float[size[0] * size[1] * size[2]];
        var weights = new float[sums.Length];
        var sharpness = 1 / (2 * kernel * kernel);
        var reach = (int)MathF.Ceiling(band / cell);
        foreach (var (place, normal, weight) in points)
        {
            var at = (place - origin) / cell;
            var (x0, x1) = Range(at.X, size[0], reach);
            var (y0, y1) = Range(at.Y, size[1], reach);
            var (z0, z1) = Range(at.Z, size[2], reach);
            for (var z = z0; z <= z1; z++)
                for (var y = y0; y <= y1; y++)
                {
                    var row = (z * size[1] + y) * size[0];
                    for (var x = x0; x <= x1; x++)
                    {
                        var arm = origin + cell * new Vector3(x, y, z) - place;
                        var distance = arm.LengthSquared();
                        if (distance > band * band) continue;
                        var share = weight * MathF.Exp(-distance * sharpness) + 1e-30f;
                        sums[row + x] += share * Vector3.Dot(arm, normal);
                        weights[row + x] += share;
                    }
                }
        }
        for (var i = 0; i < sums.Length; i++) sums[i] = weights[i] > 0 ? Math.Clamp(sums[i] / weights[i], -band, band) : band;
        return new DistanceGrid(sums, size, origin, cell);
    }

    /// <summary>Value [N] and gradient [N, 3] of the grid at places [N, 3]; differentiable by place.</summary>
    /// <param name="grid">The values as a tensor [X Y Z].</param>
    /// <param name="points">Canonical places; beyond the grid the border's values hold.</param>
    public (Tensor Value, Tensor Gradient) Read(Tensor grid, Tensor points)
    {
        using var scope = NewDisposeScope();
        var limits = tensor(new float[] { _size[0] - 3.001f, _size[1] - 3.001f, _size[2] - 3.001f });
        var at = ((points - tensor(new[] { Origin.X, Origin.Y, Origin.Z })) / Cell).maximum(ones(3)).minimum(limits);
        var cellIndex = at.detach().floor();
        var f = at - cellIndex;
        var (square, cube) = (f * f, f * f * f);
        // Uniform cubic B-spline: four weights and their derivatives for each axis.
        var weights = stack([(1 - f * 3 + square * 3 - cube) / 6, (4 - square * 6 + cube * 3) / 6, (1 + f * 3 + square * 3 - cube * 3) / 6, cube / 6], 2);
        var slopes = stack([(f * 2 - 1 - square) / 2, (square * 3 - f * 4) / 2, (1 + f * 2 - square * 3) / 2, square / 2], 2) / Cell;
        var corner = cellIndex.to(int64) - 1;
        var taps = arange(4, dtype: int64);
        var x = corner.select(1, 0).reshape(-1, 1, 1, 1) + taps.reshape(1, 1, 1, 4);
        var y = corner.select(1, 1).reshape(-1, 1, 1, 1) + taps.reshape(1, 1, 4, 1);
        var z = corner.select(1, 2).reshape(-1, 1, 1, 1) + taps.reshape(1, 4, 1, 1);
        var values = grid.index_select(0, ((z * _size[1] + y) * _size[0] + x).reshape(-1)).reshape(-1, 16, 4);
        // Along x for every row, then y, then z; the derivative replaces one axis's weights.
        var (wx, wy, wz) = (weights.select(1, 0).unsqueeze(2), weights.select(1, 1).unsqueeze(2), weights.select(1, 2).unsqueeze(2));
        var plain = values.bmm(wx).reshape(-1, 4, 4);
        var sloped = values.bmm(slopes.select(1, 0).unsqueeze(2)).reshape(-1, 4, 4);
        var plainY = plain.bmm(wy).squeeze(2);
        var result = (plainY * wz.squeeze(2)).sum(1);
        var byX = (sloped.bmm(wy).squeeze(2) * wz.squeeze(2)).sum(1);
        var byY = (plain.bmm(slopes.select(1, 1).unsqueeze(2)).squeeze(2) * wz.squeeze(2)).sum(1);
        var byZ = (plainY * slopes.select(1, 2)).sum(1);
        return (result.MoveToOuterDisposeScope(), stack([byX, byY, byZ], 1).MoveToOuterDisposeScope());
    }

    private static (int From, int To) Range(float centre, int size, int reach)
        => (Math.Max(0, (int)centre - reach), Math.Min(size - 1, (int)centre + reach + 1));
}
