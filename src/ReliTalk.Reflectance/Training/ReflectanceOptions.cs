using ReliTalk.Learning.Networks;
using ReliTalk.Learning.Optimisation;
using ReliTalk.Reflectance.Decomposition;

namespace ReliTalk.Reflectance.Training;

/// <summary>Sizes, weights and switches of the reflectance stage. The switches are those of the paper's ablations (Table 4, Figure 9).</summary>
public sealed record ReflectanceOptions
{
    /// <summary>Small networks: minutes on two cores for a 256-pixel clip.</summary>
    public static ReflectanceOptions Draft { get; } = new();

    /// <summary>Wider networks at full resolution, more frames and steps. On the synthetic set it relights no better than Draft (docs/results.md).</summary>
    public static ReflectanceOptions Standard { get; } = new() { Steps = 600, IdentitySteps = 100, KeyFrames = 96, Width = 32, SpecularWidth = 16, NetworkReduction = 1 };

    /// <summary>Optimisation steps before identity consistency, 1 or more.</summary>
    public int Steps { get; init; } = 400;

    /// <summary>Further steps with identity consistency (Eq. 19); 0 switches it off. Needs an identity network.</summary>
    public int IdentitySteps { get; init; } = 60;

    /// <summary>Frames that are trained on, spread evenly over the clip, 1 or more.</summary>
    public int KeyFrames { get; init; } = 32;

    /// <summary>Channels of F_albedo and F_normal at their full resolution, 4 to 64 (paper: 64).</summary>
    public int Width { get; init; } = 16;

    /// <summary>Channels of F_cspec after its first halving, 4 to 64 (paper: 64).</summary>
    public int SpecularWidth { get; init; } = 8;

    /// <summary>F_albedo and F_normal work on a picture reduced by this factor, 1 or 2; the source pixel brings the detail back.</summary>
    public int NetworkReduction { get; init; } = 2;

    /// <summary>Adam's step size for the networks.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>Light's step size relative to that of the networks.</summary>
    public double LightRate { get; init; } = 0.2;

    /// <summary>The initial fit of the light, the skin albedo that pins its scale, and the first exponent.</summary>
    public SourceLightOptions Light { get; init; } = new();

    /// <summary>Largest C_spec that F_cspec can give, above 0. Default 0.15.</summary>
    public float LargestSpecularWeight { get; init; } = 0.15f;

    /// <summary>C_spec of what is not skin, 0 to 1: hair and cloth reflect less than skin, and a highlight as strong as the skin's would drown their dark colour. Default 0.02.</summary>
    public float OtherSpecularWeight { get; init; } = 0.02f;

    /// <summary>Refine the rough normals with F_normal (Eq. 9).</summary>
    public bool RefineNormals { get; init; } = true;

    /// <summary>Predict normals as rough plus residual; false predicts them outright (the "no residual" ablation).</summary>
    public bool NormalResidual { get; init; } = true;

    /// <summary>Give F_normal the rough normals; false leaves it the picture only (the "no initial normal" ablation).</summary>
    public bool InitialNormals { get; init; } = true;

    /// <summary>Entropy of the albedo's histogram (Eq. 13).</summary>
    public bool Parsimony { get; init; } = true;

    /// <summary>Total variation on skin (Eq. 12).</summary>
    public bool Smoothness { get; init; } = true;

    /// <summary>A specular part at all (Eq. 14-15).</summary>
    public bool Specular { get; init; } = true;

    /// <summary>A specular weight per pixel from F_cspec (Eq. 16); false takes one constant.</summary>
    public bool SpecularMap { get; init; } = true;

    /// <summary>The head's own shadows in F_shad (Eq. 10); false leaves spherical-harmonics irradiance alone.</summary>
    public bool Shadows { get; init; } = true;

    /// <summary>Weights of the loss terms "rgb", "normal", "smooth", "parsimony", "scale", "light", "gloss", "identity" (Eq. 20 and the scale convention).</summary>
    public LossWeights Weights { get; init; } = new() { ["rgb"] = 10, ["normal"] = 1, ["smooth"] = 1, ["parsimony"] = 0.001, ["scale"] = 10, ["light"] = 0.1, ["gloss"] = 0.02, ["identity"] = 3 };

    /// <summary>What the convolutions of F_albedo and F_normal compute with in training, where the processor can. Default single; bfloat16 is faster and ends at slightly other maps.</summary>
    public ConvolutionPrecision Precision { get; init; }

    /// <summary>Everything random follows from this.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Safetensors file for checkpoints, or null; a second file with ".identity" before its extension serves the last stage.</summary>
    public string? CheckpointPath { get; init; }

    /// <summary>Throws where a value lies outside its range.</summary>
    public void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Steps, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(IdentitySteps);
        ArgumentOutOfRangeException.ThrowIfLessThan(KeyFrames, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Width, 4);
        ArgumentOutOfRangeException.ThrowIfLessThan(SpecularWidth, 4);
        if (NetworkReduction is not (1 or 2)) throw new ArgumentOutOfRangeException(nameof(NetworkReduction), NetworkReduction, "The reduction must be 1 or 2.");
        if (!(LearningRate > 0)) throw new ArgumentOutOfRangeException(nameof(LearningRate), LearningRate, "The learning rate must be above 0.");
        if (!(LightRate > 0)) throw new ArgumentOutOfRangeException(nameof(LightRate), LightRate, "The light's rate must be above 0.");
        if (!(LargestSpecularWeight > 0)) throw new ArgumentOutOfRangeException(nameof(LargestSpecularWeight), LargestSpecularWeight, "The largest specular weight must be above 0.");
        if (!(OtherSpecularWeight is >= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(OtherSpecularWeight), OtherSpecularWeight, "The specular weight must lie in 0..1.");
        Light.Validate();
    }
}
