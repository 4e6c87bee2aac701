using ReliTalk.Reflectance.Lighting;

namespace ReliTalk.Driving;

/// <summary>The light that the caller asked for, not read yet.</summary>
internal abstract record LightRequest(RelightOptions Options)
{
    internal sealed record FromFile(string Path, RelightOptions Options) : LightRequest(Options);

    internal sealed record Given(Func<TimeSpan, Light> LightAt, bool IsStatic, RelightOptions Options) : LightRequest(Options);
}
