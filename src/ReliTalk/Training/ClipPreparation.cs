using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using ReliTalk.Geometry;
using ReliTalk.Geometry.HeadModels;
using ReliTalk.Geometry.Masks;
using ReliTalk.Geometry.Tracking;
using ReliTalk.Learning.Models;
using ReliTalk.Media;

namespace ReliTalk.Training;

/// <summary>Section 3.1 of the paper up to the fitted head: video in, work frames, mattes, landmarks and head fit out.</summary>
internal sealed class ClipPreparation(ModelStore models, TrainingOptions options, IProgress<TrainingProgress>? progress, ILogger logger)
{
    /// <summary>Fewest frames that a portrait can be learnt from: two seconds.</summary>
    private const int MinFrames = 50;

    public async Task<ClipData> PrepareAsync(string videoPath, CancellationToken cancellationToken)
    {
        await using var reader = await VideoReader.OpenAsync(videoPath, new VideoReaderOptions(), cancellationToken).ConfigureAwait(false);
        if (!reader.Info.HasAudio)
            throw new MediaException($"The video '{videoPath}' has no sound track. The portrait learns its lips from the person's own speech: use a clip with sound.");

        var limit = options.MaxFrames;
        if (options.MaxSeconds is { } seconds) limit = Math.Min(limit, (int)Math.Round(seconds * 25));
        var track = await TrackAsync(reader, limit, cancellationToken).ConfigureAwait(false);
        if (track.Count < MinFrames)
            throw new MediaException($"The video '{videoPath}' has {track.Count} frame(s); a portrait needs at least {MinFrames} (2 s), and 20 s or more give good lips. Use a longer clip.");

        var crop = PortraitCrop.Choose(track, options.Size);
        var workTrack = track.Mapped(crop);
        var (frames, mattes) = await ReadWorkFramesAsync(reader, crop, track.Count, cancellationToken).ConfigureAwait(false);
        progress?.Report(TrainingProgress.Of("head fit", 0, 1));
        var fit = HeadFitter.Fit(workTrack, CanonicalHeadModel.Load(models), new HeadFitOptions());
        progress?.Report(TrainingProgress.Of("head fit", 1, 1));
        TrainingLog.ClipPrepared(logger, frames.Length, track.BridgedFrames.Count, crop.Side);
        return new ClipData(options.Size, frames, mattes, workTrack, fit, new bool[frames.Length]);
    }

    private async Task<ClipTrack> TrackAsync(VideoReader reader, int limit, CancellationToken cancellationToken)
    {
        using var tracker = FaceTracker.Load(models, new FaceTrackerOptions());
        var expected = Math.Min(limit, reader.ExpectedFrames);
        var stage = new StageProgress(progress, "tracking", expected);
        var track = await tracker.TrackAsync(Limited(cancellationToken), progress: null, cancellationToken).ConfigureAwait(false);
        return track.Smoothed();

        async IAsyncEnumerable<Frame> Limited([EnumeratorCancellation] CancellationToken token)
        {
            var count = 0;
            await foreach (var frame in reader.FramesAsync(token).ConfigureAwait(false))
            {
                if (count == limit) yield break;
                yield return frame;
                stage.Report(++count);
            }
        }
    }

    private async Task<(Frame[] Frames, byte[][] Mattes)> ReadWorkFramesAsync(VideoReader reader, PortraitCrop crop, int count, CancellationToken cancellationToken)
    {
        var frames = new List<Frame>(count);
        var mattes = new List<byte[]>(count);
        using var matte = PersonMatte.Load(models);
        var stage = new StageProgress(progress, "matting", count);
        await foreach (var frame in reader.FramesAsync(cancellationToken).ConfigureAwait(false))
        {
            if (frames.Count == count) break;
            var work = crop.Apply(frame);
            frames.Add(work);
            mattes.Add(MatteCodec.ToBytes(matte.Estimate(work)));
            stage.Report(frames.Count);
        }
        return ([.. frames], [.. mattes]);
    }
}
