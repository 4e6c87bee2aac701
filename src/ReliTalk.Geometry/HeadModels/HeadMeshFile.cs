using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using ReliTalk.Geometry.Rasterisation;

namespace ReliTalk.Geometry.HeadModels;

/// <summary>Writes a fitted head as a binary glTF 2.0 file (.glb), for any 3-D viewer.</summary>
public static class HeadMeshFile
{
    private const uint Magic = 0x46546C67;
    private const uint JsonChunk = 0x4E4F534A;
    private const uint BinaryChunk = 0x004E4942;

    /// <summary>Writes the neutral head (psi and theta 0), with smooth normals, in metres as glTF demands (head space is taken as centimetres).</summary>
    /// <param name="path">File to write; replaced where it exists.</param>
    /// <param name="fit">The fitted head.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void WriteGlb(string path, HeadFit fit)
    {
        ArgumentNullException.ThrowIfNull(fit);
        var vertices = fit.Vertices([], Vector3.Zero);
        var normals = new Vector3[vertices.Length];
        VertexNormals.Compute(vertices, fit.Triangles, normals);
        for (var i = 0; i < vertices.Length; i++) vertices[i] /= 100;
        var indices = MemoryMarshal.AsBytes(fit.Triangles);
        var points = MemoryMarshal.AsBytes(vertices.AsSpan());
        var directions = MemoryMarshal.AsBytes(normals.AsSpan());
        var json = Describe(vertices, fit.Triangles.Length, indices.Length, points.Length);
        var length = indices.Length + points.Length + directions.Length;

        using var file = File.Create(path);
        Word(file, Magic);
        Word(file, 2);
        Word(file, (uint)(12 + 8 + json.Length + 8 + length));
        Word(file, (uint)json.Length);
        Word(file, JsonChunk);
        file.Write(json);
        Word(file, (uint)length);
        Word(file, BinaryChunk);
        file.Write(indices);
        file.Write(points);
        file.Write(directions);
    }

    private static byte[] Describe(Vector3[] vertices, int indexCount, int indexBytes, int pointBytes)
    {
        var low = vertices.Aggregate(Vector3.Min);
        var high = vertices.Aggregate(Vector3.Max);
        var document = new
        {
            asset = new { version = "2.0", generator = "ReliTalk" },
            scene = 0,
            scenes = new[] { new { nodes = new[] { 0 } } },
            nodes = new[] { new { mesh = 0, name = "head" } },
            meshes = new[] { new { primitives = new[] { new { attributes = new { POSITION = 1, NORMAL = 2 }, indices = 0 } } } },
            buffers = new[] { new { byteLength = indexBytes + 2 * pointBytes } },
            bufferViews = new object[]
            {
                new { buffer = 0, byteOffset = 0, byteLength = indexBytes, target = 34963 },
                new { buffer = 0, byteOffset = indexBytes, byteLength = pointBytes, target = 34962 },
                new { buffer = 0, byteOffset = indexBytes + pointBytes, byteLength = pointBytes, target = 34962 },
            },
            accessors = new object[]
            {
                new { bufferView = 0, componentType = 5125, count = indexCount, type = "SCALAR" },
                new
                {
                    bufferView = 1, componentType = 5126, count = vertices.Length, type = "VEC3",
                    min = new[] { low.X, low.Y, low.Z }, max = new[] { high.X, high.Y, high.Z },
                },
                new { bufferView = 2, componentType = 5126, count = vertices.Length, type = "VEC3" },
            },
        };
        var text = JsonSerializer.Serialize(document);
        // Chunks are padded to four bytes, JSON with spaces.
        return Encoding.UTF8.GetBytes(text.PadRight((text.Length + 3) / 4 * 4));
    }

    private static void Word(Stream stream, uint value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        stream.Write(bytes);
    }
}
