using ReliTalk.Evaluation.Images;
using ReliTalk.Evaluation.Metrics;
using ReliTalk.Media;

namespace ReliTalk.Evaluation;

/// <summary>
/// Scores a folder of relit pictures (<c>fNNN_lLL.png</c>, RGBA or RGB) against relighting truth (Table 2 of the paper), ours or any other tool's.
/// Foreground: the truth's alpha above 0.5, all else black; skin: part label 1 eroded by 2 pixels. "Gain": after one factor for each colour channel in linear
/// light, the least-squares one on skin.
/// </summary>
public static class RelightScorer
{
    private const int SkinPart = 1;
    private const int SkinErosion = 2;

    /// <summary>Scores all pictures that are there; several at a time.</summary>
    /// <param name="truth">The truth.</param>
    /// <param name="framesFolder">Folder of the pictures; sub-folders <c>normal/</c> and <c>albedo/</c> with <c>fNNN.png</c> are scored too where they are there.</param>
    /// <param name="cancellationToken">Stops between pictures.</param>
    /// <exception cref="MediaException">A picture cannot be read or has another size, or none is there at all.</exception>
    public static async Task<RelightRecord> ScoreAsync(RelightTruth truth, string framesFolder, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(truth);
        if (!Directory.Exists(framesFolder)) throw new MediaException($"The folder '{framesFolder}' does not exist. Name the folder of the relit pictures.");
        var rows = new Row?[truth.Pictures.Count];
        await Parallel.ForAsync(0, rows.Length, cancellationToken, async (index, token) =>
        {
            var (frame, light) = truth.Pictures[index];
            var path = Path.Combine(framesFolder, RelightTruth.PictureName(frame, light));
            if (File.Exists(path)) rows[index] = await ScoreAsync(truth, frame, light, path, token).ConfigureAwait(false);
        }).ConfigureAwait(false);
        var scored = rows.OfType<Row>().ToList();
        if (scored.Count == 0) throw new MediaException($"'{framesFolder}' holds none of the {rows.Length} pictures of the truth, for instance '{RelightTruth.PictureName(truth.Pictures[0].Frame, truth.Pictures[0].Light)}'.");
        return new RelightRecord
        {
            Protocol = "relight",
            Frames = scored.Select(row => row.Frame).Distinct().Count(),
            Size = scored[0].Size,
            Missing = rows.Length - scored.Count,
            Lights = [.. scored.GroupBy(row => row.Light).OrderBy(group => group.Key).Select(group => OfLight(truth, group))],
            Mean = ByKind(truth, scored, row => row.Relit),
            Copy = ByKind(truth, scored, row => row.Copy),
            Normal = await NormalsAsync(truth, Path.Combine(framesFolder, "normal"), cancellationToken).ConfigureAwait(false),
            Albedo = await AlbedoAsync(truth, Path.Combine(framesFolder, "albedo"), cancellationToken).ConfigureAwait(false),
        };
    }

    private static async Task<Row> ScoreAsync(RelightTruth truth, int frame, int light, string path, CancellationToken cancellationToken)
    {
        var real = await ImageFile.ReadAsync(truth.Picture(frame, light), cancellationToken: cancellationToken).ConfigureAwait(false);
        var relit = await ReadAsync(path, real.Size, cancellationToken).ConfigureAwait(false);
        var source = await ReadAsync(truth.Picture(frame, truth.TrainLight), real.Size, cancellationToken).ConfigureAwait(false);
        var foreground = Foreground(real);
        var skin = await SkinAsync(truth, frame, foreground, real.Size, cancellationToken).ConfigureAwait(false);
        var expected = ColourPlanes.From(real, foreground);
        return new Row(frame, light, [real.Width, real.Height], Score(ColourPlanes.From(relit, foreground)), Score(ColourPlanes.From(source, foreground)));

        RelightScores Score(ColourPlanes picture)
        {
            var gained = Gained(picture, expected, skin);
            var (raw, corrected) = (StructuralSimilarity.Map(picture, expected), StructuralSimilarity.Map(gained, expected));
            return new RelightScores(
                Pair(picture, raw, foreground), Pair(gained, corrected, foreground), Pair(picture, raw, skin), Pair(gained, corrected, skin), 1);
        }

        PairScores Pair(ColourPlanes picture, StructuralSimilarity map, bool[] mask)
            => new(PeakSignalToNoise.Between(picture, expected, mask), map.Mean(mask));
    }

    /// <summary>One least-squares factor for each channel in linear light, fitted inside the mask, applied everywhere, clipped to 0..1.</summary>
    internal static ColourPlanes Gained(ColourPlanes picture, ColourPlanes truth, bool[] mask)
    {
        var channels = new float[3][];
        for (var c = 0; c < 3; c++)
        {
            float[] from = picture.Channels[c], to = truth.Channels[c];
            double product = 0, square = 0;
            for (var i = 0; i < from.Length; i++)
            {
                if (!mask[i]) continue;
                double a = SrgbCurve.ToLinear(from[i]), b = SrgbCurve.ToLinear(to[i]);
                product += a * b;
                square += a * a;
            }
            var gain = product / Math.Max(square, 1e-9);
            channels[c] = new float[from.Length];
            for (var i = 0; i < from.Length; i++)
                channels[c][i] = from[i] == 0 ? 0 : (float)SrgbCurve.ToEncoded(Math.Clamp(SrgbCurve.ToLinear(from[i]) * gain, 0, 1));
        }
        return new ColourPlanes(picture.Width, picture.Height, channels);
    }

    internal static async Task<NormalScores?> NormalsAsync(RelightTruth truth, string folder, CancellationToken cancellationToken)
    {
        double psnr = 0, gradient = 0, ssim = 0, angle = 0;
        var count = 0;
        foreach (var frame in truth.Frames)
        {
            var path = Path.Combine(folder, $"f{frame:000}.png");
            if (!File.Exists(path) || !File.Exists(truth.Normal(frame))) continue;
            var (expected, found, skin) = await OnSkinAsync(truth, frame, truth.Normal(frame), path, cancellationToken).ConfigureAwait(false);
            psnr += PeakSignalToNoise.Between(found, expected, skin);
            gradient += NormalMaps.GradientPsnr(found, expected, skin);
            ssim += StructuralSimilarity.Map(found, expected).Mean(skin);
            angle += NormalMaps.AngleDegrees(found, expected, skin);
            count++;
        }
        return count == 0 ? null : new NormalScores(psnr / count, gradient / count, ssim / count, angle / count, count);
    }

    private static async Task<AlbedoScores?> AlbedoAsync(RelightTruth truth, string folder, CancellationToken cancellationToken)
    {
        double psnr = 0;
        var count = 0;
        foreach (var frame in truth.Frames)
        {
            var path = Path.Combine(folder, $"f{frame:000}.png");
            if (!File.Exists(path) || !File.Exists(truth.Albedo(frame))) continue;
            var (expected, found, skin) = await OnSkinAsync(truth, frame, truth.Albedo(frame), path, cancellationToken).ConfigureAwait(false);
            psnr += PeakSignalToNoise.Between(Gained(found, expected, skin), expected, skin);
            count++;
        }
        return count == 0 ? null : new AlbedoScores(psnr / count, count);
    }

    private static async Task<(ColourPlanes Expected, ColourPlanes Found, bool[] Skin)> OnSkinAsync(
        RelightTruth truth, int frame, string truthPath, string path, CancellationToken cancellationToken)
    {
        var real = await ImageFile.ReadAsync(truthPath, cancellationToken: cancellationToken).ConfigureAwait(false);
        var found = await ReadAsync(path, real.Size, cancellationToken).ConfigureAwait(false);
        var skin = await SkinAsync(truth, frame, null, real.Size, cancellationToken).ConfigureAwait(false);
        return (ColourPlanes.From(real), ColourPlanes.From(found), skin);
    }

    private static async Task<bool[]> SkinAsync(RelightTruth truth, int frame, bool[]? foreground, FrameSize size, CancellationToken cancellationToken)
    {
        var labels = await ReadAsync(truth.Parts(frame), size, cancellationToken).ConfigureAwait(false);
        var skin = new bool[size.Width * size.Height];
        for (var i = 0; i < skin.Length; i++) skin[i] = labels.Pixels[i * labels.Channels] == SkinPart;
        skin = RegionMask.Eroded(skin, size.Width, size.Height, SkinErosion);
        if (foreground is not null)
            for (var i = 0; i < skin.Length; i++) skin[i] &= foreground[i];
        return skin;
    }

    private static bool[] Foreground(Frame picture)
    {
        var mask = new bool[picture.Width * picture.Height];
        for (var i = 0; i < mask.Length; i++) mask[i] = picture.PixelFormat == PixelFormat.Rgb24 || picture.Pixels[i * 4 + 3] > 127;
        return mask;
    }

    private static async Task<Frame> ReadAsync(string path, FrameSize size, CancellationToken cancellationToken)
    {
        var frame = await ImageFile.ReadAsync(path, cancellationToken: cancellationToken).ConfigureAwait(false);
        return frame.Size == size ? frame : throw new MediaException($"'{path}' is {frame.Size}; the truth is {size}. Write the pictures in the truth's size.");
    }

    private static RelightLightRecord OfLight(RelightTruth truth, IGrouping<int, Row> rows)
    {
        var mean = Mean(rows, row => row.Relit);
        return new RelightLightRecord(rows.Key, truth.Lights[rows.Key], mean.Fg, mean.FgGain, mean.Skin, mean.SkinGain, mean.Pictures);
    }

    private static Dictionary<string, RelightScores> ByKind(RelightTruth truth, List<Row> rows, Func<Row, RelightScores> scores)
        => rows.GroupBy(row => truth.Lights[row.Light]).ToDictionary(group => group.Key, group => Mean(group, scores));

    private static RelightScores Mean(IEnumerable<Row> rows, Func<Row, RelightScores> scores)
    {
        var list = rows.Select(scores).ToList();
        PairScores Of(Func<RelightScores, PairScores> part) => new(list.Average(s => part(s).Psnr), list.Average(s => part(s).Ssim));
        return new RelightScores(Of(s => s.Fg), Of(s => s.FgGain), Of(s => s.Skin), Of(s => s.SkinGain), list.Count);
    }

    private sealed record Row(int Frame, int Light, int[] Size, RelightScores Relit, RelightScores Copy);
}
