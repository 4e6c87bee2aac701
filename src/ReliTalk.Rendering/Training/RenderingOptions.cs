using ReliTalk.Learning.Networks;
using ReliTalk.Rendering.Areas;
using ReliTalk.Rendering.Retrieval;
using ReliTalk.Rendering.Warping;

namespace ReliTalk.Rendering.Training;

/// <summary>Sizes, losses and length of the training of F_local and F_blend.</summary>
public sealed record RenderingOptions
{
    /// <summary>Small networks: minutes for a 20 s clip at 256 pixels on two cores.</summary>
    public static RenderingOptions Draft { get; } = new();

    /// <summary>Wider networks and twice the steps.</summary>
    public static RenderingOptions Standard { get; } = new() { LocalWidth = 24, BlendWidth = 24, Steps = 3000 };

    /// <summary>Channels of F_local at full resolution, 4 or more. Default 16 (the paper's net: 64).</summary>
    public int LocalWidth { get; init; } = 16;

    /// <summary>Channels of F_blend at full resolution, 4 or more. Default 16 (the paper's net: 64).</summary>
    public int BlendWidth { get; init; } = 16;

    /// <summary>Optimisation steps, 1 or more. Default 1500.</summary>
    public int Steps { get; init; } = 1500;

    /// <summary>Frames a step, 1 or more. Default 4.</summary>
    public int BatchSize { get; init; } = 4;

    /// <summary>Largest learning rate of Adam, above 0; a cosine takes it to zero. Default 1e-3.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>Weight of the squared error of F_local inside M (Eq. 6), 0 or more. Default 1.</summary>
    public double LocalWeight { get; init; } = 1;

    /// <summary>Weight of the squared error of F_blend (Eq. 7), 0 or more. Default 1.</summary>
    public double BlendWeight { get; init; } = 1;

    /// <summary>
    /// Weight of the perceptual distance of F_blend (Eq. 8), 0 or more; the paper's 100 belongs to VGG-Face features. Used only where a perceptual trunk is given. Default 0.04.
    /// </summary>
    public double PerceptualWeight { get; init; } = 0.04;

    /// <summary>
    /// Weight of an adversarial term on the driven area, 0 or more: a small network learns beside F_blend to tell drawn patches from filmed ones. Default 0: there is none. Above 0 mouths gain
    /// texture and lose fidelity; 0.001 to 0.01 are sensible.
    /// </summary>
    public double AdversarialWeight { get; init; }

    /// <summary>Share of the training in which the perceptual distance, and the adversarial term, take part, from the end, 0..1: the first steps need only colour. Default 0.6.</summary>
    public double PerceptualShare { get; init; } = 0.6;

    /// <summary>
    /// Sharpness of the drawn mouths that the training's last step aims at, as mean squared Laplacian over the truth's, 0 to 1.2: squared errors alone
    /// draw too soft. 0 leaves the networks' picture as it is. Default 0.85: beyond it errors and perceptual distance grow.
    /// </summary>
    public float TargetSharpness { get; init; } = 0.85f;

    /// <summary>A training frame's own neighbours, this many on each side, are never its reference: otherwise the reference would be the answer. Default 8.</summary>
    public int ExcludedNeighbours { get; init; } = 8;

    /// <summary>Width of the soft rise at the border of the hole in pixels of a 256 picture, above 0. Default 8.</summary>
    public float FeatherPixels { get; init; } = 8;

    /// <summary>How reference mouths are chosen.</summary>
    public RetrievalOptions Retrieval { get; init; } = new();

    /// <summary>How reference mouths are bent.</summary>
    public DenseWarpOptions Warp { get; init; } = new();

    /// <summary>
    /// What F_local's convolutions compute with in training, where the processor can. Default single; bfloat16 is faster and draws slightly other pictures. F_blend is in single
    /// precision either way: it gains nothing.
    /// </summary>
    public ConvolutionPrecision Precision { get; init; }

    /// <summary>Seed of the weights and of the order of the frames. Default 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>File that training resumes from and keeps up to date, or null (the default) for none.</summary>
    public string? CheckpointPath { get; init; }
}
