using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ReliTalk.Diagnostics;
using ReliTalk.Inspection;
using ReliTalk.Media;
using ReliTalk.Reflectance.Lighting;

namespace ReliTalk.Snippets;

internal static class WholeLine
{
    public static async Task FourCalls()
    {
        #region four-calls
        await Portrait.Train("speaker.mp4").Drive("speech.wav").Relight("studio.hdr").SaveAsync("out.mp4");
        #endregion
    }

    public static async Task FiveLines()
    {
        #region five-lines
        using var portrait = await Portrait.Train("speaker.mp4").BuildAsync();   // slow, once
        portrait.Save("speaker.portrait");

        using var again = Portrait.Load("speaker.portrait");                     // any time later
        await again.Drive("hello.wav").Relight("sunset.exr").SaveAsync("hello.mp4");
        #endregion
    }

    public static async Task FrameByFrame(Portrait portrait, Action<byte[], int, int> show)
    {
        #region frame-by-frame
        await foreach (var frame in portrait.Drive("hello.wav").FramesAsync())
            show(frame.Pixels, frame.Width, frame.Height);                       // RGB, 25 a second of speech
        #endregion
    }

    public static async Task Controls(Portrait portrait)
    {
        #region controls
        var nodding = new DriveOptions { HeadMotion = HeadMotionSource.Reference("interview.mp4"), Blinks = Blinks.PerMinute(15) };
        await portrait.Drive("hello.wav", nodding).SaveAsync("nodding.mp4");
        var poised = new DriveOptions { HeadMotion = HeadMotionSource.Still, Blinks = Blinks.At(TimeSpan.FromSeconds(1.2), TimeSpan.FromSeconds(4)) };
        await portrait.Drive("hello.wav", poised).SaveAsync("poised.mp4");
        #endregion
    }

    public static async Task Live(Portrait portrait, IAsyncEnumerable<ReadOnlyMemory<float>> microphone, Action<Frame, ReadOnlyMemory<float>> show, CancellationToken token)
    {
        #region live
        await foreach (LiveFrame frame in portrait.Drive(microphone, new LiveAudioOptions { SampleRate = 48_000 }).Relight("studio.hdr").LiveFramesAsync(token))
            show(frame.Picture, frame.Sound);                                    // 40 ms of sound with each frame
        #endregion
    }

    #region live-source
    static async IAsyncEnumerable<ReadOnlyMemory<float>> Microphone(Stream pcm, [EnumeratorCancellation] CancellationToken token = default)
    {
        var bytes = new byte[2 * 960];                                           // 20 ms of 16-bit mono at 48 kHz
        while (await pcm.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, token) is var read and > 1)
            yield return MemoryMarshal.Cast<byte, short>(bytes.AsSpan(0, read)).ToArray().Select(sample => sample / 32768f).ToArray();
    }
    #endregion

    public static async Task Inspect()
    {
        #region inspect
        PreflightReport report = await new VideoInspector().InspectAsync("speaker.mp4");
        foreach (var finding in report.Findings) Console.WriteLine($"{finding.Severity}: {finding.Message}");
        if (!report.CanTrain) return;
        #endregion
    }

    public static async Task TrainOnce(CancellationToken cancellationToken)
    {
        #region train-once
        using var portrait = await Portrait.Train("speaker.mp4", new TrainingOptions { Preset = TrainingPreset.Draft })
            .WithProgress(new Progress<TrainingProgress>(p => Console.WriteLine($"{p.Stage} {p.Step}/{p.TotalSteps}, {p.Remaining} left")))
            .BuildAsync(cancellationToken);
        portrait.Save("speaker.portrait");
        #endregion
    }

    public static async Task Resume(CancellationToken cancellationToken)
    {
        #region resume
        var options = new TrainingOptions { Preset = TrainingPreset.Standard, CheckpointFolder = "work/speaker" };
        using var portrait = await Portrait.Train("speaker.mp4", options).BuildAsync(cancellationToken);   // again after a stop: goes on where it was
        #endregion
    }

    public static async Task DriveAndRelight()
    {
        #region drive-and-relight
        using var portrait = Portrait.Load("speaker.portrait");
        await portrait.Drive("speech.wav")
            .Relight("studio.hdr", new RelightOptions { Exposure = 0.5f, RotationDegrees = 90 })
            .Over(Backdrop.Environment)
            .SaveAsync("out.mp4");
        #endregion
    }

    public static Performance LightInCode(Portrait portrait)
    {
        #region light-in-code
        var window = new AreaLight(new Vector3(-1, 0.5f, 0.5f), angularRadius: 0.3f, irradiance: new Vector3(3));
        var lamp = DirectionalLight.At(azimuth: 2.4f, elevation: 0.6f, irradiance: new Vector3(1.6f, 1.1f, 0.6f));
        var performance = portrait.Drive("speech.wav").Relight(Light.Combine(window, lamp));
        #endregion
        return performance;
    }

    public static Performance MovingLight(Portrait portrait)
    {
        #region moving-light
        var performance = portrait.Drive("speech.wav")
            .Relight(time => DirectionalLight.At(azimuth: (float)time.TotalSeconds, elevation: 0.5f, irradiance: new Vector3(3)));
        #endregion
        return performance;
    }

    public static async Task OtherLights(Portrait portrait, Frame photo)
    {
        #region other-lights
        var map = EnvironmentMap.From(await HdrImage.ReadAsync("studio.hdr"), "studio.hdr");
        var turning = LightOverTime.Turning(new EnvironmentLight(map, exposure: 1), period: TimeSpan.FromSeconds(10));
        await portrait.Drive("speech.wav").Relight(turning.At).SaveAsync("turning.mp4");

        var asInThePhoto = BackgroundLight.Estimate(photo);
        await portrait.Drive("speech.wav").Relight(asInThePhoto).Over(Backdrop.Image("beach.jpg")).SaveAsync("beach.mp4");
        #endregion
    }

    public static async Task CutOut(Portrait portrait)
    {
        #region transparent
        await portrait.Drive("speech.wav").Over(Backdrop.Transparent).SaveAsync("cut-out.webm");
        await portrait.Drive("speech.wav").Relight("street.hdr").Over(Backdrop.Video("street.mp4")).SaveAsync("out.mp4");
        #endregion
    }

    public static async Task Errors()
    {
        #region errors
        try
        {
            await Portrait.Load("speaker.portrait").Drive("speech.wav").SaveAsync("out.mp4");
        }
        catch (BackendMissingException missing)
        {
            Console.Error.WriteLine(missing.Message);      // what is not installed, and how to install it
        }
        catch (ReliTalkException wrong)
        {
            Console.Error.WriteLine(wrong.Message);        // which file or frame, and what to do
        }
        #endregion
    }

    public static void Injection(IServiceCollection services)
    {
        #region injection
        services.AddLogging(logging => logging.AddConsole());
        services.AddReliTalk(new PortraitStudioOptions { ModelFolder = "/srv/relitalk/models" });
        #endregion
    }

    #region injected
    internal sealed class GreetingService(PortraitStudio studio)
    {
        public async Task GreetAsync(string speech, string output, CancellationToken stop)
        {
            using var portrait = studio.Load("speaker.portrait");
            await portrait.Drive(speech).SaveAsync(output, stop);
        }
    }
    #endregion

    public static async Task AtOnce(Portrait portrait)
    {
        #region at-once
        await Task.WhenAll(
            portrait.Drive("hello.wav").SaveAsync("hello.mp4"),
            portrait.Drive("goodbye.wav").Relight("sunset.exr").SaveAsync("goodbye.mp4"));
        #endregion
    }

    public static void Check()
    {
        #region doctor
        foreach (var slot in Doctor.Examine().Where(slot => !slot.IsHealthy)) Console.WriteLine($"{slot.Slot}: {slot.Fix}");
        #endregion
    }
}
