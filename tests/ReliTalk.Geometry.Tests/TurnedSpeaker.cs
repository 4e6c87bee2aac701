using System.Numerics;
using ReliTalk.Geometry.HeadModels;
using ReliTalk.Geometry.Rasterisation;
using ReliTalk.Geometry.Tracking;
using ReliTalk.Learning.Models;
using ReliTalk.Media;
using ReliTalk.Testing;

namespace ReliTalk.Geometry.Tests;

/// <summary>
/// The embedded speaker's own frames laid over the fitted head and drawn again with other poses, talking as before: film of a head whose
/// turns are known and far wider than the speaker's.
/// </summary>
internal sealed class TurnedSpeaker
{
    public const int Size = 256;
    private const int Exposures = 4;
    private static readonly Vector3 Middle = new(0, 0, -4);

    private readonly IReadOnlyList<Frame> _frames;
    private readonly HeadFit _fit;

    private TurnedSpeaker(IReadOnlyList<Frame> frames, HeadFit fit) => (_frames, _fit) = (frames, fit);

    public static async Task<TurnedSpeaker> LoadAsync(int count)
    {
        await using var reader = await VideoReader.OpenAsync(SharedData.Asset("speaker.mp4"));
        var frames = await reader.FramesAsync().Take(count).ToListAsync();
        var models = new ModelStore();
        using var tracker = FaceTracker.Load(models);
        var track = await tracker.TrackAsync(frames.ToAsyncEnumerable());
        return new TurnedSpeaker(frames, HeadFitter.Fit(track.Smoothed(), CanonicalHeadModel.Load(models)));
    }

    public HeadCamera Camera => _fit.Camera;

    /// <summary>Head space to camera space.</summary>
    public static Quaternion Rotation(float yaw, float pitch)
        => Quaternion.CreateFromAxisAngle(Vector3.UnitY, yaw * MathF.PI / 180) * Quaternion.CreateFromAxisAngle(Vector3.UnitX, pitch * MathF.PI / 180);

    /// <summary>One frame, blurred by what the head turns while the shutter is open.</summary>
    /// <param name="index">Whose face and mouth.</param>
    /// <param name="angles">Yaw and pitch in degrees at a share of the exposure, 0..1.</param>
    public Frame Draw(int index, Func<float, (float Yaw, float Pitch)> angles)
    {
        var sum = new float[3 * Size * Size];
        for (var e = 0; e < Exposures; e++)
        {
            var (yaw, pitch) = angles((e + 0.5f) / Exposures);
            Expose(index, Rotation(yaw, pitch), sum);
        }
        var frame = new Frame(Size, Size);
        for (var i = 0; i < sum.Length; i++) frame.Pixels[i] = (byte)Math.Clamp(sum[i] / Exposures + 0.5f, 0, 255);
        return frame;
    }

    private void Expose(int index, Quaternion rotation, float[] sum)
    {
        var vertices = _fit.Vertices(_fit.ExpressionOf(index), _fit.JawPoseOf(index));
        var source = new Vector3[vertices.Length];
        _fit.Poses[index].Project(vertices, _fit.Camera, source);
        var scale = 0.8f * _fit.Poses[index].Scale; // smaller than filmed, so that nothing leaves the picture
        var middle = Vector3.Transform(Middle, rotation) * scale;
        var screen = new Vector3[vertices.Length];
        new HeadPose(rotation, scale, new Vector2(-middle.X, -middle.Y)).Project(vertices, _fit.Camera, screen);
        var raster = new Rasteriser(Size, Size);
        raster.Clear();
        raster.Draw(screen, _fit.Triangles, hideBackFaces: true);
        for (var y = 0; y < Size; y++)
        {
            for (var x = 0; x < Size; x++)
            {
                var i = y * Size + x;
                var id = raster.TriangleIds[i];
                if (id < 0)
                {
                    // A room out of focus.
                    sum[3 * i] += 110 + 40 * MathF.Sin(x * 0.03f) + 20 * MathF.Cos(y * 0.05f);
                    sum[3 * i + 1] += 120 + 30 * MathF.Sin(x * 0.02f + y * 0.03f);
                    sum[3 * i + 2] += 130 + 40 * MathF.Cos(x * 0.04f - y * 0.02f);
                    continue;
                }
                var (first, second) = (raster.FirstWeights[i], raster.SecondWeights[i]);
                var place = first * source[_fit.Triangles[3 * id]] + second * source[_fit.Triangles[3 * id + 1]]
                    + (1 - first - second) * source[_fit.Triangles[3 * id + 2]];
                Sample(_frames[index], place.X - 0.5f, place.Y - 0.5f, sum.AsSpan(3 * i, 3));
            }
        }
    }

    private static void Sample(Frame frame, float x, float y, Span<float> sum)
    {
        x = Math.Clamp(x, 0, frame.Width - 1.001f);
        y = Math.Clamp(y, 0, frame.Height - 1.001f);
        var (x0, y0) = ((int)x, (int)y);
        var (fx, fy) = (x - x0, y - y0);
        for (var c = 0; c < 3; c++)
        {
            float At(int column, int row) => frame.Pixels[3 * (row * frame.Width + column) + c];
            sum[c] += (1 - fy) * ((1 - fx) * At(x0, y0) + fx * At(x0 + 1, y0)) + fy * ((1 - fx) * At(x0, y0 + 1) + fx * At(x0 + 1, y0 + 1));
        }
    }
}
