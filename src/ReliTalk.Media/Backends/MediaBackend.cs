namespace ReliTalk.Media.Backends;

/// <summary>The backend that this build was made with (eng/Backends.props).</summary>
internal static class MediaBackend
{
#if MEDIA_BACKEND_NUGET
    public static IMediaBackend Current { get; } = new Packages.FFMpegCoreBackend();
#else
    public static IMediaBackend Current { get; } = new Pipes.PipeMediaBackend();
#endif
}
