using System.Globalization;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Modules one after the other; what they hand on is disposed as soon as the next one has read it.</summary>
public sealed class Sequential : nn.Module<Tensor, Tensor>
{
    private readonly List<nn.Module<Tensor, Tensor>> _modules = [];

    internal Sequential(params nn.Module<Tensor, Tensor>[] modules) : base(nameof(Sequential))
    {
        foreach (nn.Module<Tensor, Tensor> m in modules) append(m);
    }

    internal Sequential(params (string name, nn.Module<Tensor, Tensor> submodule)[] modules) : base(nameof(Sequential))
    {
        foreach ((string name, nn.Module<Tensor, Tensor> m) in modules) append(name, m);
    }

    /// <summary>The number of modules.</summary>
    public int Count => _modules.Count;

    /// <summary>One module.</summary>
    /// <param name="index">Its number.</param>
    [System.Runtime.CompilerServices.IndexerName("SequentialItems")]
    public nn.IModule<Tensor, Tensor> this[int index] => _modules[index];

    /// <summary>Adds a module under a name.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="module">The module.</param>
    /// <returns>This module.</returns>
    public Sequential append(string name, nn.IModule<Tensor, Tensor> module)
    {
        if (module is not nn.Module<Tensor, Tensor> m) throw new ArgumentException("Only modules can be added.", nameof(module));
        register_module(name, m);
        _modules.Add(m);
        return this;
    }

    /// <summary>Adds a module under its number.</summary>
    /// <param name="module">The module.</param>
    /// <returns>This module.</returns>
    public Sequential append(nn.IModule<Tensor, Tensor> module) => append(_modules.Count.ToString(CultureInfo.InvariantCulture), module);

    /// <inheritdoc/>
    public override Tensor forward(Tensor tensor)
    {
        if (_modules.Count == 0) return tensor.alias();
        Tensor x = tensor;
        foreach (nn.Module<Tensor, Tensor> m in _modules)
        {
            Tensor next = m.call(x);
            if (!ReferenceEquals(x, tensor) && !ReferenceEquals(x, next)) x.Dispose();
            x = next;
        }
        return x;
    }
}
