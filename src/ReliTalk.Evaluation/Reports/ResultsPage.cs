using System.Globalization;
using System.Text;
using System.Text.Json;
using ReliTalk.Geometry.HeadModels;

namespace ReliTalk.Evaluation;

/// <summary>
/// docs/results.md, written from JSON records and nothing else: every figure on the page stands in a file beside it, with the command that made it.
/// </summary>
public static class ResultsPage
{
    private const string Head = """
        # Results

        Written by `relitalk evaluate results docs/results --out docs/results.md --summary README.md` from the records in `docs/results/`; do not edit. What the figures mean:
        [evaluation.md](evaluation.md). A figure belongs to its region, resolution, frames and protocol; figures of other papers were measured on other data.
        Times of the driving and relighting protocols are the wall clock's, whatever else the machine did; `relitalk bench` measures speed.

        """;

    private const string SummaryBegin = "<!-- results -->";
    private const string SummaryEnd = "<!-- /results -->";

    /// <summary>Reads all records of a folder (names sorted) and writes the page.</summary>
    /// <exception cref="MediaException">The folder is absent, a record is not one, or the page cannot be written.</exception>
    public static async Task WriteAsync(string folder, string path, CancellationToken cancellationToken = default)
    {
        var page = Compose(folder);
        try
        {
            await File.WriteAllTextAsync(path, page, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new MediaException($"'{path}' cannot be written: {error.Message} Choose another place.", error);
        }
    }

    /// <summary>The page as text.</summary>
    /// <exception cref="MediaException">The folder is absent, or a record is not one.</exception>
    public static string Compose(string folder)
    {
        if (!Directory.Exists(folder)) throw new MediaException($"The folder '{folder}' does not exist. Write records into it with 'relitalk evaluate ... --json'.");
        var page = new StringBuilder(Head.ReplaceLineEndings("\n")).Append('\n');
        foreach (var path in Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal))
        {
            var json = File.ReadAllText(path);
            switch (ProtocolOf(json, path))
            {
                case "drive":
                    Add(page, Path.GetFileName(path), EvaluationJson.Deserialize<DriveRecord>(json));
                    break;
                case "relight":
                    Add(page, Path.GetFileName(path), EvaluationJson.Deserialize<RelightRecord>(json));
                    break;
                case GuidanceProtocol.Name:
                    Add(page, Path.GetFileName(path), EvaluationJson.Deserialize<GuidanceRecord>(json));
                    break;
                case "ics" or "ablations":
                    Add(page, Path.GetFileName(path), EvaluationJson.Deserialize<AblationRecord>(json));
                    break;
                case "geometry":
                    Add(page, Path.GetFileName(path), EvaluationJson.Deserialize<GeometryRecord>(json));
                    break;
                case "audio":
                    Add(page, Path.GetFileName(path), EvaluationJson.Deserialize<AudioRecord>(json));
                    break;
                case BenchProtocol.Name:
                    Add(page, Path.GetFileName(path), EvaluationJson.Deserialize<BenchRecord>(json));
                    break;
                case var other:
                    throw new MediaException($"'{path}' is a record of the protocol '{other}', which has no place on the page. Move it elsewhere.");
            }
        }
        return page.ToString();
    }

    /// <summary>Puts the records' headline figures between the marks <c>&lt;!-- results --&gt;</c> and <c>&lt;!-- /results --&gt;</c> of a page, such as a README.</summary>
    /// <exception cref="MediaException">The page lacks the marks or cannot be written, or a record is not one.</exception>
    public static async Task WriteSummaryAsync(string folder, string path, CancellationToken cancellationToken = default)
    {
        try
        {
            var text = await File.ReadAllTextAsync(path, cancellationToken).ConfigureAwait(false);
            await File.WriteAllTextAsync(path, WithSummary(text, folder, path), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new MediaException($"'{path}' cannot be read and written: {error.Message} Name another page.", error);
        }
    }

    /// <summary>The page's text with its summary made anew.</summary>
    internal static string WithSummary(string text, string folder, string path)
    {
        var begin = text.IndexOf(SummaryBegin, StringComparison.Ordinal);
        var end = text.IndexOf(SummaryEnd, StringComparison.Ordinal);
        if (begin < 0 || end < begin) throw new MediaException($"'{path}' has no place for results. Put the lines '{SummaryBegin}' and '{SummaryEnd}' into it.");
        return string.Concat(text.AsSpan(0, begin + SummaryBegin.Length), "\n", Summary(folder), text.AsSpan(end));
    }

    /// <summary>One row a record: driving and relighting, as Markdown tables.</summary>
    private static string Summary(string folder)
    {
        var records = Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal).Select(file => (File: file, Json: File.ReadAllText(file))).ToList();
        var page = new StringBuilder();
        var drives = records.Where(record => ProtocolOf(record.Json, record.File) == DriveProtocol.Name).Select(record => EvaluationJson.Deserialize<DriveRecord>(record.Json)).ToList();
        if (drives.Count > 0)
        {
            Table(page, ["driven by held-out sound, 256x256", "full frame PSNR / SSIM", "driven area PSNR / SSIM", "mean mouth instead", "lip error, mean mouth's", "flicker"], drives.Select(record => new[]
            {
                $"{Path.GetFileName(record.Video)}, {record.Preset}", $"{Number(record.Full.Psnr, "0.00")} / {Number(record.Full.Ssim, "0.000")}",
                $"{Number(record.Driven.Psnr, "0.00")} / {Number(record.Driven.Ssim, "0.000")} (box {record.Box.Driven})", Number(Mean(record)?.Driven.Psnr, "0.00"),
                $"{Number(record.Lip.ErrorPx, "0.00")} px, {Number(Mean(record)?.Lip?.ErrorPx, "0.00")} px", Number(record.Driven.Flicker, "0.00"),
            }));
            Plain(page, "");
        }
        var relights = records.Where(record => ProtocolOf(record.Json, record.File) == "relight").Select(record => EvaluationJson.Deserialize<RelightRecord>(record.Json)).ToList();
        if (relights.Count > 0)
        {
            var kinds = relights[0].Mean.Keys.ToList();
            Table(page, ["relit against path-traced truth, 256x256", .. kinds.Select(kind => $"{kind}, foreground PSNR / SSIM"), .. kinds.Select(kind => $"{kind}, untouched source")], relights.Select(record => new[]
            {
                $"synthetic person, {record.Preset ?? record.Portrait}{(record.HeadModel is null ? "" : ", own head model")}{(record.ImplicitNormals == true ? ", implicit normals" : "")}",
            }.Concat(kinds.Select(kind => Pair(record.Mean[kind].Fg))).Concat(kinds.Select(kind => Pair(record.Copy[kind].Fg))).ToArray()));
        }
        return page.ToString();
    }

    private static DriveBaseline? Mean(DriveRecord record) => record.Baselines.GetValueOrDefault("mean");

    private static void Add(StringBuilder page, string file, DriveRecord record)
    {
        var clip = Path.GetFileName(record.Video);
        Line(page, $"## Driving: {clip}, {record.Preset}");
        Line(page, $"`relitalk evaluate drive {clip} {(record.Portrait is null ? $"--preset {record.Preset} --size {record.Size[0]}" : $"--portrait {record.Portrait}")} --json {file}` ({record.Machine})");
        Plain(page, "");
        Line(page, $"{record.TrainFrames} frames learnt, the {record.Frames} after them driven by their own sound, {record.Size[0]}x{record.Size[1]}; driven area {record.Box.Driven}, hole {record.Box.Hole} of {record.Box.Of} pixels.");
        Plain(page, "");
        Table(page, DriveTable.Header(record), DriveTable.Rows(record));
        Line(page, $"Ours: correlation at lag {record.Lip.LagFrames} frames {record.Lip.CorrAtLag:0.00}; identity distance {record.Identity:0.00}; the perceptual distance is of the driven area ({record.PerceptualNetwork ?? "no network"}).");
        if (record.Sync is { } sync)
            Line(page, $"{sync.Network}: confidence {sync.Driven.Confidence:0.00}, distance {sync.Driven.Distance:0.00}, offset {sync.Driven.OffsetFrames} frames; the film {sync.Film.Confidence:0.00}, {sync.Film.Distance:0.00}, {sync.Film.OffsetFrames}.");
        Line(page, $"Time: {(record.Seconds.TryGetValue("train", out var training) ? string.Create(CultureInfo.InvariantCulture, $"training {training:0} s, ") : "")}model {record.Fps["model"]:0.0} frames a second, delivered {record.Fps["delivered"]:0.0}; peak memory {record.PeakRssMb:0} MB.");
        Plain(page, "");
    }

    private static void Add(StringBuilder page, string file, RelightRecord record)
    {
        var name = Path.GetFileNameWithoutExtension(file);
        Line(page, $"## Relighting: {name}");
        Line(page, $"`relitalk evaluate relight SET{(record.Preset is null ? "" : $" --preset {record.Preset}")}{(record.Portrait is null ? "" : $" --portrait {record.Portrait}")}{(record.HeadModel is null ? "" : $" --head {record.HeadModel}")}{(record.ImplicitNormals == true ? " --implicit-normals" : "")} --json {file}`{(record.Machine is null ? "" : $" ({record.Machine})")}");
        Plain(page, "");
        Line(page, $"{record.Frames} frames of {record.Size[0]}x{record.Size[1]} under each of {record.Lights.Count} lights{(record.Missing == 0 ? "" : $", {record.Missing} pictures missing")}. PSNR in dB / SSIM.");
        Plain(page, "");
        Plain(page, "| lights | pictures | foreground | foreground, gain | skin | skin, gain |");
        Plain(page, "|---|---|---|---|---|---|");
        foreach (var (kind, scores) in record.Mean)
        {
            Row(page, kind, scores);
            Row(page, $"{kind}, copy of the source", record.Copy[kind]);
        }
        Plain(page, "");
        if (record.Normal is { } normal)
            Line(page, $"Normals on skin: {normal.AngleDeg:0.0} degrees, PSNR {normal.Psnr:0.00} dB, gradient PSNR {normal.PsnrGrad:0.00} dB, SSIM {normal.Ssim:0.000} ({normal.Frames} frames).{(record.Albedo is { } albedo ? string.Create(CultureInfo.InvariantCulture, $" Albedo on skin after gain: PSNR {albedo.PsnrGain:0.00} dB ({albedo.Frames} frames).") : "")}");
        if (record.Seconds is { } seconds) Line(page, $"Time: {string.Join(", ", seconds.Select(stage => string.Create(CultureInfo.InvariantCulture, $"{stage.Key} {stage.Value:0} s")))}; peak memory {record.PeakRssMb:0} MB.");
        Plain(page, "");
    }

    private static void Add(StringBuilder page, string file, GuidanceRecord record)
    {
        var clip = Path.GetFileName(record.Video);
        Line(page, $"## Guidance: {clip}, {record.Preset}");
        Line(page, $"`relitalk evaluate guidance {clip} --preset {record.Preset}{Steps(record.StepShare)} --json {file}`");
        Plain(page, "");
        Line(page, $"{record.Frames} frames of {record.Size[0]}x{record.Size[1]}, driven by their own sound; the same mouth networks for all.");
        Plain(page, "");
        Table(page, ["F_exp hears", "full PSNR dB", "full SSIM", "driven PSNR dB", "driven SSIM", "aperture r", "lip error px"], record.Variants.Select(variant => new[]
        {
            variant.Key, Number(variant.Value.Full.Psnr, "0.00"), Number(variant.Value.Full.Ssim, "0.0000"), Number(variant.Value.Driven.Psnr, "0.00"), Number(variant.Value.Driven.Ssim, "0.0000"),
            Number(variant.Value.Lip.Corr, "0.00"), Number(variant.Value.Lip.ErrorPx, "0.00"),
        }));
        Plain(page, "");
    }

    private static void Add(StringBuilder page, string file, AblationRecord record)
    {
        Line(page, $"## {(record.Protocol == "ics" ? "Identity consistency" : "Ablations")}: {Path.GetFileNameWithoutExtension(file)}");
        Line(page, $"`relitalk evaluate {record.Protocol} SET --preset {record.Preset}{Steps(record.StepShare)} --json {file}`");
        Plain(page, "");
        Line(page, $"{record.Frames} frames of {record.Size[0]}x{record.Size[1]} under each light. Normals and albedo on skin; relighting as PSNR in dB / SSIM, foreground and skin after gain.");
        Plain(page, "");
        var kinds = record.Variants.Values.First().Mean.Keys.ToList();
        Table(
            page,
            ["variant", "normal degrees", "normal PSNR dB", "gradient PSNR dB", "albedo PSNR dB", .. kinds.SelectMany(kind => new[] { kind, $"{kind}, skin" })],
            record.Variants.Select(variant => new[]
            {
                variant.Key, Number(variant.Value.Normal?.AngleDeg, "0.0"), Number(variant.Value.Normal?.Psnr, "0.00"), Number(variant.Value.Normal?.PsnrGrad, "0.00"), Number(variant.Value.Albedo?.PsnrGain, "0.00"),
            }.Concat(kinds.SelectMany(kind => new[] { Pair(variant.Value.Mean[kind].Fg), Pair(variant.Value.Mean[kind].SkinGain) })).ToArray()));
        Plain(page, "");
    }

    private static void Add(StringBuilder page, string file, GeometryRecord record)
    {
        Line(page, $"## Geometry: {Path.GetFileNameWithoutExtension(file)}");
        Line(page, $"`relitalk evaluate geometry SET{(record.HeadModel == CanonicalHeadModel.ModelName ? "" : " --head FILE")} --json {file}`");
        Plain(page, "");
        Line(page, $"{record.Frames} frames of {record.Size[0]}x{record.Size[1]}, head model {record.HeadModel}.");
        Plain(page, "");
        Table(page, ["landmarks px", "landmark motion px", "head's landmarks px", "rotation degrees", "reprojection px", "normal degrees", "normal PSNR dB", "gradient PSNR dB"],
        [
            [
                Number(record.LandmarkPx, "0.00"), Number(record.LandmarkMotionPx, "0.00"), Number(record.HeadLandmarkPx, "0.00"), Number(record.RotationDeg, "0.00"), Number(record.ReprojectionPx, "0.00"),
                Number(record.Normal.AngleDeg, "0.0"), Number(record.Normal.Psnr, "0.00"), Number(record.Normal.PsnrGrad, "0.00"),
            ],
        ]);
        if (record is { ImplicitNormal: { } rays, BakedNormal: { } baked })
        {
            Plain(page, "");
            Table(page, ["normals of", "degrees", "PSNR dB", "gradient PSNR dB", "SSIM"],
            [
                Row("the fitted mesh", record.Normal), Row("the implicit surface, met by rays", rays), Row("the implicit surface, baked", baked),
            ]);
            Line(page, $"The implicit surface took {Number(record.SurfaceSeconds ?? 0, "0")} s to learn.");
        }
        Plain(page, "");
    }

    private static string[] Row(string name, NormalScores scores)
        => [name, Number(scores.AngleDeg, "0.00"), Number(scores.Psnr, "0.00"), Number(scores.PsnrGrad, "0.00"), Number(scores.Ssim, "0.000")];

    private static void Add(StringBuilder page, string file, AudioRecord record)
    {
        // A set with the times of its phonemes is named by the record: its video has the same name in every set.
        var clip = record.Bilabials is null ? Path.GetFileName(record.Video) : Path.GetFileNameWithoutExtension(file);
        var learnt = record.LearntSeconds is { } seconds ? Number(seconds, "0.#") : null;
        Line(page, $"## Speech to expression: {clip}{(learnt is null ? "" : $", from {learnt} s")}");
        Line(page, $"`relitalk evaluate audio {(record.Bilabials is null ? clip : "SET")}{(learnt is null ? "" : $" --learnt-seconds {learnt}")} --json {file}`");
        Plain(page, "");
        Line(page, $"{record.Frames} frames, {record.Folds} parts held out in turn{(learnt is null ? "" : $", {learnt} s beside them learnt from")}; nothing is drawn. Expression error in standard deviations.");
        Plain(page, "");
        Table(page, ["F_exp", "expression error", "jaw error degrees", "aperture r", "aperture error", "closure recall", "closure precision", "lag frames"], record.Methods.Select(method => new[]
        {
            method.Method, Number(method.ExpressionError, "0.000"), Number(method.JawErrorDegrees, "0.000"), Number(method.Lips.Correlation, "0.000"), Number(method.Lips.RelativeError, "0.000"),
            Number(method.Lips.ClosureRecall, "0.00"), Number(method.Lips.ClosurePrecision, "0.00"), Number(method.Lips.LagFrames, "0"),
        }));
        if (record.Bilabials is { } bilabials)
            Line(page, $"At the {bilabials.Count} sounds p, b and m the filmed lips shut {bilabials.Filmed} times; the predicted ones {string.Join(", ", bilabials.Predicted.Select(method => $"{method.Value} ({method.Key})"))}.");
        Plain(page, "");
    }

    private static void Add(StringBuilder page, string file, BenchRecord record)
    {
        var clip = Path.GetFileName(record.Video);
        Line(page, $"## Time and memory: {clip}, {record.Preset}");
        Line(page, $"`relitalk bench {clip} --preset {record.Preset} --seconds {string.Join(' ', record.Cases.Select(item => Number(item.Seconds, "0.##")).Distinct())} --size {string.Join(' ', record.Cases.Select(item => item.Size).Distinct())}{Steps(record.StepShare)} --json {file}` ({record.Threads} threads on {record.Processor}, {record.Machine})");
        Plain(page, "");
        Line(page, $"In the same run: matrix product {record.Arithmetic.MatrixProduct:0} GFLOP/s, 3x3 convolution {record.Arithmetic.Convolution:0}, forward and backward {record.Arithmetic.ConvolutionTraining:0}.{(record.StepShare < 1 ? string.Create(CultureInfo.InvariantCulture, $" Only {record.StepShare:P0} of the optimisation steps were done: training takes longer in earnest.") : "")}");
        Plain(page, "");
        Table(page, ["clip s", "size", "train s", "of which", "train peak MB", "portrait MB", "load s", "drive fps model / delivered", "relight fps model / delivered", "first frame ms drive / relight", "drive peak MB"], record.Cases.Select(item => new[]
        {
            Number(item.Seconds, "0.#") + (item.Repeated ? " (repeated)" : ""), Number(item.Size, "0"), Number(item.Totals["train"], "0"),
            string.Join(", ", item.Stages.Where(stage => stage.Value >= 0.5).Select(stage => $"{stage.Key} {Number(stage.Value, "0")}")),
            Number(item.PeakRssMb["train"], "0"), Number(item.PortraitMb, "0"), Number(item.Totals["load"], "0.0"),
            Both(item.ModelFps["drive"], item.DeliveredFps["drive"], "0.0"), Both(item.ModelFps["relight"], item.DeliveredFps["relight"], "0.0"),
            Both(item.FirstFrameMs["drive"], item.FirstFrameMs["relight"], "0"), Number(item.PeakRssMb["drive"], "0"),
        }));
        Plain(page, "");
    }

    private static string Both(double first, double second, string format) => $"{Number(first, format)} / {Number(second, format)}";

    /// <summary>The option that a command needs to do the same share of the steps; nothing for all of them.</summary>
    private static string Steps(double share) => share != 1 ? $" --step-share {Number(share, "0.####")}" : "";

    /// <summary>A figure that was not measured is a dash.</summary>
    private static string Number(double? value, string format) => value is { } figure && double.IsFinite(figure) ? figure.ToString(format, CultureInfo.InvariantCulture) : "-";

    private static void Table(StringBuilder page, IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows)
    {
        Plain(page, $"| {string.Join(" | ", header)} |");
        Plain(page, string.Concat(header.Select(_ => "|---")) + "|");
        foreach (var row in rows) Plain(page, $"| {string.Join(" | ", row)} |");
    }

    private static void Row(StringBuilder page, string name, RelightScores scores)
        => Line(page, $"| {name} | {scores.Pictures} | {Pair(scores.Fg)} | {Pair(scores.FgGain)} | {Pair(scores.Skin)} | {Pair(scores.SkinGain)} |");

    private static string Pair(PairScores scores) => string.Create(CultureInfo.InvariantCulture, $"{scores.Psnr:0.00} / {scores.Ssim:0.000}");

    private static void Line(StringBuilder page, FormattableString line) => page.Append(FormattableString.Invariant(line)).Append('\n');

    private static void Plain(StringBuilder page, string line) => page.Append(line).Append('\n');

    private static string ProtocolOf(string json, string path)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.GetProperty("protocol").GetString() ?? "";
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new MediaException($"'{path}' is no record: {error.Message} Write it again with 'relitalk evaluate ... --json'.", error);
        }
    }
}
