using System.Numerics;
using ReliTalk.Learning;
using ReliTalk.Media;
using ReliTalk.Reflectance.Compositing;
using ReliTalk.Reflectance.Decomposition;
using ReliTalk.Reflectance.Lighting;
using ReliTalk.Reflectance.Shading;
using ReliTalk.Rendering;
using ReliTalk.Training;

namespace ReliTalk.Driving;

/// <summary>Lights driven frames and puts them before their background.</summary>
internal sealed class LightingStage : IAsyncDisposable
{
    // Some tens of MB at 256x256: a clip of twenty seconds, or memory stays bounded.
    private const int MostDrawn = 512;

    private readonly PortraitParts _parts;
    private readonly MouthStates _mouths;
    private readonly Dictionary<int, MouthState> _drawn = [];
    private readonly float[] _normals;
    private readonly float[] _weight;
    private readonly float[] _matte;
    private readonly Func<TimeSpan, LightTable> _tableAt;
    private readonly Compositor _compositor;
    private readonly BackdropVideo? _video;
    private IntrinsicMaps? _maps;

    private LightingStage(PortraitParts parts, Func<TimeSpan, LightTable> tableAt, Compositor compositor, BackdropVideo? video)
    {
        _parts = parts;
        _mouths = new MouthStates(parts.Clip.Fit, parts.Clip.Size);
        _normals = new float[3 * parts.Clip.Size * parts.Clip.Size];
        _weight = new float[parts.Clip.Size * parts.Clip.Size];
        _matte = new float[parts.Clip.Size * parts.Clip.Size];
        _tableAt = tableAt;
        _compositor = compositor;
        _video = video;
    }

    /// <summary>Reads light and background; null where the performance asks for neither, so that frames pass unchanged.</summary>
    public static async Task<LightingStage?> MakeAsync(PortraitParts parts, LightRequest? request, Backdrop? backdrop, CancellationToken cancellationToken)
    {
        if (request is null && backdrop is null or Backdrop.SourceVideo) return null;
        var (lightAt, isStatic, options) = await ReadLightAsync(parts, request, cancellationToken).ConfigureAwait(false);
        var exponent = parts.Reflectance.Exponent;
        var table = LightTable.Build(lightAt(TimeSpan.Zero), exponent);
        if (options.AutoExposure && request is not null)
        {
            // Measured once, at the beginning: an exposure that follows the light would hide its changes.
            var (gain, unexposed) = (MeasureExposure(parts, table) * Stops(options), lightAt);
            var exposedStart = unexposed(TimeSpan.Zero).Scaled(gain);
            lightAt = time => isStatic ? exposedStart : unexposed(time).Scaled(gain);
            table = LightTable.Build(exposedStart, exponent);
        }
        Func<TimeSpan, LightTable> tableAt = isStatic ? _ => table : time => LightTable.Build(lightAt(time), exponent);
        var video = backdrop is Backdrop.Movie movie ? await BackdropVideo.OpenAsync(movie.Path, parts.Clip.Size, cancellationToken).ConfigureAwait(false) : null;
        var background = video is not null
            ? Background.Video(video.At)
            : await ReadBackgroundAsync(backdrop ?? Backdrop.Source, lightAt(TimeSpan.Zero) as EnvironmentLight, cancellationToken).ConfigureAwait(false);
        return new LightingStage(parts, tableAt, new Compositor(background), video);
    }

    private static async Task<(Func<TimeSpan, Light> LightAt, bool IsStatic, RelightOptions Options)> ReadLightAsync(PortraitParts parts, LightRequest? request, CancellationToken cancellationToken)
    {
        switch (request)
        {
            case LightRequest.FromFile file:
                var map = EnvironmentMap.From(await HdrImage.ReadAsync(file.Path, cancellationToken: cancellationToken).ConfigureAwait(false), file.Path);
                var environment = Adjust(new EnvironmentLight(map), file.Options);
                return (_ => environment, true, file.Options);
            case LightRequest.Given { IsStatic: true } given:
                var light = Adjust(given.LightAt(TimeSpan.Zero), given.Options);
                return (_ => light, true, given.Options);
            case LightRequest.Given given:
                return (time => Adjust(given.LightAt(time), given.Options), false, given.Options);
            default:
                return (_ => parts.Reflectance.SourceLight, true, new RelightOptions());
        }
    }

    /// <summary>The exposure that suits the first source frame.</summary>
    private static float MeasureExposure(PortraitParts parts, LightTable table)
    {
        var clip = parts.Clip;
        var plane = clip.Size * clip.Size;
        var (normals, weight) = (new float[3 * plane], new float[plane]);
        parts.Baked.Read(0, clip.Mattes[0], normals, weight);
        var mouths = new MouthStates(clip.Fit, clip.Size);
        var (_, depth) = mouths.StateWithDepth(clip.Fit.ExpressionOf(0), clip.Fit.JawPoseOf(0), clip.Fit.Poses[0], parts.Bank[0].Mouth.Area);
        var maps = parts.Reflectance.Explain(clip.Frames[0], normals, weight, clip.Mattes[0].ToFloats(), depth);
        return AutoExposure.Gain(maps, table, clip.Frames[0].Pixels, clip.Frames[0].Channels, parts.Baked.FirstSkin.ToFloats());
    }

    /// <summary>A driven frame is lit and set before its background (Eq. 17), from the maps that were baked with the source frame behind it.</summary>
    public Frame Light(DrivenFrame driven)
    {
        var maps = Decompose(driven);
        var lit = Relighter.Relight(maps, _tableAt(driven.Picture.Timestamp), driven.Picture.Timestamp);
        return _compositor.Compose(lit, driven.Picture, maps.Foreground);
    }

    /// <summary>The maps of a driven frame; they are overwritten by the next one.</summary>
    internal IntrinsicMaps Decompose(DrivenFrame driven)
    {
        var (clip, behind) = (_parts.Clip, driven.BankIndex);
        _parts.Baked.Read(behind, clip.Mattes[behind], _normals, _weight);
        var own = OwnMouth(behind);
        MouthReflectance.Follow(driven, own, clip.Size, _normals, _weight);
        clip.Mattes[behind].ToFloats(_matte);
        return _maps = _parts.Reflectance.Explain(driven.Picture, _normals, _weight, _matte, driven.Depth, _maps);
    }

    /// <summary>The source frame's own mouth with its normals, which a portrait from a file has to draw anew.</summary>
    private MouthState OwnMouth(int behind)
    {
        var kept = _parts.Bank[behind].Mouth;
        if (!kept.Normals.IsEmpty) return kept;
        if (_drawn.TryGetValue(behind, out var drawn)) return drawn;
        if (_drawn.Count == MostDrawn) _drawn.Clear();
        var clip = _parts.Clip;
        return _drawn[behind] = _mouths.State(clip.Fit.ExpressionOf(behind), clip.Fit.JawPoseOf(behind), clip.Fit.Poses[behind], kept.Area);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _video?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static Light Adjust(Light light, RelightOptions options)
    {
        var turned = light.Turned(options.RotationDegrees * MathF.PI / 180);
        return options.AutoExposure ? turned : turned.Scaled(Stops(options));
    }

    private static float Stops(RelightOptions options) => MathF.Pow(2, options.Exposure);

    private static async Task<Background> ReadBackgroundAsync(Backdrop backdrop, EnvironmentLight? environment, CancellationToken cancellationToken) => backdrop switch
    {
        Backdrop.SourceVideo => Background.Source,
        Backdrop.Nothing => Background.Transparent,
        Backdrop.Picture picture => Background.Image(await ImageFile.ReadAsync(picture.Path, cancellationToken: cancellationToken).ConfigureAwait(false)),
        Backdrop.Solid solid => Background.Colour(ToLinear(solid)),
        Backdrop.LightEnvironment when environment is not null => Background.Environment(environment),
        Backdrop.LightEnvironment => throw new MediaException("The background is to be the environment, but no environment map lights the portrait. Call Relight with a map, or choose another background."),
        _ => throw new InvalidOperationException($"Unknown backdrop {backdrop}."),
    };

    private static Vector3 ToLinear(Backdrop.Solid solid)
        => new(ColorSpace.ToLinear(solid.Red), ColorSpace.ToLinear(solid.Green), ColorSpace.ToLinear(solid.Blue));
}
