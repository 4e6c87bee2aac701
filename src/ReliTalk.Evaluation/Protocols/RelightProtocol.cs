using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using ReliTalk.Learning.Models;
using ReliTalk.Learning;
using ReliTalk.Media;
using ReliTalk.Reflectance.Decomposition;
using ReliTalk.Reflectance.Lighting;
using ReliTalk.Reflectance.Shading;
using ReliTalk.Training;
using static TorchSharp.torch;

namespace ReliTalk.Evaluation;

/// <summary>
/// <c>evaluate relight DIR</c>, Table 2 of the paper: learns the set's training video, relights its frames under every other light and scores them against
/// the truth. Only the stages that relighting needs are trained. Also writes normals and albedo, which are scored where the set has their truth.
/// </summary>
public sealed class RelightProtocol
{
    /// <summary>How the portrait is trained; the size is the set's own.</summary>
    public TrainingOptions Training { get; init; } = new();

    /// <summary>
    /// A portrait that was trained on the set's video with <see cref="TrainingOptions.WholePicture"/> at the set's size: its decomposition is measured, and
    /// nothing is trained. Null (the default): train.
    /// </summary>
    public string? PortraitPath { get; init; }

    /// <summary>Where the scored pictures go (<c>fNNN_lLL.png</c>, <c>normal/</c>, <c>albedo/</c>); null: a temporary folder, removed afterwards.</summary>
    public string? FramesFolder { get; init; }

    /// <summary>Where an HTML report goes; null: none.</summary>
    public string? ReportFolder { get; init; }

    /// <summary>Runs the protocol.</summary>
    /// <param name="setFolder">A folder laid out as docs/evaluation.md says.</param>
    /// <param name="progress">Training and relighting.</param>
    /// <param name="logger">What happens; null: nobody.</param>
    /// <param name="cancellationToken">Stops between steps and pictures.</param>
    /// <exception cref="MediaException">The set is not complete.</exception>
    public async Task<RelightRecord> RunAsync(
        string setFolder, IProgress<TrainingProgress>? progress = null, ILogger? logger = null, CancellationToken cancellationToken = default)
    {
        var truth = RelightTruth.Open(setFolder);
        using var temporary = FramesFolder is null ? new WorkFolder() : null;
        var frames = FramesFolder ?? temporary!.Path;
        Directory.CreateDirectory(Path.Combine(frames, "normal"));
        Directory.CreateDirectory(Path.Combine(frames, "albedo"));

        var clock = Stopwatch.StartNew();
        var size = (await ImageFile.ReadAsync(truth.Picture(truth.Pictures[0].Frame, truth.Pictures[0].Light), cancellationToken: cancellationToken).ConfigureAwait(false)).Width;
        // A checkpoint of the user's own training has seen other frames than the protocol allows.
        var options = (Training with { Size = size, WholePicture = true, CheckpointFolder = null }).Validate();
        var trainer = new PortraitTrainer(options, new ModelStore(), progress, logger ?? NullLogger.Instance);
        var clip = await trainer.PrepareAsync(truth.TrainingVideo, cancellationToken).ConfigureAwait(false);
        if (PortraitPath is null)
            clip = await TrainingThread.RunAsync(() => trainer.WithSurface(clip, CheckpointPaths.For(truth.TrainingVideo, options), cancellationToken)).ConfigureAwait(false);
        using var portrait = PortraitPath is null ? null : Portrait.Load(PortraitPath);
        if (portrait is not null) PortraitMatch.EnsureSameClip(PortraitPath!, portrait.Parts.Clip, truth.TrainingVideo, clip);
        var model = portrait?.Parts.Reflectance
            ?? await TrainingThread.RunAsync(() => trainer.LearnReflectance(clip, CheckpointPaths.For(truth.TrainingVideo, options), cancellationToken)).ConfigureAwait(false);
        using var owned = portrait is null ? model : null;
        var trainSeconds = clock.Elapsed.TotalSeconds;

        clock.Restart();
        await RelightAsync(truth, clip, model, frames, progress, cancellationToken).ConfigureAwait(false);
        var record = await RelightScorer.ScoreAsync(truth, frames, cancellationToken).ConfigureAwait(false);
        record = record with
        {
            Seconds = new Dictionary<string, double> { [portrait is null ? "train" : "prepare"] = trainSeconds, ["relight"] = clock.Elapsed.TotalSeconds },
            Preset = portrait is null ? options.Preset.ToString() : null,
            HeadModel = options.HeadModelPath is { } head && portrait is null ? Path.GetFileName(head) : null,
            ImplicitNormals = options.ImplicitNormals && portrait is null ? true : null,
            Portrait = PortraitPath is null ? null : Path.GetFileName(PortraitPath),
            Machine = ProcessMemory.Machine,
            PeakRssMb = ProcessMemory.PeakMegabytes(),
        };
        if (ReportFolder is not null) await RelightReport.WriteAsync(ReportFolder, truth, frames, record, cancellationToken).ConfigureAwait(false);
        return record;
    }

    internal static async Task RelightAsync(
        RelightTruth truth, ClipData clip, ReflectanceModel model, string folder, IProgress<TrainingProgress>? progress, CancellationToken cancellationToken)
    {
        var tables = new Dictionary<int, LightTable>();
        foreach (var light in truth.Pictures.Select(picture => picture.Light).Distinct())
        {
            var map = await HdrImage.ReadAsync(truth.LightFile(light), cancellationToken: cancellationToken).ConfigureAwait(false);
            tables[light] = LightTable.Build(new EnvironmentLight(EnvironmentMap.From(map, truth.LightFile(light))), model.Exponent);
        }
        var sources = new ReflectanceFrames(clip);
        var done = 0;
        foreach (var frame in truth.Frames)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (frame >= clip.Count) throw new MediaException($"'{truth.TrainingVideo}' has {clip.Count} frames, but the set's truth includes frame {frame}. Export the video again.");
            var maps = Decompose(model, sources, frame);
            foreach (var (_, light) in truth.Pictures.Where(picture => picture.Frame == frame))
            {
                var relit = Relighter.Relight(maps, tables[light], TimeSpan.Zero);
                await ImageFile.WriteAsync(Path.Combine(folder, RelightTruth.PictureName(frame, light)), relit, cancellationToken: cancellationToken).ConfigureAwait(false);
                progress?.Report(TrainingProgress.Of("relighting", ++done, truth.Pictures.Count));
            }
            var name = string.Create(CultureInfo.InvariantCulture, $"f{frame:000}.png");
            await ImageFile.WriteAsync(Path.Combine(folder, "normal", name), Picture(maps.Normals, maps, normal => (normal + 1) / 2), cancellationToken: cancellationToken).ConfigureAwait(false);
            await ImageFile.WriteAsync(Path.Combine(folder, "albedo", name), Picture(maps.Albedo, maps, ColorSpace.ToSrgb), cancellationToken: cancellationToken).ConfigureAwait(false);
        }
    }

    private static IntrinsicMaps Decompose(ReflectanceModel model, ReflectanceFrames sources, int frame)
    {
        using var scope = NewDisposeScope();
        using var inference = no_grad();
        return model.Decompose(sources.At(frame));
    }

    private static Frame Picture(float[] planes, IntrinsicMaps maps, Func<float, float> encode)
    {
        var frame = new Frame(maps.Width, maps.Height);
        var count = maps.Width * maps.Height;
        for (var i = 0; i < count; i++)
            for (var c = 0; c < 3; c++) frame.Pixels[i * 3 + c] = (byte)Math.Clamp(encode(planes[c * count + i]) * 255f + 0.5f, 0f, 255f);
        return frame;
    }
}
