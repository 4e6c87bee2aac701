using System.Globalization;
using System.Numerics;
using ReliTalk.Audio;
using ReliTalk.Driving;
using ReliTalk.Geometry.HeadModels;
using ReliTalk.Geometry.Masks;
using ReliTalk.Geometry.Tracking;
using ReliTalk.Learning.Models;
using ReliTalk.Learning.WeightFiles;
using ReliTalk.Media;
using ReliTalk.Reflectance.Decomposition;
using ReliTalk.Reflectance.Training;
using ReliTalk.Rendering.Bank;
using ReliTalk.Rendering.Networks;
using ReliTalk.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Storage;

/// <summary>
/// The <c>.portrait</c> file: one safetensors file. Tensor names begin with the layer that owns them; the header's metadata carry the
/// format's version, so that a file of another version is refused by name and not by accident.
/// </summary>
internal static class PortraitFile
{
    internal const string VersionKey = "relitalk.portrait";
    internal const string Version = "4";

    public static void Write(string path, PortraitParts parts)
    {
        using var scope = NewDisposeScope();
        var clip = parts.Clip;
        var tensors = new Dictionary<string, Tensor>
        {
            ["clip/landmarks"] = Landmarks(clip.Track),
        };
        Add(tensors, "clip/pictures", PackedFrames.Pack(clip.Frames, clip.Mattes, clip.Size));
        Add(tensors, "bank", parts.Bank.ToTensors(withPictures: false));
        Add(tensors, "baked", parts.Baked.ToTensors());
        Add(tensors, "geometry", clip.Fit.ToTensors());
        Add(tensors, "audio", parts.Speech.State());
        Add(tensors, "rendering", parts.Rendering.ToTensors());
        Add(tensors, "reflectance", parts.Reflectance.ToTensors());
        SafeTensorsFile.Write(path, tensors, new Dictionary<string, string>
        {
            [VersionKey] = Version,
            ["size"] = clip.Size.ToString(CultureInfo.InvariantCulture),
            ["notice"] = "A portrait of a person. Use it only as that person agreed to.",
        });
    }

    public static PortraitParts Read(string path, ModelStore models)
    {
        using var file = SafeTensorsFile.Open(path);
        if (!file.Metadata.TryGetValue(VersionKey, out var version))
            throw new WeightsFileException($"'{path}' is a safetensors file but not a portrait. Name a file that Portrait.Save or 'relitalk train' wrote.");
        if (version != Version)
            throw new WeightsFileException($"'{path}' is a portrait of format version {version}; this build reads version {Version}. Train it again, or use the build that wrote it.");
        // The networks copy what they are given, and a dispose scope would own their parameters too: the file's tensors are freed one by one instead.
        var tensors = file.Names.ToDictionary(name => name, name => file.Read(name));
        try
        {
            var size = int.Parse(file.Metadata["size"], CultureInfo.InvariantCulture);
            var (frames, mattes) = PackedFrames.Unpack(Section(tensors, "clip/pictures"), size);
            var bank = FrameBankTensors.FromTensors(Section(tensors, "bank"), size, [.. frames.Select(frame => frame.Pixels)]);
            var silent = Enumerable.Range(0, bank.Count).Select(t => bank[t].Silent).ToArray();
            var clip = new ClipData(size, frames, mattes, ReadTrack(tensors["clip/landmarks"], size), HeadFit.FromTensors(Section(tensors, "geometry")), silent);
            var baked = BakedFrames.FromTensors(Section(tensors, "baked"), size);
            if (baked.Count != clip.Count || clip.Fit.Poses.Count != clip.Count || clip.Track.Count != clip.Count)
                throw new WeightsFileException($"The portrait '{path}' does not fit together: it has {clip.Count} frames and {baked.Count} baked ones. Train it again.");
            var rendering = RenderingModel.FromTensors(Section(tensors, "rendering"));
            if (rendering.PictureSize != bank.Size || rendering.Layout.CropSize != bank.CropSize)
                throw new WeightsFileException($"The portrait '{path}' does not fit together: its mouth networks and its frames have different sizes. Train it again.");
            return new PortraitParts(
                clip, SpeechDriver.FromState(models, Section(tensors, "audio")), bank, rendering, ReflectanceModel.FromTensors(Section(tensors, "reflectance")), baked);
        }
        catch (KeyNotFoundException error)
        {
            throw new WeightsFileException($"The portrait '{path}' is incomplete: {error.Message} Train it again.", error);
        }
        finally
        {
            foreach (var tensor in tensors.Values) tensor.Dispose();
        }
    }

    private static void Add(Dictionary<string, Tensor> all, string section, IReadOnlyDictionary<string, Tensor> tensors)
    {
        foreach (var (name, value) in tensors) all.Add($"{section}/{name}", value);
    }

    private static Dictionary<string, Tensor> Section(Dictionary<string, Tensor> tensors, string section)
    {
        var prefix = section + "/";
        return tensors.Where(entry => entry.Key.StartsWith(prefix, StringComparison.Ordinal)).ToDictionary(entry => entry.Key[prefix.Length..], entry => entry.Value);
    }

    private static Tensor Landmarks(ClipTrack track)
    {
        var values = new List<float>(track.Count * 478 * 3);
        foreach (var frame in track.Frames)
            foreach (var point in frame.Landmarks) values.AddRange([point.X, point.Y, point.Z]);
        return tensor(values.ToArray(), new ReadOnlySpan<long>([track.Count, values.Count / 3 / track.Count, 3]), float32);
    }

    private static ClipTrack ReadTrack(Tensor landmarks, int size)
    {
        var values = landmarks.data<float>().ToArray();
        var perFrame = (int)(landmarks.shape[1] * 3);
        var frames = values.Chunk(perFrame).Select(frame =>
            new TrackedFrame(true, [.. frame.Chunk(3).Select(p => new Vector3(p[0], p[1], p[2]))], 1f));
        return new ClipTrack(size, size, [.. frames]);
    }
}
