using System.Numerics;

namespace ReliTalk.Geometry.HeadModels;

/// <summary>
/// A parametric head (M of Eq. 1): shape, expression and jaw pose in, vertices out. Head space: x right, y up, z to the viewer of a face
/// that looks straight ahead. Implementations are immutable and safe to share between threads.
/// </summary>
public interface IHeadModel
{
    /// <summary>Short name, for instance "canonical" or "ict".</summary>
    string Name { get; }

    /// <summary>Number of vertices.</summary>
    int VertexCount { get; }

    /// <summary>Number of identity coefficients (beta); 0 where the identity is taken from landmarks alone.</summary>
    int ShapeCount { get; }

    /// <summary>Number of the model's own expression coefficients; 0 where the expression basis is learnt for each subject.</summary>
    int ExpressionCount { get; }

    /// <summary>Vertex indices, three for each triangle, counter-clockwise from outside.</summary>
    IReadOnlyList<int> Triangles { get; }

    /// <summary>What each triangle shows.</summary>
    IReadOnlyList<HeadPart> TriangleParts { get; }

    /// <summary>Texture coordinates of each vertex, 0..1, v from the top; empty where the model has none.</summary>
    IReadOnlyList<Vector2> Uv { get; }

    /// <summary>The points that a tracked face and this head share; empty where the model came without.</summary>
    IReadOnlyList<HeadLandmark> Landmarks { get; }

    /// <summary>Lowest and highest amount of an expression coefficient that the model is meant for.</summary>
    (float Low, float High) ExpressionRange { get; }

    /// <summary>The expression coefficient that opens the jaw, or -1 where only theta does.</summary>
    int JawOpenMode { get; }

    /// <summary>How far <see cref="JawOpenMode"/> at 1 turns the jaw, radians; 0 where there is none.</summary>
    float JawOpenAngle { get; }

    /// <summary>Pose correctives of the jaw: one field of motions for each entry of R(theta) - I, row by row; empty where the model has none.</summary>
    IReadOnlyList<IReadOnlyList<Vector3>> JawCorrectives { get; }

    /// <summary>How much each vertex turns with the jaw, 0..1: the linear-blend-skinning weight.</summary>
    IReadOnlyList<float> JawWeights { get; }

    /// <summary>The point that the jaw turns about, head space.</summary>
    Vector3 JawPivot { get; }

    /// <summary>Evaluates the model (Eq. 1).</summary>
    /// <param name="shape">Identity coefficients, up to <see cref="ShapeCount"/>; missing ones are 0.</param>
    /// <param name="expression">Expression coefficients, up to <see cref="ExpressionCount"/>; missing ones are 0.</param>
    /// <param name="jaw">Jaw rotation, axis-angle in radians about <see cref="JawPivot"/>; positive x opens.</param>
    /// <param name="vertices">Result, <see cref="VertexCount"/> points in head space.</param>
    void Evaluate(ReadOnlySpan<float> shape, ReadOnlySpan<float> expression, Vector3 jaw, Span<Vector3> vertices);
}
