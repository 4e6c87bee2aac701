namespace ReliTalk;

/// <summary>A loss term became infinite or not a number. The last good checkpoint is kept.</summary>
public sealed class TrainingDivergedException : ReliTalkException
{
    /// <summary>Creates the error for one loss term at one step.</summary>
    public TrainingDivergedException(string stage, string term, int step)
        : base($"Training diverged: the term '{term}' of stage '{stage}' is not finite at step {step}. " +
               "The last good checkpoint is kept; lower the learning rate, or check the clip with 'relitalk inspect'.")
    {
        Stage = stage;
        Term = term;
        Step = step;
    }

    /// <summary>The training stage, for instance "reflectance".</summary>
    public string Stage { get; }

    /// <summary>Name of the loss term that is not finite.</summary>
    public string Term { get; }

    /// <summary>Zero-based optimisation step.</summary>
    public int Step { get; }
}
