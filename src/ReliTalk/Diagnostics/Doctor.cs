using System.Diagnostics;
using ReliTalk.Learning.Models;
using ReliTalk.Learning.Networks.Pretrained;
using ReliTalk.Media.Backends;
using TorchSharp;

namespace ReliTalk.Diagnostics;

/// <summary>Checks every native part and every network slot of this installation.</summary>
public static class Doctor
{
    private const string SetUp = "Reference the package ReliTalk.Models, or run eng/setup.sh of the repository, or set RELITALK_MODELS to a folder with the pinned files.";

    private static readonly (string Slot, string File, string Licence)[] Networks =
    [
        ("face detector", "face_detection_full_range.tflite", "Apache-2.0"),
        ("face detector, close range", "face_detection_short_range.tflite", "Apache-2.0"),
        ("face landmarks", "face_landmark_with_attention.tflite", "Apache-2.0"),
        ("canonical head mesh (Eq. 1)", "geometry_pipeline_metadata_landmarks.binarypb", "Apache-2.0"),
        ("person matte", "selfie_segmentation.tflite", "Apache-2.0"),
        ("phoneme features f_pho (Eq. 2)", "en-us/means", "BSD-2-Clause"),
        ("voice activity", "silero_vad_v5.onnx", "MIT"),
        ("speech encoder (Eq. 2)", "moonshine_tiny_encoder.onnx", "MIT"),
        ("perceptual features (Eq. 8)", "faceres.bin", "MIT by package"),
        ("identity embedding (Eq. 19)", "face_recognition_model.bin", "MIT; weights public domain"),
    ];

    /// <summary>Slots for files that only their owners may hand out; a name is where the file is looked for in the model folder.</summary>
    private static readonly (string Slot, string? File, string Licence, string Use)[] Own =
    [
        ("head of your own (ICT-FaceKit, FLAME)", null, "MIT; FLAME's own", "'relitalk head import', then 'relitalk train --head FILE'."),
        ("DeepSpeech 0.1.0 features (Eq. 2)", "deepspeech/output_graph.pb", "MPL-2.0", "your frozen graph, then 'relitalk train --features DeepSpeech'."),
        ("VOCA lip mesh (Eq. 3)", "voca.safetensors", "its authors' own, research only", "your weights, then 'relitalk train --features DeepSpeech --lip-mesh Voca'."),
        ("VGG-Face perceptual features (Eq. 8)", VggFaceTrunk.FileName, "its authors' own, research only", "your weights, then 'relitalk train --perceptual VggFace'."),
    ];

    /// <summary>Runs all checks. Nothing is changed and nothing is downloaded.</summary>
    /// <param name="models">The model store to look into; null takes the default one.</param>
    public static IReadOnlyList<SlotStatus> Examine(ModelStore? models = null)
    {
        var store = models ?? new ModelStore();
        List<SlotStatus> report = [Tensors(), Accelerator(), Ffmpeg()];
        report.Add(new("lip mesh V_lip (Eq. 3)", "lip-mesh.safetensors, inside ReliTalk.Audio", "MIT", true, null));
        report.AddRange(Networks.Select(network => Network(store, network.Slot, network.File, network.Licence)));
        report.AddRange(Own.Select(slot => slot.File is { } file && store.Contains(file)
            ? new SlotStatus(slot.Slot, file, slot.Licence, false, null)
            : new SlotStatus(slot.Slot, null, slot.Licence, false, slot.File is null ? $"Optional: {slot.Use}" : $"Optional: {slot.File} in the model folder: {slot.Use}")));
        return report;
    }

    private static SlotStatus Tensors()
    {
        const string Fix = "Install libtorch (Debian: apt install libtorch-dev) or add a TorchSharp native package to the application.";
        try
        {
            using var two = torch.ones(1) + torch.ones(1);
            return new("tensors", $"libtorch, {torch.get_num_threads()} thread(s)", "BSD-3-Clause", true, two.item<float>() == 2f ? null : Fix);
        }
        catch (Exception error) when (error is DllNotFoundException or TypeInitializationException or BackendMissingException or EntryPointNotFoundException)
        {
            return new("tensors", null, "BSD-3-Clause", true, Fix);
        }
    }

    private static SlotStatus Accelerator()
    {
        try
        {
            return torch.cuda.is_available()
                ? new("accelerator", $"CUDA, {torch.cuda.device_count()} device(s)", "-", false, null)
                : new("accelerator", null, "-", false, "Optional: no CUDA device, or a libtorch without CUDA; the CPU is used. See docs/gpu.md.");
        }
        catch (Exception error) when (error is DllNotFoundException or TypeInitializationException)
        {
            return new("accelerator", null, "-", false, "Optional: unknown while tensors are missing.");
        }
    }

    private static SlotStatus Ffmpeg()
    {
        const string Slot = "video and sound", Licence = "LGPL/GPL, a separate program";
        try
        {
            var version = Ask(FFmpegTools.FFmpeg, "-version").Split('\n')[0].Split(" Copyright")[0];
            _ = FFmpegTools.FFprobe;
            var encoders = Ask(FFmpegTools.FFmpeg, "-encoders");
            var missing = new[] { "libx264", "aac" }.Where(encoder => !encoders.Contains($" {encoder} ", StringComparison.Ordinal)).ToArray();
            return missing.Length == 0
                ? new(Slot, version, Licence, true, null)
                : new(Slot, null, Licence, true, $"This ffmpeg lacks {string.Join(" and ", missing)}, which mp4 needs. Install a full build (Debian: apt install ffmpeg).");
        }
        catch (BackendMissingException error)
        {
            return new(Slot, null, Licence, true, error.Message);
        }
        catch (System.ComponentModel.Win32Exception error)
        {
            return new(Slot, null, Licence, true, $"ffmpeg cannot be started: {error.Message}. Install it (Debian: apt install ffmpeg), or set {FFmpegTools.Variable} to its path.");
        }
    }

    private static string Ask(string program, string question)
    {
        using var process = Process.Start(new ProcessStartInfo(program, ["-hide_banner", question]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        var answer = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return answer;
    }

    private static SlotStatus Network(ModelStore store, string slot, string file, string licence)
    {
        try
        {
            return new(slot, Path.GetFileName(store.Find(file)), licence, true, null);
        }
        catch (ReliTalkException error)
        {
            return new(slot, null, licence, true, error is WeightsFileException ? error.Message : SetUp);
        }
    }
}
