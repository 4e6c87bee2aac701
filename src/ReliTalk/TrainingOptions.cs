using ReliTalk.Audio;
using ReliTalk.Learning.Networks;
using ReliTalk.Learning;

namespace ReliTalk;

/// <summary>What a training run does. Defaults suit a clip of 20 seconds to 3 minutes of one person who talks to a still camera.</summary>
public sealed record TrainingOptions
{
    /// <summary>Network widths and step counts. Default <see cref="TrainingPreset.Draft"/>.</summary>
    public TrainingPreset Preset { get; init; } = TrainingPreset.Draft;

    /// <summary>Side of the square portrait in pixels: 128 to 1024, a multiple of 32. Default 256, the paper's size.</summary>
    public int Size { get; init; } = 256;

    /// <summary>Seed of every random choice; two runs on one machine with one seed give the same portrait. Default 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>How much of the video's beginning is used, in seconds. Null (the default) uses all of it, up to <see cref="MaxFrames"/>.</summary>
    public double? MaxSeconds { get; init; }

    /// <summary>Limit on the number of frames that are learnt from: 50 (2 s) to 15,000. Longer videos are cut there. Default 7,500 (5 minutes).</summary>
    public int MaxFrames { get; init; } = 7_500;

    /// <summary>
    /// Share of the video's end that no network learns from, 0 to 0.5: what was held out can be driven and compared with the film afterwards
    /// (<c>relitalk evaluate drive VIDEO --portrait FILE</c>). Tracking and head pose look at all frames. Default 0.
    /// </summary>
    public double HoldOut { get; init; }

    /// <summary>
    /// What the larger networks' convolutions compute with in training. Default single precision; <see cref="ConvolutionPrecision.BFloat16"/> shortens the training on processors that
    /// have instructions for it and ends at a slightly different portrait. docs/learning.md has what it brings.
    /// </summary>
    public ConvolutionPrecision Precision { get; init; }

    /// <summary>Learn the whole picture, made square, instead of a square around the head. For pictures that are framed already. Default false.</summary>
    public bool WholePicture { get; init; }

    /// <summary>
    /// Learn the implicit surface of the paper's section 3.1 over the fitted head and take the rough normals from it. Default false: the
    /// fitted mesh gives them; docs/geometry.md says what it costs and brings.
    /// </summary>
    public bool ImplicitNormals { get; init; }

    /// <summary>
    /// A head model of the user's own in the place of the default head's surface: ICT-FaceKit or FLAME, best as the file that
    /// <c>relitalk head import</c> writes. Null (the default) takes MediaPipe's canonical face.
    /// </summary>
    public string? HeadModelPath { get; init; }

    /// <summary>What the speech features f_pho are made of. Default <see cref="SpeechFeatureKind.Moonshine"/>; DeepSpeech needs the user's own file.</summary>
    public SpeechFeatureKind SpeechFeatures { get; init; } = SpeechFeatureKind.Moonshine;

    /// <summary>Which lip mesh V_lip guides the expression. Default <see cref="LipMeshKind.Learned"/>; VOCA needs the user's own file.</summary>
    public LipMeshKind LipMesh { get; init; } = LipMeshKind.Learned;

    /// <summary>What measures how a drawn mouth looks (Eq. 8). Default <see cref="PerceptualFeatures.Faceres"/>; VGG-Face needs the user's own file.</summary>
    public PerceptualFeatures Perceptual { get; init; } = PerceptualFeatures.Faceres;

    /// <summary>Where training keeps its checkpoints, so that a stopped run resumes. Null (the default) keeps none.</summary>
    public string? CheckpointFolder { get; init; }

    /// <summary>Where speech, mouth and decomposition are trained; tracking, matting and the head's fit run on the CPU, and so does driving. Default <c>auto</c>: a CUDA device if there is one, else the CPU. Also <c>cpu</c>, <c>cuda</c>, <c>cuda:1</c>.</summary>
    public string Device { get; init; } = "auto";

    /// <summary>
    /// Share of the preset's optimisation steps that is done: greater than 0, at most 10. Default 1. A hundredth tries the whole line in seconds, before
    /// hours are spent; such a portrait runs and does not look good.
    /// </summary>
    public double StepShare { get; init; } = 1;

    internal int Steps(int full) => Math.Max(1, (int)Math.Round(full * StepShare));

    /// <summary>Checks every value; the message names the option and its range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public TrainingOptions Validate()
    {
        if (!Enum.IsDefined(Preset)) throw new ArgumentOutOfRangeException(nameof(Preset), Preset, "Preset must be Draft, Standard or Paper.");
        if (Size is < 128 or > 1024 || Size % 32 != 0) throw new ArgumentOutOfRangeException(nameof(Size), Size, "Size must be a multiple of 32 from 128 to 1024.");
        if (MaxSeconds is { } seconds && !(seconds > 0)) throw new ArgumentOutOfRangeException(nameof(MaxSeconds), MaxSeconds, "MaxSeconds must be positive, or null for the whole video.");
        if (MaxFrames is < 50 or > 15_000) throw new ArgumentOutOfRangeException(nameof(MaxFrames), MaxFrames, "MaxFrames must be from 50 to 15,000.");
        if (!IsDevice(Device)) throw new ArgumentOutOfRangeException(nameof(Device), Device, "Device must be auto, cpu, cuda or cuda:N.");
        if (!(StepShare is > 0 and <= 10)) throw new ArgumentOutOfRangeException(nameof(StepShare), StepShare, "StepShare must be greater than 0 and at most 10.");
        if (!(HoldOut is >= 0 and <= 0.5)) throw new ArgumentOutOfRangeException(nameof(HoldOut), HoldOut, "HoldOut must lie between 0 and 0.5.");
        if (!Enum.IsDefined(SpeechFeatures)) throw new ArgumentOutOfRangeException(nameof(SpeechFeatures), SpeechFeatures, "SpeechFeatures must be Phones, DeepSpeech or Moonshine.");
        if (!Enum.IsDefined(Perceptual)) throw new ArgumentOutOfRangeException(nameof(Perceptual), Perceptual, "Perceptual must be Faceres or VggFace.");
        if (!Enum.IsDefined(LipMesh) || (LipMesh == LipMeshKind.Voca && SpeechFeatures != SpeechFeatureKind.DeepSpeech))
            throw new ArgumentOutOfRangeException(nameof(LipMesh), LipMesh, "LipMesh must be Learned or Visemes, or Voca beside SpeechFeatures = DeepSpeech.");
        return this;
    }

    private static bool IsDevice(string text)
    {
        try
        {
            return text is not null && ComputeDevice.Parse(text) is not null;
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
