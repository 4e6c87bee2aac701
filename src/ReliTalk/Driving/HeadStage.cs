using System.Numerics;
using ReliTalk.Geometry.HeadModels;
using ReliTalk.Geometry.Tracking;
using ReliTalk.Learning.Models;
using ReliTalk.Media;
using ReliTalk.Rendering;
using ReliTalk.Rendering.Bank;
using ReliTalk.Training;

namespace ReliTalk.Driving;

/// <summary>Says which source frame stands behind each output frame, and draws the eyes that <see cref="DriveOptions.Blinks"/> asks for. One video; one thread may ask for frames while another draws eyes.</summary>
internal sealed class HeadStage
{
    /// <summary>Longest part of a reference video that is followed: five minutes.</summary>
    private const int MostReferenceFrames = 300 * FrameClock.FrameRate;

    private readonly Func<bool, int> _next;
    private readonly EyeStage? _eyes;

    private HeadStage(Func<bool, int> next, EyeStage? eyes)
    {
        _next = next;
        _eyes = eyes;
    }

    /// <summary>Reads and tracks what the options name.</summary>
    /// <exception cref="BlinkNotFoundException">There is no blink to copy.</exception>
    /// <exception cref="MediaException">The reference video cannot be read.</exception>
    /// <exception cref="FaceNotFoundException">The reference video shows no face.</exception>
    public static async Task<HeadStage> MakeAsync(PortraitParts parts, DriveOptions options, CancellationToken cancellationToken = default)
    {
        var eyes = EyeStage.Make(parts.Clip, options.Blinks);
        switch (options.HeadMotion)
        {
            case HeadMotionSource.OneFrame:
                var frame = EyeStage.FirstOpen(parts.Clip);
                return new HeadStage(_ => frame, eyes);
            case HeadMotionSource.OtherVideo other:
                var wanted = await MotionAsync(other.Path, cancellationToken).ConfigureAwait(false);
                return new HeadStage(ForthAndBack(BankFollower.Plan(parts.Bank, wanted)), eyes);
            default:
                var path = new BankPath(parts.Bank);
                return new HeadStage(silent => path.Next(silent), eyes);
        }
    }

    /// <summary>Index of the source frame behind the next output frame.</summary>
    public int Next(bool silent) => _next(silent);

    /// <summary>Changes the eyes of a driven frame.</summary>
    public void DrawEyes(int frame, int behind, byte[] pixels) => _eyes?.Apply(frame, behind, pixels);

    /// <summary>The frames of a motion in order, then backwards, then again: its end never jumps to its beginning.</summary>
    internal static Func<bool, int> ForthAndBack(int[] path)
    {
        long frame = 0;
        var period = Math.Max(1, 2 * (path.Length - 1));
        return _ =>
        {
            var at = (int)(frame++ % period);
            return path[at < path.Length ? at : period - at];
        };
    }

    private static async Task<HeadMotion[]> MotionAsync(string path, CancellationToken cancellationToken)
    {
        var models = new ModelStore();
        await using var reader = await VideoReader.OpenAsync(path, new VideoReaderOptions { FrameRate = FrameClock.FrameRate }, cancellationToken).ConfigureAwait(false);
        using var tracker = FaceTracker.Load(models, new FaceTrackerOptions { ExpectedFrames = Math.Min(reader.ExpectedFrames, MostReferenceFrames) });
        var track = await tracker.TrackAsync(reader.FramesAsync(cancellationToken).Take(MostReferenceFrames), null, cancellationToken).ConfigureAwait(false);
        var fit = HeadFitter.Fit(track.Smoothed(), CanonicalHeadModel.Load(models));
        // Picture points grow downwards.
        return [.. fit.Poses.Select(pose => new HeadMotion(pose.Rotation, pose.Scale, new Vector2(pose.Translation.X, -pose.Translation.Y)))];
    }
}
