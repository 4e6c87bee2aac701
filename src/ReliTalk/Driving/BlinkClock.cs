namespace ReliTalk.Driving;

/// <summary>When the eyes are to be shut: output frames in rising order, without end or until the list is over. No look-ahead, constant memory.</summary>
internal static class BlinkClock
{
    /// <summary>The frames in which the lids meet.</summary>
    public static IEnumerable<long> Frames(Blinks blinks) => blinks switch
    {
        Blinks.Rate rate => Irregular(rate),
        Blinks.Times times => times.Moments.Select(time => (long)Math.Round(time.TotalSeconds * FrameClock.FrameRate)),
        _ => [],
    };

    private static IEnumerable<long> Irregular(Blinks.Rate rate)
    {
        var random = new Random(rate.Seed);
        var mean = 60.0 * FrameClock.FrameRate / rate.EachMinute;
        // The first one comes within the first interval, at any time of it.
        for (var at = mean * random.NextDouble(); ; at += mean * (0.5 + random.NextDouble())) yield return (long)at;
    }
}
