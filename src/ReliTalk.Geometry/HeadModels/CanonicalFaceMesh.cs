using System.Buffers.Binary;
using System.Numerics;
using ReliTalk.Geometry.Tracking;

namespace ReliTalk.Geometry.HeadModels;

/// <summary>
/// MediaPipe's canonical face: 468 vertices (centimetres; x right, y up, z to the viewer), 898 triangles, texture coordinates and the
/// weights of the points that the head pose is solved from. Read from <c>geometry_pipeline_metadata_landmarks.binarypb</c>.
/// </summary>
public sealed class CanonicalFaceMesh
{
    private const int FloatsPerVertex = 5;

    private CanonicalFaceMesh(Vector3[] vertices, Vector2[] uv, int[] triangles, float[] poseWeights)
    {
        Vertices = vertices;
        Uv = uv;
        Triangles = triangles;
        PoseWeights = poseWeights;
    }

    /// <summary>The 468 vertices, centimetres.</summary>
    public IReadOnlyList<Vector3> Vertices { get; }

    /// <summary>Texture coordinates in 0..1, v from the top, one for each vertex.</summary>
    public IReadOnlyList<Vector2> Uv { get; }

    /// <summary>Vertex indices, three for each triangle, counter-clockwise seen from the viewer.</summary>
    public IReadOnlyList<int> Triangles { get; }

    /// <summary>One weight for each vertex, 0 for all but 33 points: how much the point counts when the pose is solved.</summary>
    public IReadOnlyList<float> PoseWeights { get; }

    /// <summary>Reads the metadata file.</summary>
    /// <param name="path">Path of <c>geometry_pipeline_metadata_landmarks.binarypb</c>.</param>
    /// <exception cref="WeightsFileException">The file is missing or is not such a metadata file.</exception>
    public static CanonicalFaceMesh Load(string path)
    {
        byte[] data;
        try
        {
            data = File.ReadAllBytes(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new WeightsFileException($"The canonical face '{path}' cannot be read: {error.Message}", error);
        }
        try
        {
            return Parse(data);
        }
        catch (Exception error) when (error is InvalidDataException or ArgumentOutOfRangeException or IndexOutOfRangeException)
        {
            throw new WeightsFileException($"'{path}' is not a canonical face ({error.Message}). Fetch the model files again with the set-up script.", error);
        }
    }

    // GeometryPipelineMetadata: 1 = Mesh3d {3 = packed f32 vertex buffer x y z u v, 4 = packed u32 index buffer}, 2 = {1 landmark id, 2 weight}.
    internal static CanonicalFaceMesh Parse(ReadOnlySpan<byte> data)
    {
        var vertices = new List<Vector3>();
        var uv = new List<Vector2>();
        var triangles = new List<int>();
        var weights = new float[FaceLandmarks.MeshCount];
        var reader = new ProtobufReader(data);
        while (reader.Next(out var field))
        {
            if (field == 1) ReadMesh(reader.Bytes(), vertices, uv, triangles);
            else if (field == 2) ReadWeight(reader.Bytes(), weights);
            else reader.Skip();
        }
        if (vertices.Count != FaceLandmarks.MeshCount)
            throw new InvalidDataException($"{vertices.Count} vertices instead of {FaceLandmarks.MeshCount}");
        if (triangles.Count == 0 || triangles.Count % 3 != 0) throw new InvalidDataException($"{triangles.Count} triangle indices");
        if (triangles.Any(index => (uint)index >= vertices.Count)) throw new InvalidDataException("a triangle index beyond the vertices");
        if (weights.All(weight => weight == 0)) throw new InvalidDataException("no pose weights");
        return new CanonicalFaceMesh([.. vertices], [.. uv], [.. triangles], weights);
    }

    private static void ReadMesh(ReadOnlySpan<byte> data, List<Vector3> vertices, List<Vector2> uv, List<int> triangles)
    {
        var reader = new ProtobufReader(data);
        var floats = new List<float>();
        while (reader.Next(out var field))
        {
            if (field == 3 && reader.IsBytes)
            {
                var packed = reader.Bytes();
                for (var at = 0; at + 4 <= packed.Length; at += 4) floats.Add(BinaryPrimitives.ReadSingleLittleEndian(packed[at..]));
            }
            else if (field == 3)
            {
                floats.Add(reader.Float());
            }
            else if (field == 4 && reader.IsBytes)
            {
                var packed = new ProtobufReader(reader.Bytes());
                while (!packed.AtEnd) triangles.Add((int)packed.Varint());
            }
            else if (field == 4)
            {
                triangles.Add((int)reader.Varint());
            }
            else
            {
                reader.Skip();
            }
        }
        for (var at = 0; at + FloatsPerVertex <= floats.Count; at += FloatsPerVertex)
        {
            vertices.Add(new Vector3(floats[at], floats[at + 1], floats[at + 2]));
            uv.Add(new Vector2(floats[at + 3], floats[at + 4]));
        }
    }

    private static void ReadWeight(ReadOnlySpan<byte> data, float[] weights)
    {
        var reader = new ProtobufReader(data);
        var id = 0;
        var weight = 0f;
        while (reader.Next(out var field))
        {
            if (field == 1) id = (int)reader.Varint();
            else if (field == 2) weight = reader.Float();
            else reader.Skip();
        }
        weights[id] = weight;
    }
}
