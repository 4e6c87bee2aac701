using ReliTalk.Media;
using ReliTalk.Reflectance.Training;

namespace ReliTalk.Samples.Reflectance;

/// <summary>Reads the rendered test set: true normals, parts and mattes, to tell errors of geometry from errors of light.</summary>
internal static class TruthClip
{
    /// <summary>Frames with a truth: 0, 10, ... 140.</summary>
    public static IReadOnlyList<int> Frames(string folder)
        => [.. Directory.GetFiles(Path.Combine(folder, "normal"), "f*.png").Select(p => int.Parse(Path.GetFileNameWithoutExtension(p)[1..])).Order()];

    public static async Task<float[]> MatteAsync(string folder, int frame, CancellationToken stop)
    {
        var picture = await ImageFile.ReadAsync(Path.Combine(folder, "mask", $"{frame:0000}.png"), cancellationToken: stop);
        var matte = new float[picture.Width * picture.Height];
        for (var i = 0; i < matte.Length; i++) matte[i] = picture.Pixels[i * picture.Channels] / 255f;
        return matte;
    }

    /// <summary>A frame of the video with true normals (none on hair, whose normals are its strands') and true parts.</summary>
    public static async Task<ReflectanceFrame> FrameAsync(string folder, int frame, Frame picture, CancellationToken stop)
    {
        var matte = await MatteAsync(folder, frame, stop);
        var normal = await ImageFile.ReadAsync(Path.Combine(folder, "normal", $"f{frame:000}.png"), cancellationToken: stop);
        var part = await ImageFile.ReadAsync(Path.Combine(folder, "parts", $"f{frame:000}.png"), cancellationToken: stop);
        var plane = matte.Length;
        var normals = new float[3 * plane];
        var skin = new float[plane];
        var face = new float[plane];
        for (var i = 0; i < plane; i++)
        {
            var kind = part.Pixels[i * part.Channels];
            var p = i * normal.Channels;
            float x = normal.Pixels[p] / 127.5f - 1f, y = normal.Pixels[p + 1] / 127.5f - 1f, z = normal.Pixels[p + 2] / 127.5f - 1f;
            var length = MathF.Sqrt(x * x + y * y + z * z);
            if (matte[i] > 0f && length > 0.5f && kind is not (5 or 6)) (normals[i], normals[plane + i], normals[2 * plane + i]) = (x / length, y / length, z / length);
            skin[i] = kind is >= 1 and <= 4 ? matte[i] : 0f;
            face[i] = kind is >= 1 and <= 4 ? 1f : 0f;
        }
        return new ReflectanceFrame(picture, normals, skin, face, matte);
    }
}
