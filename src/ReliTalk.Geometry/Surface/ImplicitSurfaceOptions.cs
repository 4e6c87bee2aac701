namespace ReliTalk.Geometry.Surface;

/// <summary>Sizes, step counts and loss weights of the implicit surface (section 3.1 of the paper).</summary>
public sealed record ImplicitSurfaceOptions
{
    /// <summary>Small networks for a processor.</summary>
    public static ImplicitSurfaceOptions Draft { get; } = new();

    /// <summary>Wider networks, more steps and frames.</summary>
    public static ImplicitSurfaceOptions Standard { get; } = new() { Width = 128, Depth = 6, DeformationWidth = 96, PrefitSteps = 1500, Steps = 1200, KeyFrames = 64 };

    /// <summary>The widths of the paper's geometry stage: 8 layers of 512, 4 of 128, 4 of 512. Meant for a GPU or a night.</summary>
    public static ImplicitSurfaceOptions Paper { get; } = new()
    {
        MeshPrior = false, Width = 512, Depth = 8, Bands = 6, DeformationWidth = 128, DeformationDepth = 4, CoarseWidth = 512, CoarseDepth = 4,
        PrefitSteps = 4000, Steps = 20_000, KeyFrames = 240, LearningRate = 5e-4,
    };

    /// <summary>Channels of each layer of the signed-distance network, 8 or more (paper: 512).</summary>
    public int Width { get; init; } = 96;

    /// <summary>Hidden layers of the signed-distance network, 2 or more (paper: 8).</summary>
    public int Depth { get; init; } = 4;

    /// <summary>Octaves of its positional encoding, 0 to 10 (paper: 6). Fewer give a smoother surface.</summary>
    public int Bands { get; init; } = 6;

    /// <summary>
    /// Let the network learn what is missing from the fitted mesh's smooth distance instead of the whole surface: the surface then begins at
    /// the mesh, and hardly any steps are needed to bring it there. False is the paper's way.
    /// </summary>
    public bool MeshPrior { get; init; } = true;

    /// <summary>Channels of each layer of the deformation network, 8 or more (paper: 128).</summary>
    public int DeformationWidth { get; init; } = 64;

    /// <summary>Hidden layers of the deformation network, 1 or more (paper: 4).</summary>
    public int DeformationDepth { get; init; } = 3;

    /// <summary>Channels of each layer of F_coarse, 8 or more (paper: 512).</summary>
    public int CoarseWidth { get; init; } = 64;

    /// <summary>Hidden layers of F_coarse, 1 or more (paper: 4).</summary>
    public int CoarseDepth { get; init; } = 2;

    /// <summary>Whether F_coarse is a network or smooth albedo times spherical-harmonic light.</summary>
    public CoarseShading Shading { get; init; } = CoarseShading.Network;

    /// <summary>Steps that bring the networks to the fitted mesh, 1 or more.</summary>
    public int PrefitSteps { get; init; } = 400;

    /// <summary>Steps with the picture's evidence after that; 0 stops at the mesh's smooth form.</summary>
    public int Steps { get; init; } = 200;

    /// <summary>Frames that are looked at, spread evenly over the clip, 1 or more.</summary>
    public int KeyFrames { get; init; } = 24;

    /// <summary>Key frames in one step, 1 or more.</summary>
    public int FramesPerStep { get; init; } = 4;

    /// <summary>Rays in each frame of a step, 16 or more.</summary>
    public int RaysPerFrame { get; init; } = 256;

    /// <summary>Places of the mesh and around it in one step, 64 or more.</summary>
    public int SamplesPerStep { get; init; } = 1024;

    /// <summary>Adam's step size.</summary>
    public double LearningRate { get; init; } = 5e-3;

    /// <summary>How far from the mesh the surface is looked for, head-space units (about centimetres), greater than 0.</summary>
    public float Band { get; init; } = 0.8f;

    /// <summary>Weight of the colours that F_coarse gives at the surface.</summary>
    public double RgbWeight { get; init; } = 1;

    /// <summary>Weight of the matte: rays beside the person must miss the surface.</summary>
    public double MatteWeight { get; init; } = 0.1;

    /// <summary>Weight of the eikonal term: gradients of unit length.</summary>
    public double EikonalWeight { get; init; } = 0.1;

    /// <summary>Weight of the distance to the fitted head.</summary>
    public double HeadWeight { get; init; } = 1;

    /// <summary>Weight of the fitted head's normals.</summary>
    public double HeadNormalWeight { get; init; } = 0.05;

    /// <summary>
    /// How far the fitted mesh may be off along its own surface: standard deviation in head-space units (about centimetres), 0 or more.
    /// Its normals are learnt as their mean over that uncertainty. Default 0.2, the landmarks' own error.
    /// </summary>
    public float Uncertainty { get; init; } = 0.2f;

    /// <summary>Weight of the change of the normal over <see cref="SmoothnessReach"/>.</summary>
    public double SmoothnessWeight { get; init; } = 0.02;

    /// <summary>Distance over which normals are compared, head-space units, greater than 0.</summary>
    public float SmoothnessReach { get; init; } = 0.3f;

    /// <summary>Weight of the skinning weights' supervision.</summary>
    public double SkinningWeight { get; init; } = 0.1;

    /// <summary>Weight of the blendshapes' and pose correctives' supervision: squared errors relative to the blendshapes' own mean square.</summary>
    public double BlendshapeWeight { get; init; } = 0.1;

    /// <summary>Seed of the first weights and of every sample.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Where training keeps its checkpoints; null keeps none.</summary>
    public string? CheckpointPath { get; init; }

    /// <summary>Checks every value.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range; the message names it.</exception>
    public void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Width, 8);
        ArgumentOutOfRangeException.ThrowIfLessThan(Depth, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(Bands, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Bands, 10);
        ArgumentOutOfRangeException.ThrowIfLessThan(DeformationWidth, 8);
        ArgumentOutOfRangeException.ThrowIfLessThan(DeformationDepth, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(CoarseWidth, 8);
        ArgumentOutOfRangeException.ThrowIfLessThan(CoarseDepth, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(PrefitSteps, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Steps, 0);
        ArgumentOutOfRangeException.ThrowIfLessThan(KeyFrames, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(FramesPerStep, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(RaysPerFrame, 16);
        ArgumentOutOfRangeException.ThrowIfLessThan(SamplesPerStep, 64);
        if (!(LearningRate > 0)) throw new ArgumentOutOfRangeException(nameof(LearningRate), LearningRate, "The learning rate must be greater than 0.");
        if (!(Band > 0)) throw new ArgumentOutOfRangeException(nameof(Band), Band, "The band must be wider than 0.");
        if (!(SmoothnessReach > 0)) throw new ArgumentOutOfRangeException(nameof(SmoothnessReach), SmoothnessReach, "The distance must be greater than 0.");
    }
}
