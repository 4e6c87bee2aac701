namespace ReliTalk.Handbook.Tests.Examples;

/// <summary>Something of every kind that a declaration can have.</summary>
public abstract class Shape<T> : IDisposable where T : struct
{
    public const float Limit = 0.5f;

    protected Shape(string? name = null) => Names = [name];

    public IReadOnlyList<string?> Names { get; init; }

    internal int Hidden { get; set; }

    public abstract T Area(in T unit, params int[] sides);

    public bool TryGet(out string? name, DayOfWeek day = DayOfWeek.Friday)
    {
        name = Names.Count > (int)day ? Names[(int)day] : null;
        return name is not null;
    }

    public void Dispose() => GC.SuppressFinalize(this);
}

public readonly record struct Point(int X, int Y);
