using System.Globalization;
using ReliTalk.Media;

namespace ReliTalk.Evaluation;

/// <summary>The relighting protocol as a page: tables, and truth beside ours under every light.</summary>
internal static class RelightReport
{
    public static async Task WriteAsync(string folder, RelightTruth truth, string frames, RelightRecord record, CancellationToken cancellationToken)
    {
        var report = new HtmlReport("Relighting against rendered truth", $"relitalk evaluate relight {truth.Folder}");
        report.AddSection(
            "Means",
            $"{record.Frames} frames of {record.Size[0]}x{record.Size[1]} under each light. PSNR in dB / SSIM. Gain: after one factor for each colour channel in linear light, fitted on skin. Copy: the untouched source frame.");
        report.AddTable(["lights", "foreground", "foreground, gain", "skin", "skin, gain"], record.Mean.SelectMany(kind => new[]
        {
            Cells(kind.Key, kind.Value),
            Cells($"{kind.Key}, copy", record.Copy[kind.Key]),
        }));
        report.AddSection("Each light", "The same figures light by light.");
        report.AddTable(["light", "foreground", "foreground, gain", "skin", "skin, gain"], record.Lights.Select(light =>
            Cells($"{light.Id} {light.Type}", new RelightScores(light.Fg, light.FgGain, light.Skin, light.SkinGain, light.Pictures))));
        if (record.Normal is { } normal)
            report.AddSection("Normals and albedo on skin", string.Create(
                CultureInfo.InvariantCulture,
                $"Normals: {normal.AngleDeg:0.0} degrees, PSNR {normal.Psnr:0.0} dB, gradient PSNR {normal.PsnrGrad:0.0} dB, SSIM {normal.Ssim:0.000} over {normal.Frames} frames. Albedo after gain: {record.Albedo?.PsnrGain:0.0} dB."));
        var middle = truth.Frames[truth.Frames.Count / 2];
        report.AddSection("Pictures", $"Frame {middle}: the source, then for every light the truth and ours.");
        report.AddPictures(("source", await ImageFile.ReadAsync(truth.Picture(middle, truth.TrainLight), cancellationToken: cancellationToken).ConfigureAwait(false)));
        foreach (var (frame, light) in truth.Pictures.Where(picture => picture.Frame == middle))
        {
            var path = Path.Combine(frames, RelightTruth.PictureName(frame, light));
            if (!File.Exists(path)) continue;
            report.AddPictures(
                ($"truth, light {light} ({truth.Lights[light]})", await ImageFile.ReadAsync(truth.Picture(frame, light), cancellationToken: cancellationToken).ConfigureAwait(false)),
                ($"ours, light {light}", await ImageFile.ReadAsync(path, cancellationToken: cancellationToken).ConfigureAwait(false)));
        }
        await report.WriteAsync(folder, cancellationToken).ConfigureAwait(false);
    }

    private static string[] Cells(string name, RelightScores scores) => [name, Pair(scores.Fg), Pair(scores.FgGain), Pair(scores.Skin), Pair(scores.SkinGain)];

    private static string Pair(PairScores scores) => string.Create(CultureInfo.InvariantCulture, $"{scores.Psnr:0.00} / {scores.Ssim:0.000}");
}
