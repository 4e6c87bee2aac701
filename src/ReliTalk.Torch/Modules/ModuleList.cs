using System.Collections;
using System.Globalization;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

/// <summary>Modules by number.</summary>
/// <typeparam name="T">Kind of module.</typeparam>
public sealed class ModuleList<T> : Module, IList<T> where T : Module
{
    private readonly List<T> _list = [];
    private bool _registered;

    /// <summary>A list.</summary>
    /// <param name="modules">The first modules.</param>
    public ModuleList(params T[] modules) : base(nameof(ModuleList)) => _list.AddRange(modules);

    /// <summary>One module.</summary>
    /// <param name="index">Its number.</param>
    public T this[int index]
    {
        get => _list[index];
        set
        {
            _list[index] = value;
            Renew();
        }
    }

    /// <summary>The number of modules.</summary>
    public int Count => _list.Count;

    /// <summary>Whether the list is closed: it is once it belongs to a module.</summary>
    public bool IsReadOnly => _registered;

    /// <inheritdoc/>
    protected override void RegisterComponents()
    {
        if (_registered) return;
        _registered = true;
        for (int i = 0; i < _list.Count; i++) register_module(i.ToString(CultureInfo.InvariantCulture), _list[i]);
    }

    /// <summary>Adds a module.</summary>
    /// <param name="item">The module.</param>
    public void Add(T item)
    {
        _list.Add(item);
        Renew();
    }

    /// <summary>Adds modules.</summary>
    /// <param name="parameters">The modules.</param>
    public void append(params T[] parameters) => extend(parameters);

    /// <summary>Adds modules.</summary>
    /// <param name="modules">The modules.</param>
    public void extend(IEnumerable<T> modules)
    {
        _list.AddRange(modules);
        Renew();
    }

    /// <summary>Removes all modules.</summary>
    public void Clear()
    {
        _list.Clear();
        Renew();
    }

    /// <summary>Whether a module is in the list.</summary>
    /// <param name="item">The module.</param>
    /// <returns>True when it is.</returns>
    public bool Contains(T item) => _list.Contains(item);

    /// <summary>Copies the modules.</summary>
    /// <param name="array">Where to.</param>
    /// <param name="arrayIndex">First place.</param>
    public void CopyTo(T[] array, int arrayIndex) => _list.CopyTo(array, arrayIndex);

    /// <summary>The modules in order.</summary>
    /// <returns>An enumerator.</returns>
    public IEnumerator<T> GetEnumerator() => _list.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The number of a module.</summary>
    /// <param name="item">The module.</param>
    /// <returns>Its number, or -1.</returns>
    public int IndexOf(T item) => _list.IndexOf(item);

    /// <summary>Inserts a module.</summary>
    /// <param name="index">Its number.</param>
    /// <param name="item">The module.</param>
    public void Insert(int index, T item)
    {
        _list.Insert(index, item);
        Renew();
    }

    /// <summary>Removes a module.</summary>
    /// <param name="item">The module.</param>
    /// <returns>Whether it was in the list.</returns>
    public bool Remove(T item)
    {
        bool found = _list.Remove(item);
        Renew();
        return found;
    }

    /// <summary>Removes a module.</summary>
    /// <param name="index">Its number.</param>
    public void RemoveAt(int index)
    {
        _list.RemoveAt(index);
        Renew();
    }

    private void Renew()
    {
        if (!_registered) return;
        ClearModules();
        _registered = false;
        RegisterComponents();
    }
}
