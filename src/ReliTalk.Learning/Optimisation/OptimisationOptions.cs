namespace ReliTalk.Learning.Optimisation;

/// <summary>Settings of an <see cref="OptimisationLoop"/>: the optimiser is Adam (Kingma and Ba 2015, Algorithm 1).</summary>
public sealed record OptimisationOptions
{
    /// <summary>Step size of Adam, above 0; typical 1e-4 to 1e-2.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>How the learning rate changes over the training.</summary>
    public LearningRateSchedule Schedule { get; init; } = LearningRateSchedule.Constant;

    /// <summary>Factors of the loss terms.</summary>
    public LossWeights Weights { get; init; } = new();

    /// <summary>Decay of the running mean of the gradient, 0 to below 1.</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>Decay of the running mean of the squared gradient, 0 to below 1.</summary>
    public double Beta2 { get; init; } = 0.999;

    /// <summary>Added to the root of the squared gradient, above 0.</summary>
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>Decoupled weight decay (Loshchilov and Hutter 2019), a fraction of the learning rate, 0 or larger.</summary>
    public double WeightDecay { get; init; }

    /// <summary>Largest Euclidean length of the whole gradient; longer ones are shortened to it. Null for no limit.</summary>
    public double? GradientClip { get; init; } = 10;

    /// <summary>Everything random in a step follows from this and the step's number.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Safetensors file to save to and resume from, or null to save nothing. Its folder must exist.</summary>
    public string? CheckpointPath { get; init; }

    /// <summary>Steps between two checkpoints, at least 1. One more is written at the end and when the training is cancelled.</summary>
    public int CheckpointEvery { get; init; } = 500;

    internal void Validate()
    {
        if (!(LearningRate > 0)) throw new ArgumentOutOfRangeException(nameof(LearningRate), LearningRate, "Must be above 0.");
        if (!(Beta1 is >= 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(Beta1), Beta1, "Must be 0 to below 1.");
        if (!(Beta2 is >= 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(Beta2), Beta2, "Must be 0 to below 1.");
        if (!(Epsilon > 0)) throw new ArgumentOutOfRangeException(nameof(Epsilon), Epsilon, "Must be above 0.");
        if (!(WeightDecay >= 0)) throw new ArgumentOutOfRangeException(nameof(WeightDecay), WeightDecay, "Must be 0 or larger.");
        if (GradientClip is { } clip && !(clip > 0)) throw new ArgumentOutOfRangeException(nameof(GradientClip), clip, "Must be above 0.");
        ArgumentOutOfRangeException.ThrowIfLessThan(CheckpointEvery, 1);
    }
}
