using ReliTalk.Media;

namespace ReliTalk.Evaluation.Tests;

public sealed class HtmlReportTests
{
    [Fact]
    public async Task The_page_holds_tables_charts_and_pictures_and_nothing_from_outside()
    {
        using var folder = new TemporaryFolder();
        var report = new HtmlReport("Driving <clip>", "relitalk evaluate drive clip.mp4")
            .AddSection("Table 1", "The last 20 % of the clip.")
            .AddTable(["region", "PSNR dB"], [["full frame", "37.1"], ["driven area 80x80", "28.0"]])
            .AddChart("Aperture in pixels over frames.", ("filmed", [1, 4, 2, double.NaN, 3]), ("driven", [1, 3, 2, 2, 2]))
            .AddPictures(("filmed", TestPictures.Make(0)), ("driven", TestPictures.Make(1)));

        await report.WriteAsync(Path.Combine(folder.Path, "report"));

        var page = await File.ReadAllTextAsync(Path.Combine(folder.Path, "report", "index.html"));
        Assert.Contains("Driving &lt;clip&gt;", page);
        Assert.Contains("<td>28.0</td>", page);
        Assert.DoesNotContain("http", page);
        Assert.DoesNotContain("<script", page);
        // A value that is not a number breaks the line in two.
        Assert.Contains("M", page[page.IndexOf("<path d=\"M", StringComparison.Ordinal)..].Split('"')[1][1..]);
        var picture = await ImageFile.ReadAsync(Path.Combine(folder.Path, "report", "picture0001.png"));
        Assert.Equal(TestPictures.Make(1).Pixels, picture.Pixels);
        Assert.Throws<ArgumentException>(() => report.AddTable(["a"], [["1", "2"]]));
    }
}
