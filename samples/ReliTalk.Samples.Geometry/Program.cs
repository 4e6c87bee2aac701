using System.Diagnostics;
using ReliTalk;
using ReliTalk.Geometry;
using ReliTalk.Geometry.HeadModels;
using ReliTalk.Geometry.Masks;
using ReliTalk.Geometry.Surface;
using ReliTalk.Geometry.Tracking;
using ReliTalk.Learning.Models;
using ReliTalk.Media;
using ReliTalk.Samples.Geometry;

var places = args.Where(argument => !argument.StartsWith("--", StringComparison.Ordinal)).ToArray();
if (places.Length == 0) places = [Path.Combine(AppContext.BaseDirectory, "assets", "speaker.mp4"), Path.Combine("out", "geometry")];
if (places.Length != 2)
{
    Console.Error.WriteLine("usage: ReliTalk.Samples.Geometry [VIDEO OUTPUT_FOLDER] [--truth=FOLDER] [--head=FILE] [--implicit]     (without arguments: the embedded demo, to out/geometry)");
    Console.Error.WriteLine("  writes overlay.mp4, normals.mp4, parts.mp4, head.glb and track.csv");
    Console.Error.WriteLine("  --truth  a rendered clip's folder with meta.json, normal/ and parts/: prints the errors against it");
    Console.Error.WriteLine("  --implicit  learn the implicit surface too (minutes) and write normals-surface.png: picture, mesh and surface of 6 frames");
    Console.Error.WriteLine("  --head   an ICT-FaceKit or FLAME head of your own, to be used in place of the default head");
    return 2;
}
try
{
    using var stop = new CancellationTokenSource();
    Console.CancelKeyPress += (_, pressed) => { pressed.Cancel = true; stop.Cancel(); };
    await RunAsync(places[0], places[1], Option("truth"), Option("head"), args.Contains("--implicit"), stop.Token);
    return 0;
}
catch (ReliTalkException error)
{
    Console.Error.WriteLine(error.Message);
    return 1;
}
catch (OperationCanceledException)
{
    Console.Error.WriteLine("stopped");
    return 130;
}

string? Option(string name) => args.FirstOrDefault(argument => argument.StartsWith($"--{name}=", StringComparison.Ordinal))?[(name.Length + 3)..];

static async Task RunAsync(string video, string folder, string? truth, string? head, bool implicitSurface, CancellationToken stop)
{
    const int size = 256;
    Directory.CreateDirectory(folder);
    var models = new ModelStore();

    // 1. Where is the face? (source pixels)
    var watch = Stopwatch.StartNew();
    var processor = Process.GetCurrentProcess().TotalProcessorTime;
    ClipTrack raw;
    await using (var reader = await VideoReader.OpenAsync(video, cancellationToken: stop))
    {
        using var tracker = FaceTracker.Load(models, new FaceTrackerOptions { ExpectedFrames = reader.ExpectedFrames });
        Report("opened", 1);
        raw = await tracker.TrackAsync(reader.FramesAsync(stop), cancellationToken: stop);
        Report("tracked", raw.Count);
    }
    if (raw.BridgedFrames.Count > 0) Console.WriteLine($"no face in {raw.BridgedFrames.Count} frames: {string.Join(' ', raw.BridgedFrames.Take(20))}");
    var smooth = raw.Smoothed();
    Report("smoothed", raw.Count);
    var crop = PortraitCrop.Choose(smooth, size);
    Console.WriteLine($"crop: x {crop.X}, y {crop.Y}, side {crop.Side} of {raw.Width}x{raw.Height}");
    PrintClosures(raw, smooth);

    // 2. The subject's head: landmarks first, then the pixels of the still parts of the face.
    var track = smooth.Mapped(crop);
    var options = new VideoReaderOptions { Crop = crop.Box, Size = new FrameSize(size, size) };
    var frames = new List<Frame>();
    await using (var reader = await VideoReader.OpenAsync(video, options, stop))
        await foreach (var frame in reader.FramesAsync(stop))
            if (frames.Count < track.Count) frames.Add(frame);
    Report("decoded again", frames.Count);
    if (frames.Count < track.Count) track = new ClipTrack(track.Width, track.Height, [.. track.Frames.Take(frames.Count)]);
    var model = CanonicalHeadModel.Load(models);
    var landmarkFit = HeadFitter.Fit(track, model);
    Report("fitted", landmarkFit.FrameCount);
    var aligned = PhotometricAlignment.Align(landmarkFit, track, frames, model, stop);
    Report("aligned with the pixels", landmarkFit.FrameCount);
    Console.WriteLine($"texture jitter (mean second difference of forehead, nose and upper cheeks, grey levels): {aligned.JitterBefore:F2} > {aligned.JitterAfter:F2}");
    track = aligned.Track;
    var fit = aligned.Fit;
    IReadOnlyList<int>? vertices68 = null;
    if (head is not null)
    {
        var finer = HeadModelFile.Load(head);
        vertices68 = (finer as IctHeadModel)?.Landmarks68;
        fit = HeadSurfaceFitter.Fit(fit, finer);
        Report("finer head fitted", fit.FrameCount);
    }
    Console.WriteLine($"reprojection: {Reprojection(fit, track):F2} px mean at {size}x{size}, {fit.ExpressionCount} expression components");
    TrackTable.Write(Path.Combine(folder, "track.csv"), fit, track);
    HeadMeshFile.WriteGlb(Path.Combine(folder, "head.glb"), fit);

    // 3. Maps for every frame.
    // Small networks: one thread each, frames side by side.
    TorchSharp.torch.set_num_threads(1);
    using var segmentation = PersonMatte.Load(models);
    var mattes = new Matte[frames.Count];
    Parallel.For(0, frames.Count, new ParallelOptions { CancellationToken = stop }, t => mattes[t] = segmentation.Segment(frames[t]));
    var steady = PersonMatte.Steady(mattes);
    Report("matted", frames.Count);
    Parallel.For(0, frames.Count, new ParallelOptions { CancellationToken = stop }, t => mattes[t] = PersonMatte.Refine(frames[t], steady[t]));
    Report("mattes fitted to the picture", frames.Count);
    var segmenter = PartSegmenter.Learn(Enumerable.Range(0, 10).Select(i => i * (frames.Count - 1) / 9).Distinct()
        .Select(t => (frames[t], track.Frames[t].Landmarks, mattes[t])));
    var renderer = new FaceMapRenderer(fit, size);
    Report("colours learnt", 1);
    var maps = frames.Select((_, t) => renderer.Render(t, mattes[t])).ToList();
    Report("normals drawn", frames.Count);
    var parts = frames.Select((frame, t) => segmenter.Segment(frame, track.Frames[t].Landmarks, mattes[t])).ToList();
    Report("parts divided", frames.Count);

    await Pictures.WriteVideoAsync(Path.Combine(folder, "overlay.mp4"), frames.Select((frame, t) => Pictures.Overlay(frame, track.Frames[t], fit, t)), stop);
    await Pictures.WriteVideoAsync(Path.Combine(folder, "normals.mp4"), maps.Select(Pictures.Normals), stop);
    await Pictures.WriteVideoAsync(Path.Combine(folder, "parts.mp4"), parts.Select(Pictures.Parts), stop);
    if (implicitSurface)
    {
        var draft = ImplicitSurfaceOptions.Draft;
        SurfaceKeyFrame[] keys = [.. Spread(draft.KeyFrames).Select(t => new SurfaceKeyFrame(t, frames[t], mattes[t], parts[t].Sum(FacePart.Skin, FacePart.Lips, FacePart.Neck)))];
        using var surface = ImplicitSurfaceTrainer.Train(fit, keys, draft, cancellationToken: stop);
        Report("surface learnt", draft.Steps);
        var learnt = new FaceMapRenderer(fit, size, surface);
        var rows = Spread(6).Select(t => (Frame[])[frames[t], Pictures.Normals(maps[t]), Pictures.Normals(learnt.Render(t, mattes[t]))]);
        await ImageFile.WriteAsync(Path.Combine(folder, "normals-surface.png"), Pictures.Columns([.. rows]), cancellationToken: stop);
        Report("surface drawn", 6);
    }
    if (truth is null) return;
    await TruthComparison.PrintAsync(truth, fit, track, maps, vertices68, stop);
    await TruthComparison.PrintMattesAsync(truth, steady, mattes, stop);

    IEnumerable<int> Spread(int count) => Enumerable.Range(0, count).Select(i => i * (frames.Count - 1) / (count - 1)).Distinct();

    void Report(string what, int count)
    {
        var spent = Process.GetCurrentProcess().TotalProcessorTime - processor;
        Console.WriteLine($"{what}: {count} in {watch.Elapsed.TotalSeconds:F2} s, each {watch.Elapsed.TotalMilliseconds / Math.Max(1, count):F1} ms, "
            + $"{spent.TotalMilliseconds / Math.Max(1, count):F1} ms of processor time");
        watch.Restart();
        processor += spent;
    }
}

static double Reprojection(HeadFit fit, ClipTrack track)
{
    double sum = 0;
    for (var t = 0; t < fit.FrameCount; t++)
    {
        var points = fit.Landmarks(fit.ExpressionOf(t), fit.JawPoseOf(t), fit.Poses[t]);
        for (var i = 0; i < points.Length; i++)
        {
            var (dx, dy) = (points[i].X - track.Frames[t].Landmarks[i].X, points[i].Y - track.Frames[t].Landmarks[i].Y);
            sum += Math.Sqrt(dx * dx + dy * dy) / points.Length;
        }
    }
    return sum / fit.FrameCount;
}

static void PrintClosures(ClipTrack raw, ClipTrack smooth)
{
    var (before, after) = (raw.LipAperture(), smooth.LipAperture());
    var closures = Enumerable.Range(1, before.Length - 2).Where(t => before[t] < 0.02f && before[t] <= before[t - 1] && before[t] < before[t + 1]).Take(12);
    Console.WriteLine("lip aperture at closures, before > after: " + string.Join("  ", closures.Select(t => $"[{t}] {before[t]:F3} > {after[t]:F3}")));
    Console.WriteLine($"jitter (mean second difference of the nose tip, px): {Jitter(raw):F3} > {Jitter(smooth):F3}");

    static double Jitter(ClipTrack track) => track.Count < 3 ? 0 : Enumerable.Range(1, track.Count - 2).Average(t =>
        (track.Frames[t - 1].Landmarks[FaceLandmarks.NoseTip] - 2 * track.Frames[t].Landmarks[FaceLandmarks.NoseTip] + track.Frames[t + 1].Landmarks[FaceLandmarks.NoseTip]).Length());
}
