using System.Diagnostics;
using System.Numerics;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using ReliTalk.Evaluation.Metrics;
using ReliTalk.Geometry.HeadModels;
using ReliTalk.Geometry.Surface;
using ReliTalk.Geometry.Tracking;
using ReliTalk.Learning.Models;
using ReliTalk.Media;
using ReliTalk.Training;
using static TorchSharp.torch;

namespace ReliTalk.Evaluation;

/// <summary>
/// <c>evaluate geometry DIR</c>: landmarks, head rotation, reprojection and rough normals of the set's training video against the truth. The set's
/// <c>meta.json</c> must hold <c>frames_data</c> with <c>landmarks68_px</c> and <c>head_to_camera_4x4</c> of every frame.
/// </summary>
public sealed class GeometryProtocol
{
    /// <summary>Name printed beside every figure.</summary>
    public const string Name = "geometry";

    /// <summary>The jaw line of the 68 points slides along the outline and is left out.</summary>
    private const int FirstInnerPoint = 17;

    /// <summary>How the clip is prepared; the size is the set's own.</summary>
    public TrainingOptions Training { get; init; } = new();

    /// <summary>Runs the protocol.</summary>
    /// <param name="setFolder">A folder laid out as docs/evaluation.md says.</param>
    /// <param name="progress">Tracking and fitting.</param>
    /// <param name="logger">What happens; null: nobody.</param>
    /// <param name="cancellationToken">Stops between frames.</param>
    /// <exception cref="MediaException">The set lacks the truth of landmarks, rotation or normals.</exception>
    public async Task<GeometryRecord> RunAsync(
        string setFolder, IProgress<TrainingProgress>? progress = null, ILogger? logger = null, CancellationToken cancellationToken = default)
    {
        var truth = RelightTruth.Open(setFolder);
        var size = (await ImageFile.ReadAsync(truth.Picture(truth.Pictures[0].Frame, truth.Pictures[0].Light), cancellationToken: cancellationToken).ConfigureAwait(false)).Width;
        var options = (Training with { Size = size, WholePicture = true, CheckpointFolder = null }).Validate();
        var (points, rotations) = ReadTruth(setFolder);
        var trainer = new PortraitTrainer(options, new ModelStore(), progress, logger ?? NullLogger.Instance);
        var clip = await trainer.PrepareAsync(truth.TrainingVideo, cancellationToken).ConfigureAwait(false);
        var count = Math.Min(clip.Count, points.Length);
        var (absolute, motion) = Landmarks(clip, points, count);
        using var folder = new WorkFolder();
        await WriteNormalsAsync(truth, clip, folder.Path, cancellationToken).ConfigureAwait(false);
        var normal = await RelightScorer.NormalsAsync(truth, folder.Path, cancellationToken).ConfigureAwait(false)
            ?? throw new MediaException($"'{setFolder}' has no true normals (normal/fNNN.png). Name a set that has them.");
        var clock = Stopwatch.StartNew();
        using var surface = await TrainingThread.RunAsync(() => trainer.LearnSurface(clip, CheckpointPaths.For(truth.TrainingVideo, options), cancellationToken), cancellationToken).ConfigureAwait(false);
        var seconds = clock.Elapsed.TotalSeconds;
        await WriteNormalsAsync(truth, clip, folder.Path, cancellationToken, surface).ConfigureAwait(false);
        var implicitNormal = await RelightScorer.NormalsAsync(truth, folder.Path, cancellationToken).ConfigureAwait(false);
        await WriteNormalsAsync(truth, clip.With(surface.Bake()), folder.Path, cancellationToken).ConfigureAwait(false);
        var bakedNormal = await RelightScorer.NormalsAsync(truth, folder.Path, cancellationToken).ConfigureAwait(false);
        Quaternion[] found = [.. clip.Fit.Poses.Take(count).Select(pose => pose.Rotation)];
        return new GeometryRecord
        {
            Protocol = Name,
            HeadModel = clip.Fit.ModelName,
            Frames = count,
            Size = [clip.Size, clip.Size],
            LandmarkPx = absolute,
            LandmarkMotionPx = motion,
            RotationDeg = RotationError(found, rotations[..count]),
            HeadLandmarkPx = HeadLandmarks(clip, points, count),
            RotationJitterDeg = RotationJitter(found, rotations[..count]),
            YawSlope = Slope(found, rotations[..count], angles => angles.Yaw),
            PitchSlope = Slope(found, rotations[..count], angles => angles.Pitch),
            TextureJitterBefore = clip.TextureJitter?.Before,
            TextureJitterAfter = clip.TextureJitter?.After,
            ReprojectionPx = Reprojection(clip, count),
            Normal = normal,
            ImplicitNormal = implicitNormal,
            BakedNormal = bakedNormal,
            SurfaceSeconds = seconds,
        };
    }

    /// <summary>Mean angle after the constant turn of the head's own axes that brings the two nearest (mean quaternion of the differences).</summary>
    internal static double RotationError(ReadOnlySpan<Quaternion> found, ReadOnlySpan<Quaternion> truth)
    {
        var sum = new Quaternion(0, 0, 0, 0);
        var differences = new Quaternion[found.Length];
        for (var t = 0; t < found.Length; t++)
        {
            var difference = Quaternion.Normalize(Quaternion.Inverse(found[t]) * truth[t]);
            if (t > 0 && Quaternion.Dot(difference, differences[0]) < 0) difference = -difference;
            differences[t] = difference;
            sum += difference;
        }
        var mean = Quaternion.Normalize(sum);
        var angle = 0.0;
        foreach (var difference in differences) angle += 2 * Math.Acos(Math.Clamp(Math.Abs(Quaternion.Dot(difference, mean)), 0, 1));
        return angle / found.Length * 180 / Math.PI;
    }

    /// <summary>Mean size of the second difference of the rotation's error (a vector of three small angles).</summary>
    internal static double RotationJitter(ReadOnlySpan<Quaternion> found, ReadOnlySpan<Quaternion> truth)
    {
        var errors = new Vector3[found.Length];
        for (var t = 0; t < errors.Length; t++)
        {
            var difference = Quaternion.Normalize(Quaternion.Inverse(found[t]) * truth[t]);
            errors[t] = (difference.W < 0 ? -2 : 2) * new Vector3(difference.X, difference.Y, difference.Z) * (180 / MathF.PI);
        }
        var sum = 0.0;
        for (var t = 1; t + 1 < errors.Length; t++) sum += (errors[t - 1] - 2 * errors[t] + errors[t + 1]).Length();
        return sum / Math.Max(1, errors.Length - 2);
    }

    /// <summary>Slope of the least-squares line of found over true angles.</summary>
    internal static double Slope(ReadOnlySpan<Quaternion> found, ReadOnlySpan<Quaternion> truth, Func<(float Yaw, float Pitch, float Roll), float> angle)
    {
        double[] x = new double[found.Length], y = new double[found.Length];
        for (var t = 0; t < found.Length; t++)
            (x[t], y[t]) = (angle(new HeadPose(truth[t], 1, Vector2.Zero).Angles), angle(new HeadPose(found[t], 1, Vector2.Zero).Angles));
        double meanX = x.Average(), meanY = y.Average(), cross = 0, square = 0;
        for (var t = 0; t < x.Length; t++)
        {
            cross += (x[t] - meanX) * (y[t] - meanY);
            square += (x[t] - meanX) * (x[t] - meanX);
        }
        return cross / square;
    }

    private static (double Absolute, double Motion) Landmarks(ClipData clip, Vector2[][] truth, int count)
    {
        double absolute = 0, motion = 0;
        var inner = FaceLandmarks.Ibug68.Count - FirstInnerPoint;
        var tracked = clip.Track.Frames.Take(count).Select(frame => FaceLandmarks.ToIbug68([.. frame.Landmarks])).ToArray();
        for (var p = FirstInnerPoint; p < FaceLandmarks.Ibug68.Count; p++)
        {
            var offsets = new Vector2[count];
            var mean = Vector2.Zero;
            for (var t = 0; t < count; t++)
            {
                var found = tracked[t][p];
                offsets[t] = new Vector2(found.X, found.Y) - truth[t][p];
                mean += offsets[t] / count;
            }
            foreach (var offset in offsets)
            {
                absolute += offset.Length();
                motion += (offset - mean).Length();
            }
        }
        return (absolute / (inner * count), motion / (inner * count));
    }

    /// <summary>The fitted head's own landmarks, projected, against the truth: what a reader would call its reprojection error.</summary>
    private double? HeadLandmarks(ClipData clip, Vector2[][] truth, int count)
    {
        var inner = FaceLandmarks.Ibug68.Count - FirstInnerPoint;
        SurfacePoint[] places = Training.HeadModelPath is { } path
            ? [.. HeadModelFile.Load(path).Landmarks.Where(landmark => !landmark.Slides).Select(landmark => landmark.Surface)]
            : [.. FaceLandmarks.Ibug68.Skip(FirstInnerPoint)]; // the default head's first vertices are the tracked points
        if (places.Length != inner) return null;
        var sum = 0.0;
        for (var t = 0; t < count; t++)
        {
            var vertices = clip.Fit.Vertices(clip.Fit.ExpressionOf(t), clip.Fit.JawPoseOf(t));
            Vector3[] screen = [.. places.Select(place => place.Of(vertices))];
            clip.Fit.Poses[t].Project(screen, clip.Fit.Camera, screen);
            for (var p = 0; p < inner; p++) sum += Vector2.Distance(new Vector2(screen[p].X, screen[p].Y), truth[t][FirstInnerPoint + p]);
        }
        return sum / (inner * count);
    }

    private static double Reprojection(ClipData clip, int count)
    {
        var sum = 0.0;
        for (var t = 0; t < count; t++)
        {
            var fitted = clip.Fit.Landmarks(clip.Fit.ExpressionOf(t), clip.Fit.JawPoseOf(t), clip.Fit.Poses[t]);
            sum += LandmarkDistance.Mean([.. clip.Track.Frames[t].Landmarks], fitted);
        }
        return sum / count;
    }

    private static async Task WriteNormalsAsync(RelightTruth truth, ClipData clip, string folder, CancellationToken cancellationToken, ImplicitHead? surface = null)
    {
        var sources = new ReflectanceFrames(clip, surface);
        foreach (var frame in truth.Frames.Where(frame => frame < clip.Count))
        {
            var picture = new Frame(clip.Size, clip.Size);
            using (NewDisposeScope())
            {
                var normals = sources.At(frame).Normals;
                var plane = clip.Size * clip.Size;
                for (var i = 0; i < plane; i++)
                    for (var c = 0; c < 3; c++) picture.Pixels[i * 3 + c] = (byte)Math.Clamp((normals[c * plane + i] + 1) / 2 * 255f + 0.5f, 0f, 255f);
            }
            await ImageFile.WriteAsync(Path.Combine(folder, $"f{frame:000}.png"), picture, cancellationToken: cancellationToken).ConfigureAwait(false);
        }
    }

    private static (Vector2[][] Points, Quaternion[] Rotations) ReadTruth(string setFolder)
    {
        var path = Path.Combine(setFolder, "meta.json");
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            var frames = document.RootElement.GetProperty("frames_data").EnumerateArray().ToList();
            return (
                [.. frames.Select(frame => frame.GetProperty("landmarks68_px").EnumerateArray().Select(p => new Vector2(p[0].GetSingle(), p[1].GetSingle())).ToArray())],
                [.. frames.Select(frame => Rotation(frame.GetProperty("head_to_camera_4x4")))]);
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or IOException or IndexOutOfRangeException)
        {
            throw new MediaException($"'{path}' has no truth of landmarks and head rotation: {error.Message} Name a set whose frames_data holds landmarks68_px and head_to_camera_4x4.", error);
        }
    }

    /// <summary>System.Numerics multiplies row vectors, the set's matrices column vectors: hence the transposition.</summary>
    private static Quaternion Rotation(JsonElement matrix)
    {
        float At(int row, int column) => matrix[row][column].GetSingle();
        return Quaternion.CreateFromRotationMatrix(new Matrix4x4(
            At(0, 0), At(1, 0), At(2, 0), 0,
            At(0, 1), At(1, 1), At(2, 1), 0,
            At(0, 2), At(1, 2), At(2, 2), 0,
            0, 0, 0, 1));
    }
}
