using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json.Nodes;
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
        var document = new JsonObject
        {
            ["asset"] = new JsonObject { ["version"] = "2.0", ["generator"] = "ReliTalk" },
            ["scene"] = 0,
            ["scenes"] = new JsonArray(new JsonObject { ["nodes"] = new JsonArray(0) }),
            ["nodes"] = new JsonArray(new JsonObject { ["mesh"] = 0, ["name"] = "head" }),
            ["meshes"] = new JsonArray(new JsonObject
            {
                ["primitives"] = new JsonArray(new JsonObject { ["attributes"] = new JsonObject { ["POSITION"] = 1, ["NORMAL"] = 2 }, ["indices"] = 0 }),
            }),
            ["buffers"] = new JsonArray(new JsonObject { ["byteLength"] = indexBytes + 2 * pointBytes }),
            ["bufferViews"] = new JsonArray(View(0, indexBytes, 34963), View(indexBytes, pointBytes, 34962), View(indexBytes + pointBytes, pointBytes, 34962)),
            ["accessors"] = new JsonArray(
                new JsonObject { ["bufferView"] = 0, ["componentType"] = 5125, ["count"] = indexCount, ["type"] = "SCALAR" },
                new JsonObject
                {
                    ["bufferView"] = 1, ["componentType"] = 5126, ["count"] = vertices.Length, ["type"] = "VEC3",
                    ["min"] = new JsonArray(low.X, low.Y, low.Z), ["max"] = new JsonArray(high.X, high.Y, high.Z),
                },
                new JsonObject { ["bufferView"] = 2, ["componentType"] = 5126, ["count"] = vertices.Length, ["type"] = "VEC3" }),
        };
        var text = document.ToJsonString();
        // Chunks are padded to four bytes, JSON with spaces.
        return Encoding.UTF8.GetBytes(text.PadRight((text.Length + 3) / 4 * 4));
    }

    private static JsonObject View(int offset, int length, int target)
        => new() { ["buffer"] = 0, ["byteOffset"] = offset, ["byteLength"] = length, ["target"] = target };

    private static void Word(Stream stream, uint value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        stream.Write(bytes);
    }
}
