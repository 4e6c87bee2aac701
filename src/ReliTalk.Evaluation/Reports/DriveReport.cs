using System.Globalization;
using ReliTalk.Media;

namespace ReliTalk.Evaluation;

/// <summary>The driving protocol as a page: tables with the baselines, the apertures over time, film and ours side by side.</summary>
internal static class DriveReport
{
    private const int PictureRows = 10;

    public static Task WriteAsync(
        string folder, DriveRecord record, DriveTest test, IReadOnlyList<Frame> driven, float[] truthAperture, float[] drivenAperture, CancellationToken cancellationToken)
    {
        var report = new HtmlReport("Driving by the clip's own sound", $"relitalk evaluate drive {record.Video} --preset {record.Preset}");
        report.AddSection(
            "Table 1",
            $"{record.TrainFrames} frames learnt, the {record.Frames} after them driven, {record.Size[0]}x{record.Size[1]}. Driven area {record.Box.Driven}, hole {record.Box.Hole} of {record.Box.Of}. PSNR rewards blur and hardly hears: compare with the baselines.");
        report.AddTable(DriveTable.Header(record), DriveTable.Rows(record));
        report.AddSection("Lips", string.Create(
            CultureInfo.InvariantCulture,
            $"Aperture correlation {record.Lip.Corr:0.00}, at lag {record.Lip.LagFrames} frames {record.Lip.CorrAtLag:0.00}; lip error {record.Lip.ErrorPx:0.00} px; closures met {record.Lip.ClosureRecall:0.00} of {record.Lip.Closures}. Seam ratio {record.Seam:0.00}, identity distance {record.Identity:0.00}."));
        report.AddChart(
            "Aperture in pixels over test frames.",
            ("filmed", [.. truthAperture.Select(a => (double)a)]), ("driven", [.. drivenAperture.Select(a => (double)a)]));
        report.AddSection("Pictures", "Film, ours, and the box of the training frame with the nearest head pose.");
        var nearest = test.Nearest();
        for (var row = 0; row < PictureRows; row++)
        {
            var i = row * (driven.Count - 1) / (PictureRows - 1);
            report.AddPictures(($"film, frame {i}", test.Truth[i]), ("ours", driven[i]), ("nearest head pose", nearest[i]));
        }
        return report.WriteAsync(folder, cancellationToken);
    }
}
