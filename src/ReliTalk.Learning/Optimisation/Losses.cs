using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Learning.Optimisation;

/// <summary>The loss terms of one training step by name, each a tensor with one element, not yet weighted.</summary>
/// <example><code>return new Losses { ["rgb"] = Loss.SquaredError(image, truth), ["smooth"] = Loss.TotalVariation(albedo) };</code></example>
public sealed class Losses
{
    private readonly List<KeyValuePair<string, Tensor>> _terms = [];

    /// <summary>Sets a term.</summary>
    /// <param name="name">Name, as in <see cref="LossWeights"/> and in the progress reports.</param>
    /// <exception cref="ArgumentException">The tensor does not have exactly one element, or the name was set before.</exception>
    public Tensor this[string name]
    {
        set
        {
            ArgumentException.ThrowIfNullOrEmpty(name);
            ArgumentNullException.ThrowIfNull(value);
            if (value.numel() != 1) throw new ArgumentException($"The loss term '{name}' has {value.numel()} elements, expected one: reduce it.", nameof(value));
            if (_terms.Exists(term => term.Key == name)) throw new ArgumentException($"The loss term '{name}' is set twice.", nameof(name));
            _terms.Add(new(name, value));
        }
    }

    internal IReadOnlyList<KeyValuePair<string, Tensor>> Terms => _terms;
}
