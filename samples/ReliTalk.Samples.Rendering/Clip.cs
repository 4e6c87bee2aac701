using System.Numerics;
using ReliTalk.Geometry;
using ReliTalk.Geometry.HeadModels;
using ReliTalk.Geometry.Masks;
using ReliTalk.Geometry.Tracking;
using ReliTalk.Learning.Models;
using ReliTalk.Media;
using ReliTalk.Rendering;
using ReliTalk.Rendering.Areas;
using ReliTalk.Rendering.Bank;

namespace ReliTalk.Samples.Rendering;

/// <summary>A tracked clip: its work pictures, head fit and mouth areas.</summary>
internal sealed class Clip
{
    private readonly FaceMapRenderer maps;

    private Clip(int size, IReadOnlyList<byte[]> pictures, ClipTrack track, HeadFit fit, IReadOnlyList<MouthArea> areas)
    {
        Size = size;
        Pictures = pictures;
        Track = track;
        Fit = fit;
        Areas = areas;
        maps = new FaceMapRenderer(fit, size);
    }

    public int Size { get; }

    public IReadOnlyList<byte[]> Pictures { get; }

    public ClipTrack Track { get; }

    public HeadFit Fit { get; }

    public IReadOnlyList<MouthArea> Areas { get; }

    /// <summary>Decodes, tracks, crops and fits a video.</summary>
    /// <param name="path">Any video with one talking face.</param>
    /// <param name="size">Side of the work picture.</param>
    /// <param name="whole">Shrink the whole square picture instead of cutting around the head: the paper's own framing.</param>
    /// <param name="area">Box sizes and smoothing.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static async Task<Clip> OpenAsync(string path, int size, bool whole, MouthAreaOptions area, CancellationToken cancellationToken)
    {
        await using var reader = await VideoReader.OpenAsync(path, null, cancellationToken);
        var models = new ModelStore();
        using var tracker = FaceTracker.Load(models);
        var raw = await tracker.TrackAsync(reader.FramesAsync(cancellationToken), null, cancellationToken);
        var smooth = raw.Smoothed();
        var crop = whole ? new PortraitCrop(0, 0, Math.Min(raw.Width, raw.Height), size) : PortraitCrop.Choose(smooth, size);
        var pictures = new List<byte[]>();
        await using var cropped = await VideoReader.OpenAsync(path, new VideoReaderOptions { Crop = crop.Box, Size = new FrameSize(size, size) }, cancellationToken);
        await foreach (var frame in cropped.FramesAsync(cancellationToken)) pictures.Add(frame.Pixels);
        var track = smooth.Mapped(crop);
        var fit = HeadFitter.Fit(track, CanonicalHeadModel.Load(models));
        var landmarks = Enumerable.Range(0, fit.FrameCount)
            .Select(t => (IReadOnlyList<Vector3>)fit.Landmarks(fit.ExpressionOf(t), fit.JawPoseOf(t), fit.Poses[t])).ToArray();
        return new Clip(size, pictures, track, fit, MouthArea.Follow(landmarks, size, area));
    }

    /// <summary>The mouth of one expression and jaw on one frame's head pose and area.</summary>
    public MouthState Mouth(ReadOnlySpan<float> expression, Vector3 jaw, int onFrame)
    {
        var pose = Fit.Poses[onFrame];
        var normals = maps.Render(expression, jaw, pose).Normals;
        return new MouthState(
            Fit.Landmarks(expression, jaw, pose), Fit.LipVertices(expression, jaw),
            new HeadMotion(pose.Rotation, pose.Scale, pose.Translation), Areas[onFrame], normals, Size);
    }

    /// <summary>Median face scale as a share of the picture's side.</summary>
    public float FaceShare => Track.Frames.Select(frame => FaceMesh.FaceScale(frame.Landmarks)).Order().ElementAt(Track.Count / 2) / Size;

    /// <summary>The frame's own mouth.</summary>
    public MouthState OwnMouth(int frame) => Mouth(Fit.ExpressionOf(frame), Fit.JawPoseOf(frame), frame);

    /// <summary>A bank of consecutive frames.</summary>
    public FrameBank Bank(int start, int count) =>
        new(Size, [.. Enumerable.Range(start, count).Select(t => new BankFrame(Pictures[t], OwnMouth(t), false))]);
}
