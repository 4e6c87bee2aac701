using System.Numerics;
using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Audio.LipMesh;

/// <summary>
/// V_template of Eq. 3: 40 vertices of closed lips in cm (x to the viewer's right, y up, z towards the viewer) and how each of them follows the six
/// displacements of <see cref="LipPose"/>. The first 20 run round the outer edge of the lips: from the corner on the viewer's left along the lower lip
/// to the other corner and back along the upper lip; the last 20 run round the inner edge the same way.
/// </summary>
public sealed class LipTemplate
{
    /// <summary>Vertices of one edge.</summary>
    public const int RingSize = 20;

    /// <summary>Vertices in all.</summary>
    public const int VertexCount = 2 * RingSize;

    /// <summary>The vertices' indices among MediaPipe's face landmarks.</summary>
    public static IReadOnlyList<int> MediaPipeIndices { get; } =
    [
        61, 146, 91, 181, 84, 17, 314, 405, 321, 375, 291, 409, 270, 269, 267, 0, 37, 39, 40, 185,
        78, 95, 88, 178, 87, 14, 317, 402, 318, 324, 308, 415, 310, 311, 312, 13, 82, 81, 80, 191,
    ];

    private readonly Vector3[] _vertices;
    private readonly Vector3[,] _basis;

    /// <summary>Makes a template from the lips of a head at rest.</summary>
    /// <param name="vertices">40 vertices in cm in the order described above, the mouth closed.</param>
    /// <exception cref="ArgumentException">There are not 40 finite vertices, or the corners coincide.</exception>
    public LipTemplate(ReadOnlySpan<Vector3> vertices)
    {
        if (vertices.Length != VertexCount) throw new ArgumentException($"{vertices.Length} vertices; lips have {VertexCount}.", nameof(vertices));
        foreach (var v in vertices)
            if (!float.IsFinite(v.X + v.Y + v.Z)) throw new ArgumentException("A lip vertex is not a finite number.", nameof(vertices));
        var half = 0.5f * Vector3.Distance(vertices[0], vertices[RingSize / 2]);
        if (half < 0.1f) throw new ArgumentException("The corners of the lips are closer than 2 mm; vertices must be in cm.", nameof(vertices));
        _vertices = vertices.ToArray();
        _basis = new Vector3[LipPose.Count, VertexCount];
        var centre = 0.5f * (vertices[0] + vertices[RingSize / 2]);
        for (var v = 0; v < VertexCount; v++) Follow(v, (vertices[v].X - centre.X) / half);
    }

    /// <summary>An average adult's lips, 4.9 cm wide, of our own drawing.</summary>
    public static LipTemplate Average { get; } = new(Draw());

    /// <summary>The vertices at rest.</summary>
    public ReadOnlySpan<Vector3> Vertices => _vertices;

    /// <summary>The vertices of one pose.</summary>
    /// <param name="pose">The displacements.</param>
    public Vector3[] Move(LipPose pose)
    {
        var moved = new Vector3[VertexCount];
        for (var v = 0; v < VertexCount; v++)
        {
            moved[v] = _vertices[v];
            for (var p = 0; p < LipPose.Count; p++) moved[v] += pose[p] * _basis[p, v];
        }

        return moved;
    }

    /// <summary>The vertices of many poses: float32 [T, 40, 3] from poses [T, 6].</summary>
    /// <param name="poses">float32 [T, 6].</param>
    public Tensor Move(Tensor poses)
    {
        using var scope = NewDisposeScope();
        var basis = new float[LipPose.Count * VertexCount * 3];
        var rest = new float[VertexCount * 3];
        for (var v = 0; v < VertexCount; v++)
        {
            for (var axis = 0; axis < 3; axis++)
            {
                rest[v * 3 + axis] = _vertices[v][axis];
                for (var p = 0; p < LipPose.Count; p++) basis[(p * VertexCount + v) * 3 + axis] = _basis[p, v][axis];
            }
        }

        var moved = poses.matmul(tensor(basis, [LipPose.Count, VertexCount * 3])) + tensor(rest, [1, VertexCount * 3]);
        return moved.reshape(-1, VertexCount, 3).MoveToOuterDisposeScope();
    }

    private void Follow(int vertex, float x)
    {
        var ring = vertex % RingSize;
        var lower = ring is > 0 and < RingSize / 2;
        var upper = ring > RingSize / 2;
        var outer = vertex < RingSize;
        var middle = Math.Max(0, 1 - x * x);
        // The jaw takes the lower lip down and back; the corners, held between both lips, follow by a third.
        var follow = lower ? 0.3f + 0.7f * middle : 0.3f * (1 - middle);
        _basis[0, vertex] = new Vector3(-0.08f * x, -follow, -0.35f * follow);
        _basis[1, vertex] = new Vector3(x, 0, -0.3f * Math.Abs(x));
        _basis[2, vertex] = new Vector3(-0.5f * x, 0, 0.4f + 0.6f * middle);
        _basis[3, vertex] = new Vector3(0, upper ? middle : 0, 0);
        _basis[4, vertex] = lower ? new Vector3(0, 0.3f * middle, -0.6f * middle) : Vector3.Zero;
        var inward = outer ? 0.4f * middle : 0;
        _basis[5, vertex] = new Vector3(0, lower ? inward : upper ? -inward : 0, -0.2f * middle);
    }

    private static Vector3[] Draw()
    {
        const float half = 2.45f;
        var vertices = new Vector3[VertexCount];
        for (var v = 0; v < VertexCount; v++)
        {
            var ring = v % RingSize;
            var outer = v < RingSize;
            var angle = MathF.PI * ring / (RingSize / 2f);
            var x = -MathF.Cos(angle) * (outer ? half : 0.93f * half);
            var lower = ring is > 0 and < RingSize / 2;
            var u = x / half;
            var arch = MathF.Max(0, 1 - u * u);
            // The upper edge dips a little in the middle (Cupid's bow).
            var y = !outer || ring % (RingSize / 2) == 0 ? 0 : lower ? -0.95f * arch : 0.75f * arch - 0.12f * MathF.Exp(-u * u / 0.02f);
            vertices[v] = new Vector3(x, y, 1.7f * MathF.Sqrt(arch) + (outer ? 0 : -0.1f));
        }

        return vertices;
    }
}
