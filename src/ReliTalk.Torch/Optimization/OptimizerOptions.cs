namespace TorchSharp.Modules;

/// <summary>Settings of a group of parameters.</summary>
public class OptimizerOptions
{
    /// <summary>The learning rate; null takes the optimiser's.</summary>
    public double? LearningRate { get; set; }

    /// <summary>The rate a schedule starts from.</summary>
    public double InitialLearningRate { get; set; }
}
