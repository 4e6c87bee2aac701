namespace ReliTalk.Learning.Optimisation;

/// <summary>Factors of the loss terms by name; a term that is not named has the factor 1. A term with factor 0 is reported as 0 and does not train.</summary>
/// <example><code>new LossWeights { ["perceptual"] = 100, ["parsimony"] = 0.001 }</code></example>
public sealed class LossWeights
{
    private readonly Dictionary<string, double> _factors = new(StringComparer.Ordinal);

    /// <summary>Factor of a term, 0 or larger.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The factor is negative or not finite.</exception>
    public double this[string name]
    {
        get => _factors.GetValueOrDefault(name, 1);
        set
        {
            if (!double.IsFinite(value) || value < 0) throw new ArgumentOutOfRangeException(nameof(value), value, $"The weight of '{name}' must be 0 or larger.");
            _factors[name] = value;
        }
    }
}
