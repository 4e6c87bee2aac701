using System.Globalization;
using System.Text;
using System.Text.Json;

namespace ReliTalk.Evaluation;

/// <summary>
/// docs/results.md, written from JSON records and nothing else: every figure on the page stands in a file beside it, with the command that made it.
/// </summary>
public static class ResultsPage
{
    private const string Head = """
        # Results

        Written by `relitalk evaluate results docs/results --out docs/results.md` from the records in `docs/results/`; do not edit. What the figures mean:
        [evaluation.md](evaluation.md). A figure belongs to its region, resolution, frames and protocol; figures of other papers were measured on other data.

        """;

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
                case var other:
                    throw new MediaException($"'{path}' is a record of the protocol '{other}', which has no place on the page. Move it elsewhere.");
            }
        }
        return page.ToString();
    }

    private static void Add(StringBuilder page, string file, DriveRecord record)
    {
        var clip = Path.GetFileName(record.Video);
        Line(page, $"## Driving: {clip}, {record.Preset}");
        Line(page, $"`relitalk evaluate drive {clip} --preset {record.Preset} --size {record.Size[0]} --json {file}` ({record.Machine})");
        Plain(page, "");
        Line(page, $"{record.TrainFrames} frames learnt, the {record.Frames} after them driven by their own sound, {record.Size[0]}x{record.Size[1]}; driven area {record.Box.Driven}, hole {record.Box.Hole} of {record.Box.Of} pixels.");
        Plain(page, "");
        Plain(page, "| answer | full PSNR dB | full SSIM | driven PSNR dB | driven SSIM | sharpness | flicker |");
        Plain(page, "|---|---|---|---|---|---|---|");
        Row(page, "ours", record.Full, record.Driven);
        foreach (var (name, baseline) in record.Baselines) Row(page, name, baseline.Full, baseline.Driven);
        Plain(page, "");
        Line(page, $"Lips: aperture correlation {record.Lip.Corr:0.00} (at lag {record.Lip.LagFrames} frames {record.Lip.CorrAtLag:0.00}), lip error {record.Lip.ErrorPx:0.00} px, closures met {record.Lip.ClosureRecall:0.00} of {record.Lip.Closures}. Seam ratio {record.Seam:0.00}, identity distance {record.Identity:0.00}, {record.PerceptualNetwork ?? "no perceptual network"}{(record.Perceptual is { } p ? string.Create(CultureInfo.InvariantCulture, $" {p:0.000}") : "")} (driven area).");
        Line(page, $"Time: training {record.Seconds["train"]:0} s, model {record.Fps["model"]:0.0} frames a second, delivered {record.Fps["delivered"]:0.0}; peak memory {record.PeakRssMb:0} MB.");
        Plain(page, "");
    }

    private static void Add(StringBuilder page, string file, RelightRecord record)
    {
        var name = Path.GetFileNameWithoutExtension(file);
        Line(page, $"## Relighting: {name}");
        Line(page, $"`relitalk evaluate relight SET{(record.Preset is null ? "" : $" --preset {record.Preset}")} --json {file}`{(record.Machine is null ? "" : $" ({record.Machine})")}");
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

    private static void Row(StringBuilder page, string name, RegionScores full, RegionScores driven)
        => Line(page, $"| {name} | {full.Psnr:0.00} | {full.Ssim:0.0000} | {driven.Psnr:0.00} | {driven.Ssim:0.0000} | {driven.Sharpness:0.00} | {driven.Flicker:0.00} |");

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
