namespace ReliTalk.Media;

/// <summary>How a video is encoded.</summary>
public sealed record VideoWriterOptions
{
    /// <summary>Frames a second, 1 to 240. Default 25. Frame timestamps are not looked at: frames follow each other at this rate.</summary>
    public double FrameRate { get; init; } = 25;

    /// <summary>Container and codec. Default: by the file name.</summary>
    public VideoFormat Format { get; init; } = VideoFormat.Auto;

    /// <summary>Constant rate factor of H.264 and VP9: 0 (lossless) to 51 (worst). Default 15, hard to tell from the original.</summary>
    public int Quality { get; init; } = 15;

    /// <summary>Sound as samples; at most one of this and <see cref="AudioFile"/>.</summary>
    public AudioClip? Audio { get; init; }

    /// <summary>Sound from any file that has a sound track.</summary>
    public string? AudioFile { get; init; }

    /// <summary>When the sound begins on the video's clock; negative cuts its beginning. Default zero.</summary>
    public TimeSpan AudioDelay { get; init; }

    /// <summary>Container metadata, for instance "title", "comment"; in a PNG sequence text chunks of every picture.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    internal void Validate()
    {
        if (!(FrameRate is >= 1 and <= 240))
            throw new ArgumentOutOfRangeException(nameof(FrameRate), FrameRate, "FrameRate must lie between 1 and 240 frames a second.");
        if (Quality is < 0 or > 51) throw new ArgumentOutOfRangeException(nameof(Quality), Quality, "Quality must lie between 0 and 51.");
        if (Audio is not null && AudioFile is not null) throw new ArgumentException("Give Audio or AudioFile, not both.", nameof(Audio));
        ArgumentNullException.ThrowIfNull(Metadata);
        foreach (var key in Metadata.Keys)
            if (key.Length == 0 || key.AsSpan().IndexOfAny('=', '\n', '\0') >= 0)
                throw new ArgumentException($"'{key}' is no metadata key: it must not be empty or hold '=' or a line break.", nameof(Metadata));
    }
}
