using System.Numerics;
using System.Runtime.InteropServices;
using ReliTalk.Rendering.Areas;
using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Rendering.Bank;

/// <summary>A frame bank as named tensors, for a portrait file. Normals are left out: only training needs those of the source frames.</summary>
public static class FrameBankTensors
{
    private const string Pictures = "bank.pictures";
    private const string Landmarks = "bank.landmarks";
    private const string Lips = "bank.lips";
    private const string Poses = "bank.poses";
    private const string Areas = "bank.areas";
    private const string Silent = "bank.silent";
    private const int PoseLength = 7;
    private const int AreaLength = 9;

    /// <summary>Packs a bank.</summary>
    /// <param name="bank">The bank.</param>
    /// <param name="withPictures">False leaves the pictures to the caller, who may store them as a video.</param>
    /// <returns>Tensors by name, owned by the caller; pictures are uint8 [T, size, size, 3].</returns>
    public static Dictionary<string, Tensor> ToTensors(this FrameBank bank, bool withPictures = true)
    {
        ArgumentNullException.ThrowIfNull(bank);
        var count = bank.Count;
        var lipLength = bank[0].Mouth.LipShape.Length;
        var landmarks = new float[count * FaceMesh.PointCount * 2];
        var lips = new float[count * lipLength];
        var poses = new float[count * PoseLength];
        var areas = new int[count * AreaLength];
        var silent = new byte[count];
        for (var t = 0; t < count; t++)
        {
            var mouth = bank[t].Mouth;
            MemoryMarshal.Cast<Vector2, float>(mouth.Landmarks).CopyTo(landmarks.AsSpan(t * FaceMesh.PointCount * 2));
            mouth.LipShape.CopyTo(lips.AsSpan(t * lipLength));
            var (q, place) = (mouth.Pose.Rotation, mouth.Pose.Translation);
            ((ReadOnlySpan<float>)[q.X, q.Y, q.Z, q.W, mouth.Pose.Scale, place.X, place.Y]).CopyTo(poses.AsSpan(t * PoseLength));
            var a = mouth.Area;
            ((ReadOnlySpan<int>)[a.CropX, a.CropY, a.CropSize, a.DrivenX, a.DrivenY, a.DrivenSide, a.HoleX, a.HoleY, a.HoleSide]).CopyTo(areas.AsSpan(t * AreaLength));
            silent[t] = bank[t].Silent ? (byte)1 : (byte)0;
        }
        var result = new Dictionary<string, Tensor>
        {
            [Landmarks] = tensor(landmarks, [count, FaceMesh.PointCount, 2]),
            [Lips] = tensor(lips, [count, lipLength]),
            [Poses] = tensor(poses, [count, PoseLength]),
            [Areas] = tensor(areas, [count, AreaLength]),
            [Silent] = tensor(silent, [count]),
        };
        if (withPictures)
        {
            var frame = 3 * bank.Size * bank.Size;
            var pictures = new byte[(long)count * frame];
            for (var t = 0; t < count; t++) bank[t].Pixels.Span.CopyTo(pictures.AsSpan(t * frame, frame));
            result[Pictures] = tensor(pictures, [count, bank.Size, bank.Size, 3]);
        }
        return result;
    }

    /// <summary>Reads a bank back.</summary>
    /// <param name="tensors">What <see cref="ToTensors"/> gave; not kept.</param>
    /// <param name="size">Side of the work picture in pixels.</param>
    /// <param name="pictures">The pictures, RGB bytes, where they were stored apart; null where they are among the tensors.</param>
    /// <exception cref="WeightsFileException">A tensor is missing or has another shape, or the number of pictures differs.</exception>
    public static FrameBank FromTensors(IReadOnlyDictionary<string, Tensor> tensors, int size, IReadOnlyList<byte[]>? pictures = null)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        using var scope = NewDisposeScope();
        var landmarks = Read<float>(tensors, Landmarks);
        var lips = Read<float>(tensors, Lips);
        var poses = Read<float>(tensors, Poses);
        var areas = Read<int>(tensors, Areas);
        var silent = Read<byte>(tensors, Silent);
        var count = silent.Length;
        var stored = pictures is null ? Read<byte>(tensors, Pictures) : [];
        var frame = 3 * size * size;
        if (count == 0 || landmarks.Length != count * FaceMesh.PointCount * 2 || lips.Length % count != 0 || poses.Length != count * PoseLength
            || areas.Length != count * AreaLength || (pictures?.Count ?? stored.Length / frame) != count)
            throw new WeightsFileException($"The portrait's frame bank does not fit together ({count} frames): the file is damaged. Train the portrait again.");
        var lipLength = lips.Length / count;
        var frames = new BankFrame[count];
        for (var t = 0; t < count; t++)
        {
            var points = MemoryMarshal.Cast<float, Vector2>(landmarks.AsSpan(t * FaceMesh.PointCount * 2, FaceMesh.PointCount * 2)).ToArray();
            var p = poses.AsSpan(t * PoseLength, PoseLength);
            var a = areas.AsSpan(t * AreaLength, AreaLength);
            var mouth = new MouthState(
                points, lips.AsSpan(t * lipLength, lipLength).ToArray(),
                new HeadMotion(new Quaternion(p[0], p[1], p[2], p[3]), p[4], new Vector2(p[5], p[6])),
                new MouthArea(a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7], a[8]));
            ReadOnlyMemory<byte> pixels = pictures is null ? stored.AsMemory(t * frame, frame) : pictures[t];
            frames[t] = new BankFrame(pixels, mouth, silent[t] != 0);
        }
        return new FrameBank(size, frames);
    }

    private static T[] Read<T>(IReadOnlyDictionary<string, Tensor> tensors, string name) where T : unmanaged
    {
        if (!tensors.TryGetValue(name, out var stored))
            throw new WeightsFileException($"The portrait lacks the tensor '{name}': the file is damaged or was written by another version. Train the portrait again.");
        return stored.data<T>().ToArray();
    }
}
