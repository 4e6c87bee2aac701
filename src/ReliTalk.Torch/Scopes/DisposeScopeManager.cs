namespace TorchSharp;

/// <summary>The stack of dispose scopes of each thread, and what it counted.</summary>
public sealed class DisposeScopeManager
{
    [ThreadStatic] private static DisposeScopeManager? t_current;

    private readonly ThreadDisposeScopeStatistics _statistics = new();
    private readonly Stack<DisposeScope> _scopes = new();
    private DisposeScope? _top;

    internal static DisposeScopeManager Current => t_current ??= new();

    /// <summary>Counts of the calling thread.</summary>
    public static ThreadDisposeScopeStatistics Statistics => Current._statistics;

    internal DisposeScope? Top => _top;

    internal static DisposeScope Open()
    {
        DisposeScopeManager manager = Current;
        var scope = new DisposeScope(manager, manager._top);
        manager._scopes.Push(scope);
        manager._top = scope;
        return scope;
    }

    // Scopes close in the reverse order; one that is closed early is taken out of the middle.
    internal void Close(DisposeScope scope)
    {
        if (!_scopes.Contains(scope)) return;
        var later = new Stack<DisposeScope>();
        while (_scopes.Pop() is { } top && top != scope) later.Push(top);
        while (later.TryPop(out DisposeScope? s)) _scopes.Push(s);
        _top = _scopes.TryPeek(out DisposeScope? now) ? now : null;
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
}
