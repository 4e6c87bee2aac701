namespace ReliTalk.Audio.Synchronisation;

/// <summary>How the offset of sound and picture is searched.</summary>
public sealed record AvOffsetOptions
{
    /// <summary>Largest offset tried in either direction, in seconds; 0.04 to 2. Default 0.48.</summary>
    public double LargestSeconds { get; init; } = 0.48;

    /// <summary>Weight of the ridge penalty beside the scatter of standardised features; above 0. Default 0.1.</summary>
    public double Ridge { get; init; } = 0.1;

    /// <summary>Blocks of the clip that are held out in turn; 2 to 20. Default 5.</summary>
    public int Folds { get; init; } = 5;

    /// <summary>Least prominence of the peak that is believed. Default 0.08.</summary>
    public double LeastProminence { get; init; } = 0.08;
}
