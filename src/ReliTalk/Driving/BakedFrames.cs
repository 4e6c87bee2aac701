using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.Intrinsics;
using ReliTalk.Geometry.Masks;
using ReliTalk.Reflectance.Decomposition;
using ReliTalk.Storage;
using ReliTalk.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Driving;

/// <summary>
/// The source frames' decomposition, computed once at the end of training: refined normals in 10-bit octahedral coordinates (Meyer et al. 2010; within a quarter of a degree) and the
/// specular weight in 255 steps of the skin's range and as many beyond it as a rim needs, as if the mouth were closed. The albedo is not kept: it is the frame's own pixel over its shading, which driving computes anyway.
/// Compressed in memory as in the file. Immutable and thread-safe.
/// </summary>
internal sealed class BakedFrames
{
    private const int Steps = 1022;
    private const int None = 0;

    private readonly ReadOnlyMemory<byte>[] _packed;
    private readonly int _size;
    private readonly float _largestWeight;

    private BakedFrames(ReadOnlyMemory<byte>[] packed, byte[] firstSkin, int size, float largestWeight)
    {
        _packed = packed;
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
                stage.Report(Interlocked.Increment(ref done));
                return frames;
            },
            _ => { });
        return new BakedFrames(packed, firstSkin, clip.Size, reflectance.LargestSpecularWeight);
    }

    /// <summary>Reads one frame's maps.</summary>
    /// <param name="index">Source frame.</param>
    /// <param name="matte">Its matte.</param>
    /// <param name="normals">Receives three planes; (0, 0, 0) where the matte is 0.</param>
    /// <param name="weight">Receives C_spec with the mouth closed.</param>
    public void Read(int index, Matte matte, Span<float> normals, Span<float> weight)
    {
        var plane = _size * _size;
        int[][] planes = [ArrayPool<int>.Shared.Rent(plane), ArrayPool<int>.Shared.Rent(plane), ArrayPool<int>.Shared.Rent(plane)];
        try
        {
            PlaneCodec.Decode(_packed[index], _size, _size, planes);
            Unfold(planes, matte.Values, normals, weight);
        }
        finally
        {
            foreach (var values in planes) ArrayPool<int>.Shared.Return(values);
        }
    }

    private void Unfold(int[][] planes, ReadOnlySpan<byte> matte, Span<float> normals, Span<float> weight)
    {
        var (plane, step) = (_size * _size, _largestWeight / 255f);
        // Sides of pictures are multiples of eight.
        for (var i = 0; i < plane; i += Vector256<int>.Count)
        {
            Vector256<int> u = Vector256.Create(planes[0], i), v = Vector256.Create(planes[1], i);
            (Vector256.ConvertToSingle(Vector256.Create(planes[2], i)) * step).CopyTo(weight[i..]);
            var person = Vector256.WidenLower(Vector256.WidenLower(Vector128.CreateScalar(BinaryPrimitives.ReadInt64LittleEndian(matte[i..])).AsByte().ToVector256()));
            var known = ~(Vector256.Equals(u, Vector256.Create(None)) | Vector256.Equals(person, Vector256<uint>.Zero).AsInt32());
            var x = Vector256.ConvertToSingle(u - Vector256<int>.One) * (2f / Steps) - Vector256<float>.One;
            var y = Vector256.ConvertToSingle(v - Vector256<int>.One) * (2f / Steps) - Vector256<float>.One;
            var z = Vector256<float>.One - Vector256.Abs(x) - Vector256.Abs(y);
            var behind = Vector256.LessThan(z, Vector256<float>.Zero);
            var folded = Vector256.CopySign(Vector256<float>.One - Vector256.Abs(y), x);
            y = Vector256.ConditionalSelect(behind, Vector256.CopySign(Vector256<float>.One - Vector256.Abs(x), y), y);
            x = Vector256.ConditionalSelect(behind, folded, x);
            var inverse = known.AsSingle() & (Vector256<float>.One / Vector256.Sqrt(x * x + y * y + z * z));
            (x * inverse).CopyTo(normals[i..]);
            (y * inverse).CopyTo(normals[(plane + i)..]);
            (z * inverse).CopyTo(normals[(2 * plane + i)..]);
        }
    }

    /// <summary>New tensors for a file, owned by the caller.</summary>
    public Dictionary<string, Tensor> ToTensors()
    {
        var tensors = BlobTensors.Join([.. _packed.Select(blob => blob.ToArray())]);
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
        return new BakedFrames(BlobTensors.Split(tensors), skin, size, tensors["largest"].data<float>().ToArray()[0]);
    }

    private static ReadOnlyMemory<byte> Pack(IntrinsicMaps maps, float largestWeight)
    {
        var plane = maps.Width * maps.Height;
        int[] u = new int[plane], v = new int[plane], weight = new int[plane];
        for (var i = 0; i < plane; i++)
        {
            // Hair's rim may have several times the skin's largest weight.
            weight[i] = (int)(Math.Max(0f, maps.SpecularWeight[i] / largestWeight) * 255f + 0.5f);
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
