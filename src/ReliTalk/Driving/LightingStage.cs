using System.Numerics;
using ReliTalk.Learning;
using ReliTalk.Media;
using ReliTalk.Reflectance.Compositing;
using ReliTalk.Reflectance.Decomposition;
using ReliTalk.Reflectance.Lighting;
using ReliTalk.Reflectance.Shading;
using ReliTalk.Training;
using static TorchSharp.torch;

namespace ReliTalk.Driving;

/// <summary>Lights driven frames and puts them before their background.</summary>
internal sealed class LightingStage
{
    private readonly PortraitParts _parts;
    private readonly ReflectanceFrames _frames;
    private readonly Func<TimeSpan, LightTable> _tableAt;
    private readonly Compositor _compositor;

    private LightingStage(PortraitParts parts, Func<TimeSpan, LightTable> tableAt, Compositor compositor)
    {
        _parts = parts;
        _frames = new ReflectanceFrames(parts.Clip);
        _tableAt = tableAt;
        _compositor = compositor;
    }

    /// <summary>Reads light and background; null where the performance asks for neither, so that frames pass unchanged.</summary>
    public static async Task<LightingStage?> MakeAsync(PortraitParts parts, Performance performance, CancellationToken cancellationToken)
    {
        if (performance.Light is null && performance.Backdrop is null or Backdrop.SourceVideo) return null;
        EnvironmentLight? environment = null;
        Func<TimeSpan, Light> light = _ => parts.Reflectance.SourceLight;
        var isStatic = true;
        if (performance.Light is LightRequest.FromFile file)
        {
            var map = EnvironmentMap.From(await HdrImage.ReadAsync(file.Path, cancellationToken: cancellationToken).ConfigureAwait(false), file.Path);
            environment = (EnvironmentLight)Adjust(new EnvironmentLight(map), file.Options);
            light = _ => environment;
        }
        else if (performance.Light is LightRequest.Given given)
        {
            light = time => Adjust(given.LightAt(time), given.Options);
            isStatic = given.IsStatic;
        }
        var background = await ReadBackgroundAsync(performance.Backdrop ?? Backdrop.Source, environment, cancellationToken).ConfigureAwait(false);
        var exponent = parts.Reflectance.Exponent;
        Func<TimeSpan, LightTable> tableAt = time => LightTable.Build(light(time), exponent);
        if (isStatic)
        {
            var table = tableAt(TimeSpan.Zero);
            tableAt = _ => table;
        }
        return new LightingStage(parts, tableAt, new Compositor(background));
    }

    public Frame Light(DrivenFrame driven, ReadOnlySpan<float> expression, Vector3 jaw)
    {
        using var scope = NewDisposeScope();
        var maps = _parts.Reflectance.Decompose(_frames.Driven(driven.Picture, driven.BankIndex, expression, jaw));
        var lit = Relighter.Relight(maps, _tableAt(driven.Picture.Timestamp), driven.Picture.Timestamp);
        return _compositor.Compose(lit, driven.Picture);
    }

    private static Light Adjust(Light light, RelightOptions options)
        => light.Scaled(MathF.Pow(2, options.Exposure)).Turned(options.RotationDegrees * MathF.PI / 180);

    private static async Task<Background> ReadBackgroundAsync(Backdrop backdrop, EnvironmentLight? environment, CancellationToken cancellationToken) => backdrop switch
    {
        Backdrop.SourceVideo => Background.Source,
        Backdrop.Picture picture => Background.Image(await ImageFile.ReadAsync(picture.Path, cancellationToken: cancellationToken).ConfigureAwait(false)),
        Backdrop.Solid solid => Background.Colour(ToLinear(solid)),
        Backdrop.LightEnvironment when environment is not null => Background.Environment(environment),
        Backdrop.LightEnvironment => throw new MediaException("The background is to be the environment, but no environment map lights the portrait. Call Relight with a map, or choose another background."),
        _ => throw new InvalidOperationException($"Unknown backdrop {backdrop}."),
    };

    private static Vector3 ToLinear(Backdrop.Solid solid)
        => new(ColorSpace.ToLinear(solid.Red), ColorSpace.ToLinear(solid.Green), ColorSpace.ToLinear(solid.Blue));
}
