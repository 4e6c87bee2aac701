using System.Diagnostics;
using ReliTalk.Learning.Models;
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
        ("perceptual features (Eq. 8)", "faceres.bin", "MIT by package"),
        ("identity embedding (Eq. 19)", "face_recognition_model.bin", "MIT; weights public domain"),
    ];

    /// <summary>Runs all checks. Nothing is changed and nothing is downloaded.</summary>
    /// <param name="models">The model store to look into; null takes the default one.</param>
    public static IReadOnlyList<SlotStatus> Examine(ModelStore? models = null)
    {
        var store = models ?? new ModelStore();
        List<SlotStatus> report = [Tensors(), Accelerator(), Ffmpeg()];
        report.AddRange(Networks.Select(network => Network(store, network.Slot, network.File, network.Licence)));
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
                : new("accelerator", null, "-", false, "Optional: none found, the CPU is used.");
        }
        catch (Exception error) when (error is DllNotFoundException or TypeInitializationException)
        {
            return new("accelerator", null, "-", false, "Optional: unknown while tensors are missing.");
        }
    }

    private static SlotStatus Ffmpeg()
    {
        const string Fix = "Install ffmpeg (Debian: apt install ffmpeg), or set RELITALK_FFMPEG to its path.";
        var command = Environment.GetEnvironmentVariable("RELITALK_FFMPEG") is { Length: > 0 } named ? named : "ffmpeg";
        try
        {
            using var process = Process.Start(new ProcessStartInfo(command, ["-hide_banner", "-version"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var version = process.StandardOutput.ReadLine() ?? "";
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return new("video and sound", process.ExitCode == 0 ? version.Split(" Copyright")[0] : null, "LGPL/GPL, a separate program", true, process.ExitCode == 0 ? null : Fix);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return new("video and sound", null, "LGPL/GPL, a separate program", true, Fix);
        }
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
