namespace ReliTalk;

/// <summary>What all runs of one <see cref="PortraitStudio"/> share.</summary>
public sealed record PortraitStudioOptions
{
    /// <summary>Folder with the pinned networks. Null (the default): the variable RELITALK_MODELS, a folder <c>models</c> beside the application, or <c>.models</c> above it.</summary>
    public string? ModelFolder { get; init; }
}
