namespace ReliTalk.Media;

/// <summary>What a media file may cost before it is refused with a <see cref="LimitsExceededException"/>.</summary>
public sealed record MediaLimits
{
    /// <summary>Pixels of one picture, width times height. Default 7680 x 4320.</summary>
    public long MaxPixels { get; init; } = 7680L * 4320;

    /// <summary>Longest video or sound. Default 6 hours.</summary>
    public TimeSpan MaxDuration { get; init; } = TimeSpan.FromHours(6);

    internal void CheckPixels(string path, long width, long height)
    {
        if (width <= 0 || height <= 0)
            throw new MediaException($"'{path}' says its picture is {width}x{height} pixels, which is no picture. The file is damaged; export it again.");
        if (width > MaxPixels / height)
            throw new LimitsExceededException(
                $"'{path}' is {width}x{height} pixels; the limit is {MaxPixels} pixels in all. Scale it down, or raise MediaLimits.MaxPixels.");
    }

    internal void CheckDuration(string path, TimeSpan duration)
    {
        if (duration > MaxDuration)
            throw new LimitsExceededException(
                $"'{path}' lasts {duration.TotalSeconds:0.#} s; the limit is {MaxDuration.TotalSeconds:0.#} s. Cut it, or raise MediaLimits.MaxDuration.");
    }
}
