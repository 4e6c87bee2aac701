using System.Numerics;
using ReliTalk.Driving;
using ReliTalk.Media;
using ReliTalk.Reflectance.Lighting;
using ReliTalk.Testing;
using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Tests;

/// <summary>Light adds no flicker of its own: what stands still stays still, and what changes smoothly looks smooth.</summary>
[Collection(nameof(SmallPortrait))]
public sealed class SteadyLightTests(SmallPortrait small)
{
    private const int Frames = 12;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_still_head_in_a_constant_light_differs_by_less_than_one_code_from_frame_to_frame(bool isStatic)
    {
        var light = new EnvironmentLight(await StudioAsync());
        foreach (var backdrop in new[] { Backdrop.Source, Backdrop.Transparent, Backdrop.Environment })
        {
            var frames = await LitAsync(_ => light, isStatic, backdrop, new RelightOptions());
            for (var t = 1; t < frames.Count; t++)
                for (var i = 0; i < frames[t].Pixels.Length; i++)
                    Assert.True(Math.Abs(frames[t].Pixels[i] - frames[t - 1].Pixels[i]) < 1, $"{backdrop}, frame {t}, byte {i}: {frames[t - 1].Pixels[i]} to {frames[t].Pixels[i]}");
        }
    }

    [Fact]
    public async Task A_light_that_moves_smoothly_gives_means_that_change_smoothly()
    {
        var studio = new EnvironmentLight(await StudioAsync());
        Func<TimeSpan, Light>[] lights =
        [
            time => DirectionalLight.At(azimuth: 2f * (float)time.TotalSeconds - 0.6f, elevation: 0.3f, irradiance: new Vector3(2.5f)),
            time => studio.Turned(2f * (float)time.TotalSeconds),
            time => studio.Scaled(0.3f + (float)time.TotalSeconds),
        ];
        foreach (var light in lights)
        {
            var means = (await LitAsync(light, isStatic: false, Backdrop.Transparent, new RelightOptions())).ConvertAll(Mean);
            var steps = means.Zip(means.Skip(1), (a, b) => b - a).ToArray();
            var bends = steps.Zip(steps.Skip(1), (a, b) => Math.Abs(b - a)).ToArray();
            var told = string.Join(" ", means.Select(mean => $"{mean:0.00}"));
            Assert.True(means.Max() - means.Min() > 2, $"nothing moves: {told}");
            Assert.True(bends.Max() < 1, $"jumps: {told}");
        }
    }

    /// <summary>A still head that holds one sound, in a light.</summary>
    private async Task<List<Frame>> LitAsync(Func<TimeSpan, Light> lightAt, bool isStatic, Backdrop backdrop, RelightOptions options)
    {
        using var noGrad = no_grad();
        var parts = small.Portrait.Parts;
        await using var lighting = (await LightingStage.MakeAsync(parts, new LightRequest.Given(lightAt, isStatic, options), backdrop, default))!;
        var driving = new DrivingStage(parts, await HeadStage.MakeAsync(parts, new DriveOptions { HeadMotion = HeadMotionSource.Still }));
        var (expression, jaw) = (parts.Clip.Fit.ExpressionOf(20).ToArray(), parts.Clip.Fit.JawPoseOf(20));
        // Each frame is driven and decomposed anew, as in a video.
        return [.. Enumerable.Range(0, Frames).Select(t => lighting.Light(driving.Drive(new SpokenMoment(t, expression, jaw, Silent: false))))];
    }

    private static double Mean(Frame frame)
    {
        double sum = 0, weight = 0;
        for (var i = 0; i < frame.Pixels.Length; i += 4)
        {
            sum += frame.Pixels[i + 3] * (frame.Pixels[i] + frame.Pixels[i + 1] + frame.Pixels[i + 2]) / 3.0;
            weight += frame.Pixels[i + 3];
        }
        return sum / weight;
    }

    private static async Task<EnvironmentMap> StudioAsync()
        => EnvironmentMap.From(await HdrImage.ReadAsync(SharedData.Asset("studio.hdr")), "studio.hdr");
}
