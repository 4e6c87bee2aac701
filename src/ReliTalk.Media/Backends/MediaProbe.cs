namespace ReliTalk.Media.Backends;

/// <summary>What the probe found in a file; numbers are 0 where the container does not say.</summary>
internal sealed record MediaProbe
{
    public required string FormatName { get; init; }
    public required TimeSpan Duration { get; init; }
    public required IReadOnlyDictionary<string, string> Tags { get; init; }
    public VideoStreamProbe? Video { get; init; }
    public AudioStreamProbe? Audio { get; init; }
}

/// <summary>The first picture track.</summary>
internal sealed record VideoStreamProbe
{
    public required int Width { get; init; }
    public required int Height { get; init; }
    public required string Codec { get; init; }
    public required string PixelFormat { get; init; }
    public required string ColorSpace { get; init; }
    public required string ColorTransfer { get; init; }
    public required double FrameRate { get; init; }
    public required TimeSpan Duration { get; init; }

    /// <summary>Width of a pixel over its height.</summary>
    public required double PixelAspect { get; init; }

    /// <summary>Clockwise degrees to turn the picture for display: 0, 90, 180, 270.</summary>
    public required int Rotation { get; init; }

    /// <summary>Any angle as 0, 90, 180 or 270.</summary>
    public static int QuarterTurn(double degrees) => ((int)Math.Round(degrees / 90) * 90 % 360 + 360) % 360;
}

/// <summary>The first sound track.</summary>
internal sealed record AudioStreamProbe(string Codec, int SampleRate, int Channels, TimeSpan Duration);
