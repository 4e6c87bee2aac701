using System.Diagnostics;
using System.Globalization;
using ReliTalk.Audio;
using ReliTalk.Audio.Evaluation;
using ReliTalk.Audio.Expression;
using ReliTalk.Geometry.HeadModels;
using ReliTalk.Geometry.Tracking;
using ReliTalk.Learning.Models;
using ReliTalk.Media;
using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Samples.Audio;

/// <summary>Trains on part of each clip, predicts the rest from its sound and prints how well.</summary>
internal static class HeldOutTable
{
    private const int Components = 24;

    internal static async Task PrintAsync(ModelStore models, IEnumerable<string> clips, int ensemble)
    {
        Console.WriteLine("| clip | held out | method | psi error | jaw error, deg | aperture r | aperture error | closures found | closures true | lag, frames |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|");
        foreach (var path in clips)
        {
            var (clip, apertureOf) = await LoadAsync(models, path);
            var name = Path.GetFileNameWithoutExtension(path);
            var clock = Process.GetCurrentProcess().TotalProcessorTime;
            var (pooled, last) = HeldOutProtocol.Folds(models, clip, apertureOf, options: new SpeechDriverOptions { Predictor = new ExpressionPredictorOptions { Ensemble = ensemble } });
            Print(name, "last fifth", last);
            Print(name, "5 folds, pooled", pooled);
            var seconds = (Process.GetCurrentProcess().TotalProcessorTime - clock).TotalSeconds;
            using var driver = SpeechDriver.Train(models, clip, new SpeechDriverOptions { Predictor = new ExpressionPredictorOptions { Ensemble = 1, Steps = 1 } });
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{name}: sound {driver.Trained.Offset.Seconds * 1000:F0} ms late (r {driver.Trained.Offset.Correlation:F2}, reliable {driver.Trained.Offset.Reliable}); {15 * ensemble} networks trained in {seconds:F0} s of processor time"));
            clip.Expression.Dispose();
            clip.JawPose.Dispose();
        }
    }

    private static void Print(string clip, string part, IReadOnlyList<HeldOutResult> rows)
    {
        foreach (var row in rows)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {clip} | {part} | {row.Method} | {row.ExpressionError:F3} | {row.JawErrorDegrees:F2} | {row.Lips.Correlation:F3} | {row.Lips.RelativeError:F3} | {row.Lips.ClosureRecall:F2} | {row.Lips.ClosurePrecision:F2} | {row.Lips.LagFrames:F1} |"));
    }

    internal static async Task<(SpokenClip Clip, Func<Tensor, Tensor, float[]> ApertureOf)> LoadAsync(ModelStore models, string path)
    {
        var speech = (await AudioReader.ReadAsync(path)).Samples;
        await using var reader = await VideoReader.OpenAsync(path);
        using var tracker = FaceTracker.Load(models, new FaceTrackerOptions { ExpectedFrames = reader.ExpectedFrames });
        var track = (await tracker.TrackAsync(reader.FramesAsync())).Smoothed();
        var crop = PortraitCrop.Choose(track, 256);
        var fit = HeadFitter.Fit(track.Mapped(crop), CanonicalHeadModel.Load(models), new HeadFitOptions { ExpressionComponents = Components });
        var (psi, theta) = (fit.Expressions(), fit.JawPoses());

        // Gap between landmarks 13 and 14 of the head without its pose, in cm.
        float[] ApertureOf(Tensor expression, Tensor jaw)
        {
            var (e, j) = (expression.data<float>().ToArray(), jaw.data<float>().ToArray());
            var k = (int)expression.shape[1];
            return [.. Enumerable.Range(0, (int)expression.shape[0]).Select(t =>
            {
                var head = fit.UnposedLandmarks(e.AsSpan(t * k, k), new(j[t * 3], j[t * 3 + 1], j[t * 3 + 2]));
                return head[13].Y - head[14].Y;
            })];
        }

        return (new SpokenClip(speech, psi, theta) { Aperture = ApertureOf(psi, theta), LipEffect = Effects(fit) }, ApertureOf);
    }

    /// <summary>Root mean square shift of the lip vertices for one unit of each output.</summary>
    private static float[] Effects(HeadFit fit)
    {
        const float step = 0.01f;
        var rest = fit.LipVertices(new float[fit.ExpressionCount], default);
        var effects = new float[fit.ExpressionCount + 3];
        for (var i = 0; i < effects.Length; i++)
        {
            var psi = new float[fit.ExpressionCount];
            System.Numerics.Vector3 jaw = default;
            if (i < psi.Length) psi[i] = step;
            else jaw[i - psi.Length] = step;
            var moved = fit.LipVertices(psi, jaw);
            var squares = 0.0;
            for (var v = 0; v < rest.Length; v++) squares += (moved[v] - rest[v]).LengthSquared();
            effects[i] = (float)Math.Sqrt(squares / rest.Length) / step;
        }

        return effects;
    }
}
