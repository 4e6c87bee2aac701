namespace ReliTalk.Audio.Expression;

/// <summary>Size and training of the network of Eq. 4.</summary>
public sealed record ExpressionPredictorOptions
{
    /// <summary>Channels of the encoders and of F_exp; 8 to 256. Default 64.</summary>
    public int Width { get; init; } = 64;

    /// <summary>
    /// Frames of sound after the predicted one that are used; 0 to 7. Fewer answer sooner when streaming. Default 3: within 250 ms of the sound.
    /// </summary>
    public int FramesAhead { get; init; } = 3;

    /// <summary>Networks that are trained from different seeds and averaged; 1 to 16. Default 10.</summary>
    public int Ensemble { get; init; } = 10;

    /// <summary>Optimisation steps a network; 1 to 100,000. Default 200: more learns the clip by heart.</summary>
    public int Steps { get; init; } = 200;

    /// <summary>Frames of a step's chunk, drawn anew each step; 8 to 4096. Default 192.</summary>
    public int ChunkFrames { get; init; } = 192;

    /// <summary>Learning rate of Adam at its highest; above 0. Default 0.003.</summary>
    public double LearningRate { get; init; } = 3e-3;

    /// <summary>Pull of the weights towards zero per step, relative to the learning rate; 0 or more. Default 0.05.</summary>
    public double WeightDecay { get; init; } = 0.05;

    /// <summary>Noise added to standardised features in training, in standard deviations; 0 to 2. Default 0.4.</summary>
    public double FeatureNoise { get; init; } = 0.4;

    /// <summary>Share of activations left out at random in training; 0 to 0.9. Default 0.2.</summary>
    public double Dropout { get; init; } = 0.2;

    /// <summary>Weight of the squared error of frame-to-frame changes beside L_exp; 0 or more. Default 0.5.</summary>
    public double ChangeWeight { get; init; } = 0.5;

    /// <summary>
    /// Share of the kernel regression on the clip's own frames in each prediction, the networks giving the rest; 0 (networks alone, as in the paper) to 1.
    /// Default 0.5.
    /// </summary>
    public double MemoryShare { get; init; } = 0.5;

    /// <summary>Frames that the regression keeps at most, evenly spread over the clip; 25 to 4000. Time grows with the cube. Default 2000 (80 s).</summary>
    public int MemoryFrames { get; init; } = 2000;

    /// <summary>Added to the diagonal of the regression's kernel, whose own is 1; above 0. Default 0.2.</summary>
    public double MemoryRidge { get; init; } = 0.2;

    /// <summary>Seed of everything random. Default 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Use f_pho (E_pho); without it the lip mesh alone drives. The paper's ablation "no audio features". Default true.</summary>
    public bool UseSpeechFeatures { get; init; } = true;

    /// <summary>Use V_lip (E_lip); without it the speech features alone drive. The paper's ablation "no mesh guidance". Default true.</summary>
    public bool UseLipMesh { get; init; } = true;

    /// <summary>
    /// Share of the lip mesh among what the regression compares, 0 to 1; null, the default, to let the clip decide between none, 0.15 and 0.35. A predictor
    /// whose clip decided for none has <see cref="UseLipMesh"/> false.
    /// </summary>
    public double? LipMeshShare { get; init; }

    /// <summary>
    /// Share of a speech encoder's states (<see cref="SpeechFeatureKind.Moonshine"/>) among the sound that the regression compares, 0 to 1; null, the default, to choose
    /// between none and a half by seconds of the clip that are left out. At 0 the networks do without them too.
    /// </summary>
    public double? EncoderShare { get; init; }

    /// <summary>How many of the last columns of f_pho are a speech encoder's states.</summary>
    internal int EncoderColumns { get; init; }

    /// <summary>Whether a speech encoder's states are used.</summary>
    internal bool UsesEncoder => EncoderColumns > 0 && EncoderShare is not 0;

    /// <summary>
    /// Safetensors file that a stopped training resumes from, in an existing folder; each network of the ensemble puts its number before the extension.
    /// Null (the default) keeps none.
    /// </summary>
    public string? CheckpointPath { get; init; }

    internal string? CheckpointOf(int network) => CheckpointPath is null ? null : Path.ChangeExtension(CheckpointPath, $"{network}{Path.GetExtension(CheckpointPath)}");

    /// <summary>The same with checkpoints of their own.</summary>
    internal ExpressionPredictorOptions Beside(string name) =>
        CheckpointPath is null ? this : this with { CheckpointPath = Path.ChangeExtension(CheckpointPath, name + Path.GetExtension(CheckpointPath)) };

    internal void Validate()
    {
        Check(Width is >= 8 and <= 256, nameof(Width), "8 to 256");
        Check(FramesAhead is >= 0 and <= 7, nameof(FramesAhead), "0 to 7");
        Check(Ensemble is >= 1 and <= 16, nameof(Ensemble), "1 to 16");
        Check(Steps is >= 1 and <= 100_000, nameof(Steps), "1 to 100,000");
        Check(ChunkFrames is >= 8 and <= 4096, nameof(ChunkFrames), "8 to 4096");
        Check(LearningRate > 0, nameof(LearningRate), "above 0");
        Check(WeightDecay >= 0, nameof(WeightDecay), "0 or more");
        Check(FeatureNoise is >= 0 and <= 2, nameof(FeatureNoise), "0 to 2");
        Check(Dropout is >= 0 and <= 0.9, nameof(Dropout), "0 to 0.9");
        Check(MemoryShare is >= 0 and <= 1, nameof(MemoryShare), "0 to 1");
        Check(MemoryFrames is >= 25 and <= 4000, nameof(MemoryFrames), "25 to 4000");
        Check(LipMeshShare is null or (>= 0 and <= 1), nameof(LipMeshShare), "0 to 1");
        Check(EncoderShare is null or (>= 0 and <= 1), nameof(EncoderShare), "0 to 1");
        Check(MemoryRidge > 0, nameof(MemoryRidge), "above 0");
        Check(ChangeWeight >= 0, nameof(ChangeWeight), "0 or more");
        Check(UseSpeechFeatures || UseLipMesh, nameof(UseLipMesh), "true where UseSpeechFeatures is false: something must drive the face");
    }

    private static void Check(bool holds, string name, string range)
    {
        if (!holds) throw new ArgumentOutOfRangeException(name, $"{nameof(ExpressionPredictorOptions)}.{name} must be {range}.");
    }
}
