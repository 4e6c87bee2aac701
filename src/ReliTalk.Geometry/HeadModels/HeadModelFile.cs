using ReliTalk.Learning.WeightFiles;
using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Geometry.HeadModels;

/// <summary>
/// Head models in files: opens whatever head a user has, and converts it to one safetensors layout. All heads have <c>vertices</c>,
/// <c>triangles</c>, <c>identity</c> and <c>expression</c> in centimetres; the metadata entry <c>kind</c> ("ict" or "flame") says what else there is.
/// </summary>
public static class HeadModelFile
{
    private const string Kind = "kind";
    private const string IctKind = "ict";

    /// <summary>Opens a head.</summary>
    /// <param name="path">A head file, ICT-FaceKit's folder of OBJ files, or FLAME's <c>.pkl</c> or <c>.npz</c>.</param>
    /// <param name="embeddingPath">For FLAME: where its landmarks lie (<see cref="FlameHeadModel.Load"/>).</param>
    /// <exception cref="WeightsFileException">It is missing, damaged, or no head that is known.</exception>
    public static IHeadModel Load(string path, string? embeddingPath = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return IsIct(path) ? IctHeadModel.Load(path) : FlameHeadModel.Load(path, embeddingPath);
    }

    /// <summary>Opens a head and writes it as one safetensors file.</summary>
    /// <param name="source">As for <see cref="Load"/>.</param>
    /// <param name="target">The file to write; its folder must exist.</param>
    /// <param name="embeddingPath">As for <see cref="Load"/>.</param>
    /// <returns>The head.</returns>
    /// <exception cref="WeightsFileException">The source cannot be read, or the target not be written.</exception>
    public static IHeadModel Import(string source, string target, string? embeddingPath = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(source);
        ArgumentException.ThrowIfNullOrEmpty(target);
        using var scope = NewDisposeScope();
        if (IsIct(source))
        {
            var arrays = Directory.Exists(source) ? IctHeadArrays.FromFolder(source) : IctHeadArrays.FromFile(source);
            var model = IctHeadModel.FromArrays(arrays, source);
            SafeTensorsFile.Write(target, arrays.ToTensors(), new Dictionary<string, string>
            {
                [Kind] = IctKind,
                ["expression_names"] = string.Join(',', arrays.ExpressionNames),
                ["units"] = "cm; x right, y up, z to viewer",
                ["licence"] = "MIT, Copyright (c) 2020 USC Institute for Creative Technologies",
            });
            return model;
        }
        var flame = FlameHeadModel.Load(source, embeddingPath);
        SafeTensorsFile.Write(target, flame.Arrays.ToTensors(), new Dictionary<string, string>
        {
            [Kind] = FlameHeadModel.ModelName,
            ["units"] = "cm; x right, y up, z to viewer",
            ["licence"] = "FLAME: the licence that its file was obtained under; not to be handed on",
        });
        return flame;
    }

    private static bool IsIct(string path)
    {
        if (Directory.Exists(path)) return true;
        if (!path.EndsWith(".safetensors", StringComparison.OrdinalIgnoreCase)) return false;
        using var file = SafeTensorsFile.Open(path);
        return file.Metadata.GetValueOrDefault(Kind, IctKind) == IctKind;
    }
}
