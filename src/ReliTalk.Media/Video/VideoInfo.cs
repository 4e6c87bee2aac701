namespace ReliTalk.Media;

/// <summary>What a video file says about itself.</summary>
public sealed record VideoInfo
{
    /// <summary>The file.</summary>
    public required string Path { get; init; }

    /// <summary>Columns as displayed: after rotation metadata and with square pixels.</summary>
    public required int Width { get; init; }

    /// <summary>Rows as displayed.</summary>
    public required int Height { get; init; }

    /// <summary>Average frames a second of the file itself; 0 where the container does not say.</summary>
    public required double FrameRate { get; init; }

    /// <summary>Length of the picture track; of the whole file where the track does not say; zero where nothing does.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>Whether there is a sound track.</summary>
    public required bool HasAudio { get; init; }

    /// <summary>Clockwise rotation in degrees that the file asks for: 0, 90, 180 or 270. Frames come already turned.</summary>
    public int Rotation { get; init; }

    /// <summary>ffmpeg's name of the picture codec, for instance "h264".</summary>
    public string VideoCodec { get; init; } = "";

    /// <summary>ffmpeg's name of the sound codec, empty without sound.</summary>
    public string AudioCodec { get; init; } = "";

    /// <summary>Samples a second of the sound track; 0 without sound.</summary>
    public int AudioSampleRate { get; init; }

    /// <summary>Channels of the sound track; 0 without sound.</summary>
    public int AudioChannels { get; init; }

    /// <summary>Container metadata (title, comment, ...), keys in lower case.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();
}
