using System.Numerics;
using System.Runtime.CompilerServices;
using ReliTalk.Geometry.Tracking;
using ReliTalk.Learning.Models;
using ReliTalk.Media;

namespace ReliTalk.Inspection;

/// <summary>Looks at a video as training would and says what it will stumble over.</summary>
public sealed class VideoInspector
{
    private readonly ModelStore _models;

    /// <summary>Creates an inspector that takes its networks from <paramref name="models"/>; null takes the default store.</summary>
    public VideoInspector(ModelStore? models = null) => _models = models ?? new ModelStore();

    /// <summary>Tracks the face over the video's first <paramref name="maxSeconds"/> seconds and judges it.</summary>
    /// <exception cref="MediaException">The file cannot be read as a video.</exception>
    public async Task<PreflightReport> InspectAsync(string path, double maxSeconds = 20, IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        await using var reader = await VideoReader.OpenAsync(path, new VideoReaderOptions(), cancellationToken).ConfigureAwait(false);
        var info = reader.Info;
        var exposure = new FaceExposure();
        using var tracker = FaceTracker.Load(_models, new FaceTrackerOptions());
        ClipTrack? track = null;
        var frames = 0;
        try
        {
            track = await tracker.TrackAsync(Limited(cancellationToken), progress, cancellationToken).ConfigureAwait(false);
        }
        catch (FaceNotFoundException)
        {
            // An answer, not an accident: it becomes a finding below.
        }

        var found = track?.Frames.Count(frame => frame.Found) ?? 0;
        var height = track is null ? 0 : Median(track.Frames.Where(frame => frame.Found).Select(FaceHeight));
        if (track is not null) await MeasureExposureAsync(reader, track, exposure, cancellationToken).ConfigureAwait(false);
        var report = new PreflightReport
        {
            Path = path,
            Width = info.Width,
            Height = info.Height,
            FrameRate = info.FrameRate,
            Duration = info.Duration,
            HasAudio = info.HasAudio,
            Frames = frames,
            FaceShare = frames == 0 ? 0 : (double)found / frames,
            FaceHeight = height,
            ClippedShare = exposure.ClippedShare,
            FaceBrightness = exposure.Mean,
            Findings = [],
        };
        return report with { Findings = [.. Judge(report).OrderByDescending(finding => finding.Severity)] };

        async IAsyncEnumerable<Frame> Limited([EnumeratorCancellation] CancellationToken token)
        {
            await foreach (var frame in reader.FramesAsync(token).ConfigureAwait(false))
            {
                if (frame.Timestamp.TotalSeconds >= maxSeconds) yield break;
                frames++;
                yield return frame;
            }
        }
    }

    private static async Task MeasureExposureAsync(VideoReader reader, ClipTrack track, FaceExposure exposure, CancellationToken cancellationToken)
    {
        var index = 0;
        await foreach (var frame in reader.FramesAsync(cancellationToken).ConfigureAwait(false))
        {
            if (index >= track.Count) break;
            if (index % 25 == 0 && track.Frames[index].Found) exposure.Add(frame, track.Frames[index].Landmarks);
            index++;
        }
    }

    private static IEnumerable<PreflightFinding> Judge(PreflightReport report)
    {
        if (report.FaceShare == 0)
        {
            yield return new(FindingSeverity.Blocking, "No face was found. Use a clip that shows one person facing the camera.");
            yield break;
        }
        if (!report.HasAudio) yield return new(FindingSeverity.Blocking, "The video has no sound track. Speech must be learnt from the person's own voice: use a clip with sound.");
        if (report.Duration.TotalSeconds < 2) yield return new(FindingSeverity.Blocking, $"The clip is {report.Duration.TotalSeconds:0.0} s long; at least 2 s are needed, and 20 s or more give good lips.");
        else if (report.Duration.TotalSeconds < 10) yield return new(FindingSeverity.Warning, $"The clip is {report.Duration.TotalSeconds:0} s long; with less than 10 s many mouth shapes are never seen.");
        if (report.FaceShare < 0.9) yield return new(FindingSeverity.Warning, $"The face is lost in {1 - report.FaceShare:P0} of the frames; those are bridged. Cut the clip to where the face is in view.");
        if (report.FaceHeight < 80) yield return new(FindingSeverity.Warning, $"The face is {report.FaceHeight:0} px high; below 80 px teeth and lips are a few pixels. Film closer or with a higher resolution.");
        if (report.FrameRate < 23) yield return new(FindingSeverity.Warning, $"The video has {report.FrameRate:0.#} frames a second; lips need 24 or more.");
        if (report.ClippedShare > 0.05) yield return new(FindingSeverity.Advice, $"{report.ClippedShare:P0} of the face is clipped to white: the albedo there is unknown. Lower the exposure.");
        if (report.FaceBrightness < 0.2) yield return new(FindingSeverity.Advice, "The face is dark: noise will end up in the albedo. Use more light.");
    }

    private static double FaceHeight(TrackedFrame frame)
    {
        // 10 is the top of the forehead, 152 the chin.
        var (top, chin) = (frame.Landmarks[10], frame.Landmarks[152]);
        return Vector2.Distance(new(top.X, top.Y), new(chin.X, chin.Y));
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length == 0 ? 0 : sorted[sorted.Length / 2];
    }
}
