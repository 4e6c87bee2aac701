namespace TorchSharp;

/// <summary>The stack of dispose scopes of each thread, and what it counted.</summary>
public sealed class DisposeScopeManager
{
    [ThreadStatic] private static DisposeScopeManager? t_current;

    private readonly ThreadDisposeScopeStatistics _statistics = new();
    private readonly Stack<List<IDisposable?>> _spareLists = new();
    private readonly ThreadEnd _end;
    private DisposeScope? _top;

    /// <summary>The scopes of a thread that has none yet.</summary>
    public DisposeScopeManager() => _end = new ThreadEnd(this);

    internal static DisposeScopeManager Current => t_current ??= new();

    /// <summary>Counts of the calling thread.</summary>
    public static ThreadDisposeScopeStatistics Statistics => Current._statistics;

    internal DisposeScope? Top => _top;

    internal static DisposeScope Open()
    {
        DisposeScopeManager manager = Current;
        List<IDisposable?> items = manager._spareLists.TryPop(out List<IDisposable?>? spare) ? spare : [];
        return manager._top = new DisposeScope(manager, manager._top, items);
    }

    // Scopes close in the reverse order; one that is closed early is skipped when its turn comes.
    internal void Close(DisposeScope scope, List<IDisposable?> items)
    {
        while (_top is { IsClosed: true }) _top = _top.Enclosing;
        // Another thread may close a scope: its list then stays where it is.
        if (ReferenceEquals(Current, this) && items.Capacity <= 4096 && _spareLists.Count < 16) _spareLists.Push(items);
    }

    internal static void Created(torch.Tensor tensor)
    {
        DisposeScopeManager manager = Current;
        if (manager._top is { } scope)
        {
            scope.AddTensor(tensor);
            manager._statistics.TensorStatistics.CreatedInScopeCount++;
        }
        else
        {
            manager._statistics.TensorStatistics.CreatedOutsideScopeCount++;
        }
    }

    internal static void CountDisposedByScope(long tensors) => Current._statistics.TensorStatistics.DisposedInScopeCount += tensors;

    internal static void Disposed(torch.Tensor tensor)
    {
        LifetimeStatistics counts = Current._statistics.TensorStatistics;
        if (tensor.OwningScope is { } scope)
        {
            scope.RemoveTensor(tensor);
            counts.DisposedInScopeCount++;
        }
        else
        {
            counts.DisposedOutsideScopeCount++;
        }
    }

    // A manager dies with its thread; scopes that are still open then will never be disposed by it.
    private sealed class ThreadEnd(DisposeScopeManager manager)
    {
        ~ThreadEnd()
        {
            for (DisposeScope? scope = manager._top; scope is not null; scope = scope.Enclosing) scope.Abandon();
        }
    }
}
