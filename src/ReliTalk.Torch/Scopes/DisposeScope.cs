using System.Runtime.InteropServices;

namespace TorchSharp;

/// <summary>Owns every tensor created on its thread while it is the innermost scope, and disposes them with itself.</summary>
public sealed class DisposeScope : IDisposable
{
    private readonly DisposeScopeManager _manager;
    private readonly DisposeScope? _outer;
    private List<IDisposable?> _items;
    private int _count;
    private bool _closed;

    internal DisposeScope(DisposeScopeManager manager, DisposeScope? outer, List<IDisposable?> items)
    {
        _manager = manager;
        _outer = outer;
        _items = items;
    }

    internal bool IsClosed => _closed;

    internal DisposeScope? Enclosing => _outer;

    /// <summary>What the scope owns now.</summary>
    public IReadOnlyList<IDisposable> DisposablesView => [.. _items.OfType<IDisposable>()];

    /// <summary>How many objects the scope owns now.</summary>
    public int DisposablesCount => _count;

    // The nearest outer scope that is still open.
    private DisposeScope? Outer
    {
        get
        {
            DisposeScope? scope = _outer;
            while (scope is { _closed: true }) scope = scope._outer;
            return scope;
        }
    }

    /// <summary>Hands an object to the scope around this one; with none there, to the caller.</summary>
    /// <typeparam name="T">Kind of object.</typeparam>
    /// <param name="disposable">The object.</param>
    /// <returns>The same object.</returns>
    public T MoveToOuter<T>(T disposable) where T : IDisposable
    {
        if (Outer is { } outer) return MoveToOther(outer, disposable);
        return Detach(disposable);
    }

    /// <summary>Hands two objects to the scope around this one.</summary>
    /// <typeparam name="T1">Kind of the first.</typeparam>
    /// <typeparam name="T2">Kind of the second.</typeparam>
    /// <param name="first">The first.</param>
    /// <param name="second">The second.</param>
    /// <returns>The same objects.</returns>
    public (T1 first, T2 second) MoveToOuter<T1, T2>(T1 first, T2 second) where T1 : IDisposable where T2 : IDisposable => (MoveToOuter(first), MoveToOuter(second));

    /// <summary>Hands three objects to the scope around this one.</summary>
    /// <typeparam name="T1">Kind of the first.</typeparam>
    /// <typeparam name="T2">Kind of the second.</typeparam>
    /// <typeparam name="T3">Kind of the third.</typeparam>
    /// <param name="first">The first.</param>
    /// <param name="second">The second.</param>
    /// <param name="third">The third.</param>
    /// <returns>The same objects.</returns>
    public (T1 first, T2 second, T3 third) MoveToOuter<T1, T2, T3>(T1 first, T2 second, T3 third)
        where T1 : IDisposable where T2 : IDisposable where T3 : IDisposable => (MoveToOuter(first), MoveToOuter(second), MoveToOuter(third));

    /// <summary>Hands objects to the scope around this one.</summary>
    /// <param name="disposables">The objects.</param>
    public void MoveToOuter(params IDisposable[] disposables) => MoveToOuter((IEnumerable<IDisposable>)disposables);

    /// <summary>Hands objects to the scope around this one.</summary>
    /// <param name="disposables">The objects.</param>
    public void MoveToOuter(IEnumerable<IDisposable> disposables)
    {
        foreach (IDisposable d in disposables) MoveToOuter<IDisposable>(d);
    }

    /// <summary>Hands an object to another scope.</summary>
    /// <typeparam name="T">Kind of object.</typeparam>
    /// <param name="scope">The new owner.</param>
    /// <param name="disposable">The object.</param>
    /// <returns>The same object.</returns>
    public T MoveToOther<T>(DisposeScope scope, T disposable) where T : IDisposable
    {
        if (Remove(disposable)) scope.Add(disposable);
        return disposable;
    }

    /// <summary>Takes an object out of the scope: the caller disposes it.</summary>
    /// <typeparam name="T">Kind of object.</typeparam>
    /// <param name="disposable">The object.</param>
    /// <returns>The same object.</returns>
    public T Detach<T>(T disposable) where T : IDisposable
    {
        if (!Remove(disposable)) return disposable;
        (disposable as torch.Tensor)?.EnsureGuard();
        DisposeScopeManager.Statistics.TensorStatistics.DetachedFromScopeCount++;
        return disposable;
    }

    /// <summary>Takes objects out of the scope.</summary>
    /// <param name="disposables">The objects.</param>
    public void Detach(params IDisposable[] disposables) => Detach((IEnumerable<IDisposable>)disposables);

    /// <summary>Takes objects out of the scope.</summary>
    /// <param name="disposables">The objects.</param>
    public void Detach(IEnumerable<IDisposable> disposables)
    {
        foreach (IDisposable d in disposables) Detach<IDisposable>(d);
    }

    /// <summary>Makes the scope the owner of an object, whoever owned it before.</summary>
    /// <param name="disposable">The object.</param>
    public void Attach(IDisposable disposable)
    {
        if (disposable is torch.Tensor { OwningScope: { } owner }) owner.Remove(disposable);
        Add(disposable);
        DisposeScopeManager.Statistics.TensorStatistics.AttachedToScopeCount++;
    }

    /// <summary>Makes the scope the owner of objects.</summary>
    /// <param name="disposables">The objects.</param>
    public void Attach(params IDisposable[] disposables)
    {
        foreach (IDisposable d in disposables) Attach(d);
    }

    /// <summary>Disposes everything the scope owns; the scope stays open.</summary>
    public void DisposeEverything()
    {
        long tensors = 0;
        for (int i = _items.Count - 1; i >= 0; i--)
        {
            if (_items[i] is torch.Tensor t)
            {
                // Taken out first, so that the tensor does not look for its place here.
                t.OwningScope = null;
                tensors++;
                t.DisposeByScope();
            }
            else
            {
                _items[i]?.Dispose();
            }
        }
        DisposeScopeManager.CountDisposedByScope(tensors);
        _items.Clear();
        _count = 0;
    }

    /// <summary>Disposes everything but some objects, which stay in the scope.</summary>
    /// <param name="inKeep">What stays.</param>
    public void DisposeEverythingBut(IEnumerable<IDisposable> inKeep)
    {
        var keep = new HashSet<IDisposable>(inKeep, ReferenceEqualityComparer.Instance);
        foreach (IDisposable d in DisposablesView)
        {
            if (!keep.Contains(d))
            {
                d.Dispose();
                Remove(d);
            }
        }
    }

    /// <summary>Disposes everything but some objects, which stay in the scope.</summary>
    /// <param name="keep">What stays.</param>
    public void DisposeEverythingBut(params IDisposable[] keep) => DisposeEverythingBut((IEnumerable<IDisposable>)keep);

    /// <summary>Disposes everything but one object, which stays in the scope.</summary>
    /// <typeparam name="T">Kind of object.</typeparam>
    /// <param name="keep">What stays.</param>
    /// <returns>The same object.</returns>
    public T DisposeEverythingBut<T>(T keep) where T : IDisposable
    {
        DisposeEverythingBut((IEnumerable<IDisposable>)[keep]);
        return keep;
    }

    /// <summary>Disposes what the scope owns and closes it.</summary>
    public void Dispose()
    {
        if (_closed) return;
        DisposeEverything();
        _closed = true;
        List<IDisposable?> items = _items;
        _items = [];
        _manager.Close(this, items);
    }

    /// <summary>Tells the scope that an object was disposed elsewhere.</summary>
    /// <param name="disposable">The object.</param>
    public void MarkAsDisposed(IDisposable disposable)
    {
        if (Remove(disposable)) (disposable as torch.Tensor)?.EnsureGuard();
    }

    /// <summary>Whether the scope owns an object.</summary>
    /// <param name="disposable">The object.</param>
    /// <returns>True when it does.</returns>
    public bool Contains(IDisposable disposable) =>
        disposable is torch.Tensor t ? t.OwningScope == this : _items.Any(i => ReferenceEquals(i, disposable));

    internal void AddTensor(torch.Tensor tensor)
    {
        if (_items.Count > 1024 && _count < _items.Count / 2) Compact();
        tensor.OwningScope = this;
        tensor.ScopeSlot = _items.Count;
        _items.Add(tensor);
        _count++;
    }

    // The thread ended and left the scope open: its tensors are as if they had none.
    internal void Abandon()
    {
        // As a span: this is the finalizer's thread, and another one may still take its tensors out.
        foreach (IDisposable? item in CollectionsMarshal.AsSpan(_items)) (item as torch.Tensor)?.EnsureGuard();
    }

    internal void RemoveTensor(torch.Tensor tensor)
    {
        tensor.OwningScope = null;
        int slot = tensor.ScopeSlot;
        if ((uint)slot >= (uint)_items.Count) return;
        _items[slot] = null;
        _count--;
        if (slot == _items.Count - 1) _items.RemoveAt(slot);
    }

    private void Add(IDisposable disposable)
    {
        if (_closed) throw new ObjectDisposedException(nameof(DisposeScope));
        if (disposable is torch.Tensor t)
        {
            AddTensor(t);
            return;
        }
        _items.Add(disposable);
        _count++;
    }

    private bool Remove(IDisposable disposable)
    {
        if (disposable is torch.Tensor t)
        {
            if (t.OwningScope != this) return false;
            RemoveTensor(t);
            return true;
        }
        int at = _items.FindIndex(i => ReferenceEquals(i, disposable));
        if (at < 0) return false;
        _items.RemoveAt(at);
        for (int i = at; i < _items.Count; i++)
        {
            if (_items[i] is torch.Tensor moved) moved.ScopeSlot = i;
        }
        _count--;
        return true;
    }

    private void Compact()
    {
        _items.RemoveAll(i => i is null);
        for (int i = 0; i < _items.Count; i++)
        {
            if (_items[i] is torch.Tensor t) t.ScopeSlot = i;
        }
    }
}
