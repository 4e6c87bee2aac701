using System.Globalization;

namespace ReliTalk.Evaluation;

/// <summary>The driving protocol's table, the same for the results page and the HTML report: ours first, then the simple answers.</summary>
internal static class DriveTable
{
    public static string[] Header(DriveRecord record) =>
    [
        "answer", "full PSNR dB", "full SSIM", $"driven {record.Box.Driven} PSNR dB", "SSIM", $"hole {record.Box.Hole} PSNR dB", "SSIM", "sharpness", "flicker", "seam",
        "aperture r", "lip error px", "closures met", record.PerceptualNetwork?.Split(": ")[0] ?? "perceptual",
    ];

    public static IReadOnlyList<string>[] Rows(DriveRecord record) =>
    [
        Cells("ours", record.Full, record.Driven, record.Hole, record.Lip),
        .. record.Baselines.Select(answer => Cells(answer.Key, answer.Value.Full, answer.Value.Driven, answer.Value.Hole, answer.Value.Lip)),
    ];

    private static string[] Cells(string name, RegionScores full, RegionScores driven, RegionScores? hole, LipScores? lip) =>
    [
        name, Number(full.Psnr, "0.00"), Number(full.Ssim, "0.0000"), Number(driven.Psnr, "0.00"), Number(driven.Ssim, "0.0000"), Number(hole?.Psnr, "0.00"), Number(hole?.Ssim, "0.0000"),
        Number(driven.Sharpness, "0.00"), Number(driven.Flicker, "0.00"), Number(Seam(driven, hole), "0.00"),
        Number(lip?.Corr, "0.00"), Number(lip?.ErrorPx, "0.00"), lip is null or { Closures: 0 } ? "-" : $"{Number(lip.ClosureRecall, "0.00")} of {lip.Closures}", Number(driven.Perceptual, "0.000"),
    ];

    /// <summary>The larger of the two borders: simple answers paste the driven area, ours the hole.</summary>
    private static double? Seam(RegionScores driven, RegionScores? hole) => driven.Seam is { } inner && hole?.Seam is { } outer ? Math.Max(inner, outer) : null;

    /// <summary>A figure that was not measured is a dash.</summary>
    private static string Number(double? value, string format) => value is { } figure && double.IsFinite(figure) ? figure.ToString(format, CultureInfo.InvariantCulture) : "-";
}
