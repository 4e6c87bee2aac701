using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using ReliTalk.Media;

namespace ReliTalk.Evaluation;

/// <summary>
/// A folder of relighting truth: <c>meta.json</c>, <c>eval/fNNN_lLL.png</c> (RGBA), <c>parts/fNNN.png</c>, <c>lights/light_LL.hdr</c>, and, where there
/// are any, <c>normal/</c> and <c>albedo/</c>. See docs/evaluation.md.
/// </summary>
public sealed partial class RelightTruth
{
    private RelightTruth(string folder, int trainLight, IReadOnlyDictionary<int, string> lights, IReadOnlyList<(int Frame, int Light)> pictures)
    {
        Folder = folder;
        TrainLight = trainLight;
        Lights = lights;
        Pictures = pictures;
    }

    /// <summary>The folder.</summary>
    public string Folder { get; }

    /// <summary>The light of the training video, which is not scored.</summary>
    public int TrainLight { get; }

    /// <summary>Kind of each light by number: "hdri" or "directional".</summary>
    public IReadOnlyDictionary<int, string> Lights { get; }

    /// <summary>Frame and light of every picture of the truth but those under the training light, in order of their names.</summary>
    public IReadOnlyList<(int Frame, int Light)> Pictures { get; }

    /// <summary>Frames with truth, ascending.</summary>
    public IReadOnlyList<int> Frames => [.. Pictures.Select(picture => picture.Frame).Distinct().Order()];

    /// <summary>The video to learn from.</summary>
    public string TrainingVideo => Path.Combine(Folder, "train.mp4");

    /// <summary>The light that was rendered, unscaled.</summary>
    public string LightFile(int light) => Path.Combine(Folder, "lights", $"light_{light:00}.hdr");

    /// <summary>Name of a relit picture: "f010_l03.png".</summary>
    public static string PictureName(int frame, int light) => string.Create(CultureInfo.InvariantCulture, $"f{frame:000}_l{light:00}.png");

    /// <summary>Path of a picture of the truth.</summary>
    public string Picture(int frame, int light) => Path.Combine(Folder, "eval", PictureName(frame, light));

    /// <summary>Path of the part labels of a frame (1 is skin).</summary>
    public string Parts(int frame) => Path.Combine(Folder, "parts", $"f{frame:000}.png");

    /// <summary>Path of the true camera-space normals of a frame.</summary>
    public string Normal(int frame) => Path.Combine(Folder, "normal", $"f{frame:000}.png");

    /// <summary>Path of the true base colour of a frame.</summary>
    public string Albedo(int frame) => Path.Combine(Folder, "albedo", $"f{frame:000}.png");

    /// <summary>Reads the folder's description.</summary>
    /// <exception cref="MediaException">The folder is not of this layout.</exception>
    public static RelightTruth Open(string folder)
    {
        var meta = Path.Combine(folder, "meta.json");
        if (!File.Exists(meta)) throw new MediaException($"'{folder}' has no meta.json. Name a folder laid out as docs/evaluation.md says.");
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(meta));
            var root = document.RootElement;
            var lights = root.GetProperty("lights").EnumerateArray().ToDictionary(light => light.GetProperty("id").GetInt32(), light => light.GetProperty("type").GetString()!);
            var train = root.GetProperty("train_light").GetInt32();
            var pictures = Directory.EnumerateFiles(Path.Combine(folder, "eval"), "f*_l*.png").Select(Path.GetFileName).Order(StringComparer.Ordinal)
                .Select(name => PictureFile().Match(name!)).Where(match => match.Success)
                .Select(match => (int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture), int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture)))
                .Where(picture => picture.Item2 != train && lights.ContainsKey(picture.Item2)).ToList();
            if (pictures.Count == 0) throw new MediaException($"'{folder}' holds no picture eval/fNNN_lLL.png. Name a folder laid out as docs/evaluation.md says.");
            return new RelightTruth(folder, train, lights, pictures);
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or IOException)
        {
            throw new MediaException($"'{meta}' does not describe relighting truth: {error.Message} See docs/evaluation.md for the layout.", error);
        }
    }

    [GeneratedRegex(@"^f(\d{3,})_l(\d{2,})\.png$")]
    private static partial Regex PictureFile();
}
