using ReliTalk.Geometry;
using ReliTalk.Geometry.HeadModels;
using ReliTalk.Geometry.Masks;
using ReliTalk.Geometry.Tracking;
using ReliTalk.Learning.Models;
using ReliTalk.Media;
using ReliTalk.Reflectance.Training;

namespace ReliTalk.Samples.Reflectance;

/// <summary>A tracked clip that gives what the reflectance layer needs, frame by frame.</summary>
internal sealed class Clip : IDisposable
{
    private readonly HeadFit _fit;
    private readonly PartSegmenter _segmenter;
    private readonly IReadOnlyList<Matte> _mattes;
    private readonly ClipTrack _track;
    private readonly FaceMapRenderer _renderer;
    private readonly PersonMatte _segmentation;

    private Clip(List<Frame> frames, ClipTrack track, HeadFit fit, PersonMatte segmentation)
    {
        Frames = frames;
        _track = track;
        _fit = fit;
        _segmentation = segmentation;
        var mattes = new Matte[frames.Count];
        Parallel.For(0, frames.Count, t => mattes[t] = segmentation.Segment(frames[t]));
        var steady = PersonMatte.Steady(mattes);
        Parallel.For(0, frames.Count, t => mattes[t] = PersonMatte.Refine(frames[t], steady[t]));
        _mattes = mattes;
        _segmenter = PartSegmenter.Learn(Enumerable.Range(0, 10).Select(i => i * (frames.Count - 1) / 9).Distinct().Select(t => (frames[t], track.Frames[t].Landmarks, _mattes[t])));
        _renderer = new FaceMapRenderer(fit, frames[0].Width);
    }

    public IReadOnlyList<Frame> Frames { get; }

    /// <summary>Tracks a video.</summary>
    /// <param name="path">Any video; a picture counts as a clip of one frame.</param>
    /// <param name="whole">True keeps the whole (square) picture; false cuts a 256-pixel square around the head.</param>
    /// <param name="head">An ICT head file for finer normals, or null.</param>
    /// <param name="stop">Cancels.</param>
    public static async Task<Clip> OpenAsync(string path, bool whole, string? head, CancellationToken stop)
    {
        var models = new ModelStore();
        ClipTrack smooth;
        await using (var reader = await VideoReader.OpenAsync(path, cancellationToken: stop))
        {
            using var tracker = FaceTracker.Load(models, new FaceTrackerOptions { ExpectedFrames = reader.ExpectedFrames });
            smooth = (await tracker.TrackAsync(reader.FramesAsync(stop), cancellationToken: stop)).Smoothed();
        }
        var options = new VideoReaderOptions();
        var track = smooth;
        if (!whole)
        {
            var crop = PortraitCrop.Choose(smooth, 256);
            options = new VideoReaderOptions { Crop = crop.Box, Size = new FrameSize(256, 256) };
            track = smooth.Mapped(crop);
        }
        var fit = HeadFitter.Fit(track, CanonicalHeadModel.Load(models));
        if (head is not null) fit = HeadSurfaceFitter.Fit(fit, IctHeadModel.Load(head));
        var frames = new List<Frame>();
        await using (var reader = await VideoReader.OpenAsync(path, options, stop))
            await foreach (var frame in reader.FramesAsync(stop))
                if (frames.Count < fit.FrameCount) frames.Add(frame);
        return new Clip(frames, track, fit, PersonMatte.Load(models));
    }

    /// <summary>One frame with normals and masks.</summary>
    /// <param name="t">Zero-based frame.</param>
    /// <param name="matte">Takes the place of the estimated matte, or null.</param>
    public ReflectanceFrame Frame(int t, float[]? matte = null)
    {
        var size = Frames[t].Width;
        var given = matte is null ? _mattes[t] : Matte.FromFloats(size, size, matte);
        var maps = _renderer.Render(t, given);
        var parts = _segmenter.Segment(Frames[t], _track.Frames[t].Landmarks, given);
        var skin = parts.Sum(FacePart.Skin, FacePart.Neck).ToFloats();
        var face = Array.ConvertAll(maps.Coverage, c => c > 0.5f ? 1f : 0f);
        // Lips glisten too; eyes and teeth share the skin's gloss for want of a better one.
        var gloss = parts.Sum(FacePart.Skin, FacePart.Neck, FacePart.Lips, FacePart.Eyes, FacePart.Brows).ToFloats();
        for (var i = 0; i < skin.Length; i++) skin[i] = Math.Max(skin[i], gloss[i]);
        return new ReflectanceFrame(Frames[t], maps.Normals, skin, face, given.ToFloats()) { Depth = maps.Depth, Patches = _renderer.Patches() };
    }

    public void Dispose() => _segmentation.Dispose();
}
