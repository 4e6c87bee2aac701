using Microsoft.Extensions.Logging;
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

        var crop = options.WholePicture ? new PortraitCrop(0, 0, Math.Max(track.Width, track.Height), options.Size) : PortraitCrop.Choose(track, options.Size);
        var (frames, mattes) = await ReadWorkFramesAsync(videoPath, crop, track.Count, cancellationToken).ConfigureAwait(false);
        // A decoder may give a frame less on the second pass; the clip ends where both passes have frames.
        var workTrack = new ClipTrack(track.Width, track.Height, [.. track.Frames.Take(frames.Length)]).Mapped(crop);
        progress?.Report(TrainingProgress.Of("head fit", 0, 1));
        var model = CanonicalHeadModel.Load(models);
        // Landmarks tremble against the pixels, and what is pasted along them flickers: the poses are refined by the pictures themselves.
        var aligned = PhotometricAlignment.Align(HeadFitter.Fit(workTrack, model), workTrack, frames, model, cancellationToken);
        var fit = options.HeadModelPath is { } head ? HeadSurfaceFitter.Fit(aligned.Fit, HeadModelFile.Load(head)) : aligned.Fit;
        progress?.Report(TrainingProgress.Of("head fit", 1, 1));
        TrainingLog.ClipPrepared(logger, frames.Length, track.BridgedFrames.Count, crop.Side);
        return new ClipData(options.Size, frames, mattes, aligned.Track, fit, new bool[frames.Length])
        {
            TextureJitter = (aligned.JitterBefore, aligned.JitterAfter),
        };
    }

    private async Task<ClipTrack> TrackAsync(VideoReader reader, int limit, CancellationToken cancellationToken)
    {
        using var tracker = FaceTracker.Load(models, new FaceTrackerOptions { ExpectedFrames = Math.Min(limit, reader.ExpectedFrames) });
        var track = await tracker.TrackAsync(reader.FramesAsync(cancellationToken).Take(limit), progress, cancellationToken).ConfigureAwait(false);
        return track.Smoothed();
    }

    private async Task<(Frame[] Frames, Matte[] Mattes)> ReadWorkFramesAsync(string videoPath, PortraitCrop crop, int count, CancellationToken cancellationToken)
    {
        var size = new FrameSize(options.Size, options.Size);
        await using var reader = await VideoReader.OpenAsync(videoPath, new VideoReaderOptions { Crop = crop.Box, Size = size }, cancellationToken).ConfigureAwait(false);
        using var network = PersonMatte.Load(models);
        var stage = new StageProgress(progress, "matting", count);
        var frames = new List<Frame>(count);
        var mattes = new Matte[count];
        await foreach (var batch in reader.FramesAsync(cancellationToken).Take(count).Chunk(32).ConfigureAwait(false))
        {
            var start = frames.Count;
            frames.AddRange(batch);
            Parallel.For(0, batch.Length, t => mattes[start + t] = network.Segment(batch[t]));
            stage.Report(frames.Count);
        }
        var steady = PersonMatte.Steady(mattes[..frames.Count]);
        Parallel.For(0, frames.Count, t => mattes[t] = PersonMatte.Refine(frames[t], steady[t]));
        return ([.. frames], mattes[..frames.Count]);
    }
}
