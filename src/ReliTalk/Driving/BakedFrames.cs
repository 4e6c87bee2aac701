using ReliTalk.Geometry.Masks;
using ReliTalk.Reflectance.Decomposition;
using ReliTalk.Storage;
using ReliTalk.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Driving;

/// <summary>
/// The source frames' decomposition, computed once at the end of training: refined normals in 10-bit octahedral coordinates (Meyer et al. 2010; within a quarter of a degree) and the
/// specular weight in 8 bits, as if the mouth were closed, the head's depth in eighths of a pixel. The albedo is not kept: it is the frame's own pixel over its shading, which driving computes anyway.
/// Compressed in memory as in the file. Immutable and thread-safe.
/// </summary>
internal sealed class BakedFrames
{
    private const int Steps = 1022;
    private const int None = 0;
    private const int DepthSteps = 8;
    private const int LargestDepth = 16_000;
    private const string DepthSection = "depth/";

    private readonly ReadOnlyMemory<byte>[] _packed;
    private readonly ReadOnlyMemory<byte>[] _depth;
    private readonly int _size;
    private readonly float _largestWeight;

    private BakedFrames(ReadOnlyMemory<byte>[] packed, ReadOnlyMemory<byte>[] depth, byte[] firstSkin, int size, float largestWeight)
    {
        _packed = packed;
        _depth = depth;
        FirstSkin = new Matte(size, size, firstSkin);
        _size = size;
        _largestWeight = largestWeight;
    }

    /// <summary>Number of frames.</summary>
    public int Count => _packed.Length;

    /// <summary>Bare skin of the first frame: what exposure is measured on.</summary>
    public Matte FirstSkin { get; }

    /// <summary>Decomposes every frame of a clip.</summary>
    public static BakedFrames Bake(ClipData clip, ReflectanceModel reflectance, IProgress<TrainingProgress>? progress, CancellationToken cancellationToken)
    {
        var packed = new ReadOnlyMemory<byte>[clip.Count];
        var depth = new ReadOnlyMemory<byte>[clip.Count];
        var stage = new StageProgress(progress, "baking", clip.Count);
        var done = 0;
        byte[] firstSkin = [];
        Parallel.For(
            0, clip.Count, new ParallelOptions { CancellationToken = cancellationToken },
            () => new ReflectanceFrames(clip),
            (t, _, frames) =>
            {
                using var scope = NewDisposeScope();
                using var noGrad = no_grad();
                var frame = frames.WithMouthClosed(t);
                if (t == 0) firstSkin = Matte.FromFloats(clip.Size, clip.Size, frame.Skin).Values;
                packed[t] = Pack(reflectance.Decompose(frame), reflectance.LargestSpecularWeight);
                depth[t] = PackDepth(frame.Depth, clip.Size);
                stage.Report(Interlocked.Increment(ref done));
                return frames;
            },
            _ => { });
        return new BakedFrames(packed, depth, firstSkin, clip.Size, reflectance.LargestSpecularWeight);
    }

    /// <summary>Reads one frame's maps.</summary>
    /// <param name="index">Source frame.</param>
    /// <param name="matte">Its matte.</param>
    /// <param name="normals">Receives three planes; (0, 0, 0) where the matte is 0.</param>
    /// <param name="weight">Receives C_spec with the mouth closed.</param>
    public void Read(int index, Matte matte, Span<float> normals, Span<float> weight)
    {
        var plane = _size * _size;
        int[][] planes = [new int[plane], new int[plane], new int[plane]];
        PlaneCodec.Decode(_packed[index], _size, _size, planes);
        for (var i = 0; i < plane; i++)
        {
            weight[i] = planes[2][i] * (_largestWeight / 255f);
            if (matte.Values[i] == 0 || planes[0][i] == None)
            {
                normals[i] = normals[plane + i] = normals[2 * plane + i] = 0;
                continue;
            }
            float x = (planes[0][i] - 1) * (2f / Steps) - 1f, y = (planes[1][i] - 1) * (2f / Steps) - 1f;
            var z = 1f - MathF.Abs(x) - MathF.Abs(y);
            if (z < 0f) (x, y) = ((1f - MathF.Abs(y)) * MathF.CopySign(1f, x), (1f - MathF.Abs(x)) * MathF.CopySign(1f, y));
            var inverse = 1f / MathF.Sqrt(x * x + y * y + z * z);
            (normals[i], normals[plane + i], normals[2 * plane + i]) = (x * inverse, y * inverse, z * inverse);
        }
    }

    /// <summary>Reads one frame's depth of the head in pixels towards the viewer, from its furthest point on; NaN where there is no head.</summary>
    /// <returns>False for a portrait that was baked without depth; its shadows follow from the normals.</returns>
    public bool ReadDepth(int index, Span<float> depth)
    {
        if (_depth.Length == 0) return false;
        var plane = new int[_size * _size];
        PlaneCodec.Decode(_depth[index], _size, _size, plane);
        for (var i = 0; i < plane.Length; i++) depth[i] = plane[i] == None ? float.NaN : (plane[i] - 1) * (1f / DepthSteps);
        return true;
    }

    /// <summary>New tensors for a file, owned by the caller.</summary>
    public Dictionary<string, Tensor> ToTensors()
    {
        var tensors = BlobTensors.Join([.. _packed.Select(blob => blob.ToArray())]);
        foreach (var (name, value) in BlobTensors.Join([.. _depth.Select(blob => blob.ToArray())])) tensors.Add(DepthSection + name, value);
        tensors["skin"] = tensor(FirstSkin.Values);
        tensors["largest"] = tensor((float[])[_largestWeight]);
        return tensors;
    }

    /// <summary>Restores what <see cref="ToTensors"/> gave; the tensors stay the caller's.</summary>
    /// <exception cref="WeightsFileException">The tensors do not fit.</exception>
    public static BakedFrames FromTensors(IReadOnlyDictionary<string, Tensor> tensors, int size)
    {
        var skin = tensors["skin"].data<byte>().ToArray();
        if (skin.Length != size * size) throw new WeightsFileException("The portrait's baked frames have another size than its pictures. Train it again.");
        var packed = BlobTensors.Split(tensors);
        var ofDepth = tensors.Where(entry => entry.Key.StartsWith(DepthSection, StringComparison.Ordinal)).ToDictionary(entry => entry.Key[DepthSection.Length..], entry => entry.Value);
        var depth = ofDepth.Count == 0 ? [] : BlobTensors.Split(ofDepth);
        if (depth.Length > 0 && depth.Length != packed.Length) throw new WeightsFileException($"The portrait has {packed.Length} baked frames, but depth for {depth.Length}. Train it again.");
        return new BakedFrames(packed, depth, skin, size, tensors["largest"].data<float>().ToArray()[0]);
    }

    private static ReadOnlyMemory<byte> PackDepth(float[]? depth, int size)
    {
        var plane = new int[size * size];
        if (depth is null) return PlaneCodec.Encode(size, size, plane);
        // Only differences are looked at.
        var furthest = float.PositiveInfinity;
        foreach (var value in depth)
            if (float.IsFinite(value)) furthest = MathF.Min(furthest, value);
        for (var i = 0; i < plane.Length; i++)
            if (float.IsFinite(depth[i])) plane[i] = 1 + (int)MathF.Min((depth[i] - furthest) * DepthSteps + 0.5f, LargestDepth);
        return PlaneCodec.Encode(size, size, plane);
    }

    private static ReadOnlyMemory<byte> Pack(IntrinsicMaps maps, float largestWeight)
    {
        var plane = maps.Width * maps.Height;
        int[] u = new int[plane], v = new int[plane], weight = new int[plane];
        for (var i = 0; i < plane; i++)
        {
            weight[i] = (int)(Math.Clamp(maps.SpecularWeight[i] / largestWeight, 0f, 1f) * 255f + 0.5f);
            if (maps.Matte[i] <= 0f)
            {
                // Never looked at: what its neighbour has costs nothing.
                var neighbour = i % maps.Width > 0 ? i - 1 : i - maps.Width;
                if (neighbour >= 0) (u[i], v[i]) = (u[neighbour], v[neighbour]);
                continue;
            }
            float x = maps.Normals[i], y = maps.Normals[plane + i], z = maps.Normals[2 * plane + i];
            var length = MathF.Abs(x) + MathF.Abs(y) + MathF.Abs(z);
            if (length == 0f) continue;
            (x, y) = (x / length, y / length);
            if (z < 0f) (x, y) = ((1f - MathF.Abs(y)) * MathF.CopySign(1f, x), (1f - MathF.Abs(x)) * MathF.CopySign(1f, y));
            u[i] = 1 + (int)((x + 1f) * (0.5f * Steps) + 0.5f);
            v[i] = 1 + (int)((y + 1f) * (0.5f * Steps) + 0.5f);
        }
        return PlaneCodec.Encode(maps.Width, maps.Height, u, v, weight);
    }
}
