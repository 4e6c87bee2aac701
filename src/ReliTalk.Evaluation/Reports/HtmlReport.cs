using System.Globalization;
using System.Net;
using System.Text;
using ReliTalk.Media;

namespace ReliTalk.Evaluation;

/// <summary>
/// A report of one HTML page and the pictures beside it: opens offline in any browser, needs no script. Collect parts, then <see cref="WriteAsync"/>.
/// One thread at a time.
/// </summary>
public sealed class HtmlReport
{
    private const string Style = """
        :root{color-scheme:light dark;--ink:#1c1c1e;--paper:#fff;--line:#d8d8dc;--soft:#6b6b70;--bar:#f4f4f6}
        @media(prefers-color-scheme:dark){:root{--ink:#eee;--paper:#161618;--line:#3a3a3e;--soft:#a0a0a6;--bar:#222226}}
        body{font:16px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper);max-width:76rem;margin:2rem auto;padding:0 1rem}
        h1{font-size:1.6rem;margin-bottom:.2rem}h2{font-size:1.15rem;margin-top:2.2rem}p.note{color:var(--soft);max-width:46rem}
        table{border-collapse:collapse;font-variant-numeric:tabular-nums}td,th{padding:.3rem .45rem;font-size:.88rem;border-bottom:1px solid var(--line);text-align:right}
        td:first-child,th:first-child{text-align:left}thead th{background:var(--bar)}code{background:var(--bar);padding:.1rem .3rem;border-radius:3px}
        .wide{overflow-x:auto}figure{margin:0 0 1rem}figcaption{color:var(--soft);font-size:.85rem}
        .row{display:grid;grid-auto-flow:column;grid-auto-columns:minmax(96px,1fr);gap:.5rem;margin-bottom:.7rem;overflow-x:auto}.row img{width:100%;height:auto;display:block;border-radius:4px}
        svg{width:100%;height:auto;max-width:60rem}svg text{fill:var(--soft);font-size:12px}svg .axis{stroke:var(--line)}
        """;

    // Okabe and Ito's colours can be told apart by colour-blind readers.
    private static readonly string[] Colours = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9"];

    private readonly string _title;
    private readonly StringBuilder _body = new();
    private readonly List<(string Name, Frame Picture)> _pictures = [];

    /// <summary>Begins a report.</summary>
    /// <param name="title">Heading of the page.</param>
    /// <param name="command">The command that made the figures; shown below the heading.</param>
    public HtmlReport(string title, string command)
    {
        _title = title;
        _body.Append(CultureInfo.InvariantCulture, $"<h1>{Text(title)}</h1>\n<p class=\"note\">Made by <code>{Text(command)}</code></p>\n");
    }

    /// <summary>A heading with a sentence of explanation.</summary>
    public HtmlReport AddSection(string heading, string note)
    {
        _body.Append(CultureInfo.InvariantCulture, $"<h2>{Text(heading)}</h2>\n<p class=\"note\">{Text(note)}</p>\n");
        return this;
    }

    /// <summary>A table; the first column is left-aligned, the others right-aligned.</summary>
    /// <exception cref="ArgumentException">A row has another number of cells than the header.</exception>
    public HtmlReport AddTable(IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows)
    {
        ArgumentNullException.ThrowIfNull(header);
        ArgumentNullException.ThrowIfNull(rows);
        _body.Append("<div class=\"wide\"><table><thead><tr>");
        foreach (var cell in header) _body.Append(CultureInfo.InvariantCulture, $"<th>{Text(cell)}</th>");
        _body.Append("</tr></thead><tbody>\n");
        foreach (var row in rows)
        {
            if (row.Count != header.Count) throw new ArgumentException($"A row has {row.Count} cells, the header {header.Count}.", nameof(rows));
            _body.Append("<tr>");
            foreach (var cell in row) _body.Append(CultureInfo.InvariantCulture, $"<td>{Text(cell)}</td>");
            _body.Append("</tr>\n");
        }
        _body.Append("</tbody></table></div>\n");
        return this;
    }

    /// <summary>A line chart over frames.</summary>
    /// <param name="caption">What the axes are.</param>
    /// <param name="series">Name and values of each line; values that are not numbers leave a gap.</param>
    public HtmlReport AddChart(string caption, params IReadOnlyList<(string Name, IReadOnlyList<double> Values)> series)
    {
        ArgumentNullException.ThrowIfNull(series);
        const double width = 900, height = 240, left = 48, bottom = 24, top = 22;
        var all = series.SelectMany(line => line.Values).Where(double.IsFinite).DefaultIfEmpty(0).ToList();
        double low = all.Min(), high = Math.Max(all.Max(), low + 1e-9);
        var longest = Math.Max(2, series.Max(line => line.Values.Count));
        double X(int i) => left + (width - left) * i / (longest - 1);
        double Y(double value) => height - bottom - (height - bottom - top) * (value - low) / (high - low);
        _body.Append(CultureInfo.InvariantCulture, $"<figure><svg viewBox=\"0 0 {width} {height}\" role=\"img\" aria-label=\"{Text(caption)}\">\n");
        foreach (var value in new[] { low, (low + high) / 2, high })
            _body.Append(CultureInfo.InvariantCulture, $"<line class=\"axis\" x1=\"{left}\" x2=\"{width}\" y1=\"{Y(value):0.#}\" y2=\"{Y(value):0.#}\"/><text x=\"0\" y=\"{Y(value) + 4:0.#}\">{value:0.##}</text>\n");
        _body.Append(CultureInfo.InvariantCulture, $"<text x=\"{left}\" y=\"{height - 6}\">0</text><text x=\"{width - 40}\" y=\"{height - 6}\">{longest - 1}</text>\n");
        for (var s = 0; s < series.Count; s++)
        {
            var colour = Colours[s % Colours.Length];
            var path = new StringBuilder();
            var pen = 'M';
            for (var i = 0; i < series[s].Values.Count; i++)
            {
                if (!double.IsFinite(series[s].Values[i]))
                {
                    pen = 'M';
                    continue;
                }
                path.Append(CultureInfo.InvariantCulture, $"{pen}{X(i):0.#} {Y(series[s].Values[i]):0.#}");
                pen = 'L';
            }
            _body.Append(CultureInfo.InvariantCulture, $"<path d=\"{path}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"1.6\"/><text x=\"{left + 8 + s * 170}\" y=\"14\" style=\"fill:{colour}\">{Text(series[s].Name)}</text>\n");
        }
        _body.Append(CultureInfo.InvariantCulture, $"</svg><figcaption>{Text(caption)}</figcaption></figure>\n");
        return this;
    }

    /// <summary>A row of pictures of one frame, with a caption each.</summary>
    public HtmlReport AddPictures(params IReadOnlyList<(string Caption, Frame Picture)> pictures)
    {
        ArgumentNullException.ThrowIfNull(pictures);
        _body.Append("<div class=\"row\">\n");
        foreach (var (caption, picture) in pictures)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"picture{_pictures.Count:0000}.png");
            _pictures.Add((name, picture));
            _body.Append(CultureInfo.InvariantCulture, $"<figure><img src=\"{name}\" width=\"{picture.Width}\" height=\"{picture.Height}\" alt=\"{Text(caption)}\"><figcaption>{Text(caption)}</figcaption></figure>\n");
        }
        _body.Append("</div>\n");
        return this;
    }

    /// <summary>Writes <c>index.html</c> and its pictures into the folder, which is made where it is absent.</summary>
    /// <exception cref="MediaException">The folder cannot be written.</exception>
    public async Task WriteAsync(string folder, CancellationToken cancellationToken = default)
    {
        try
        {
            Directory.CreateDirectory(folder);
            foreach (var (name, picture) in _pictures) await ImageFile.WriteAsync(Path.Combine(folder, name), picture, cancellationToken: cancellationToken).ConfigureAwait(false);
            var page = $"<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>{Text(_title)}</title>\n<style>\n{Style}\n</style></head>\n<body>\n{_body}</body></html>\n";
            await File.WriteAllTextAsync(Path.Combine(folder, "index.html"), page, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new MediaException($"The report could not be written to '{folder}': {error.Message} Choose another folder.", error);
        }
    }

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
