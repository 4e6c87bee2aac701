using System.Globalization;

namespace ReliTalk;

/// <summary>When the eyes blink while speech drives the mouth. Blinks that are asked for are copied from blinks of the source video.</summary>
public abstract record Blinks
{
    /// <summary>Most blinks a minute that can be asked for.</summary>
    public const double HighestRate = 40;

    private Blinks() { }

    /// <summary>As in the source frames: they blink where the person blinked. A still head (<see cref="HeadMotionSource.Still"/>) does not.</summary>
    public static Blinks Source { get; } = new Filmed();

    /// <summary>Never: the source frames' blinks are replaced by the open eyes before and after them.</summary>
    public static Blinks None { get; } = new Never();

    /// <summary>So many a minute, at irregular times, in place of the source frames' own.</summary>
    /// <param name="rate">Blinks a minute, above 0 to <see cref="HighestRate"/>. People who talk blink about 20 times.</param>
    /// <param name="seed">Seed of the times.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is outside its range.</exception>
    public static Blinks PerMinute(double rate, int seed = 1)
    {
        if (!(rate is > 0 and <= HighestRate))
            throw new ArgumentOutOfRangeException(nameof(rate), rate, string.Create(CultureInfo.InvariantCulture, $"The rate must be above 0 and at most {HighestRate} blinks a minute; for none use Blinks.None."));
        return new Rate(rate, seed);
    }

    /// <summary>At given times, in place of the source frames' own. A blink that would begin before the one before it has ended comes right after it.</summary>
    /// <param name="times">When the eyes are shut, from the beginning of the output, 0 or more; in any order.</param>
    /// <exception cref="ArgumentOutOfRangeException">A time is negative.</exception>
    public static Blinks At(params TimeSpan[] times)
    {
        ArgumentNullException.ThrowIfNull(times);
        foreach (var time in times)
            if (time < TimeSpan.Zero) throw new ArgumentOutOfRangeException(nameof(times), time, "A blink's time must not be negative.");
        return new Times([.. times.Order()]);
    }

    internal sealed record Filmed : Blinks;

    internal sealed record Never : Blinks;

    internal sealed record Rate(double EachMinute, int Seed) : Blinks;

    internal sealed record Times(IReadOnlyList<TimeSpan> Moments) : Blinks;
}
