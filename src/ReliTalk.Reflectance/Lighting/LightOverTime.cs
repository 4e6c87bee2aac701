namespace ReliTalk.Reflectance.Lighting;

/// <summary>A light that may change: a function from the time of the output to a light. Frames stay as they are; only the small table over normals is built anew. Safe to share between threads where the function is.</summary>
public sealed class LightOverTime
{
    private readonly Func<TimeSpan, Light> _at;

    private LightOverTime(Func<TimeSpan, Light> at, bool moves)
    {
        _at = at;
        Moves = moves;
    }

    /// <summary>False where one table serves every frame.</summary>
    public bool Moves { get; }

    /// <summary>The light at a time.</summary>
    /// <param name="time">Counted from the start of the output.</param>
    public Light At(TimeSpan time) => _at(time);

    /// <summary>A light that stays.</summary>
    /// <param name="light">The light.</param>
    public static LightOverTime Steady(Light light)
    {
        ArgumentNullException.ThrowIfNull(light);
        return new LightOverTime(_ => light, moves: false);
    }

    /// <summary>Any function of time.</summary>
    /// <param name="at">Gives the light at a time; may be called from several threads.</param>
    public static LightOverTime From(Func<TimeSpan, Light> at)
    {
        ArgumentNullException.ThrowIfNull(at);
        return new LightOverTime(at, moves: true);
    }

    /// <summary>A light that goes round about the vertical axis.</summary>
    /// <param name="light">The light at the start.</param>
    /// <param name="period">Time of one turn, above zero.</param>
    public static LightOverTime Turning(Light light, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(light);
        if (period <= TimeSpan.Zero) throw new ArgumentOutOfRangeException(nameof(period), period, "The period must be above zero.");
        return new LightOverTime(time => light.Turned((float)(2 * Math.PI * (time / period % 1))), moves: true);
    }
}
