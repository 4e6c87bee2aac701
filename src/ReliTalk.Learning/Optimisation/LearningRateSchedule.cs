namespace ReliTalk.Learning.Optimisation;

/// <summary>How the learning rate changes over a training: a factor between 0 and 1 for every step.</summary>
public sealed record LearningRateSchedule
{
    private readonly Func<double, double> _shape;
    private readonly int _warmupSteps;

    private LearningRateSchedule(string name, int warmupSteps, Func<double, double> shape)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(warmupSteps);
        Name = name;
        _warmupSteps = warmupSteps;
        _shape = shape;
    }

    /// <summary>Name for logs.</summary>
    public string Name { get; }

    /// <summary>The same rate throughout.</summary>
    public static LearningRateSchedule Constant { get; } = new("constant", 0, _ => 1);

    /// <summary>Half a cosine from 1 down to a floor (Loshchilov and Hutter 2017), after a linear rise.</summary>
    /// <param name="warmupSteps">Steps of the rise, 0 or more.</param>
    /// <param name="floor">Factor at the end, 0 to 1.</param>
    public static LearningRateSchedule Cosine(int warmupSteps = 0, double floor = 0.05)
    {
        RequireFraction(floor, nameof(floor));
        return new("cosine", warmupSteps, x => floor + (1 - floor) * 0.5 * (1 + Math.Cos(Math.PI * x)));
    }

    /// <summary>A steady exponential fall from 1 to a factor at the end, after a linear rise.</summary>
    /// <param name="end">Factor at the end, above 0 and up to 1.</param>
    /// <param name="warmupSteps">Steps of the rise, 0 or more.</param>
    public static LearningRateSchedule Exponential(double end = 0.1, int warmupSteps = 0)
    {
        RequireFraction(end, nameof(end));
        ArgumentOutOfRangeException.ThrowIfZero(end);
        return new("exponential", warmupSteps, x => Math.Pow(end, x));
    }

    /// <summary>Factor of the learning rate at a step.</summary>
    /// <param name="step">Zero-based step.</param>
    /// <param name="total">Number of steps of the training, at least 1.</param>
    public double Factor(int step, int total)
    {
        if (step < _warmupSteps) return (step + 1.0) / (_warmupSteps + 1.0);
        return _shape(Math.Clamp((step - _warmupSteps) / Math.Max(1.0, total - _warmupSteps), 0, 1));
    }

    private static void RequireFraction(double value, string name)
    {
        if (!(value >= 0 && value <= 1)) throw new ArgumentOutOfRangeException(name, value, "Must lie between 0 and 1.");
    }
}
