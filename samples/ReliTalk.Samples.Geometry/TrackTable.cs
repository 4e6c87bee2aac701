using System.Globalization;
using ReliTalk.Geometry.HeadModels;
using ReliTalk.Geometry.Tracking;

namespace ReliTalk.Samples.Geometry;

/// <summary>Pose and expression of every frame as a comma-separated table.</summary>
internal static class TrackTable
{
    public static void Write(string path, HeadFit fit, ClipTrack track)
    {
        var aperture = track.LipAperture();
        var eyes = track.Eyes();
        using var writer = new StreamWriter(path);
        writer.WriteLine("frame,found,score,yaw_deg,pitch_deg,roll_deg,scale_px,x_px,y_px,jaw_x_rad,jaw_y_rad,jaw_z_rad,lip_aperture,"
            + "left_eye_opening,left_gaze_yaw_deg,left_gaze_pitch_deg,right_eye_opening,right_gaze_yaw_deg,right_gaze_pitch_deg,blink,"
            + string.Join(',', Enumerable.Range(0, fit.ExpressionCount).Select(k => $"psi{k}")));
        for (var t = 0; t < fit.FrameCount; t++)
        {
            var pose = fit.Poses[t];
            var (yaw, pitch, roll) = pose.Angles;
            var jaw = fit.JawPoseOf(t);
            float[] numbers =
            [
                track.Frames[t].Score, yaw, pitch, roll, pose.Scale, pose.Translation.X, pose.Translation.Y, jaw.X, jaw.Y, jaw.Z, aperture[t],
                eyes[t].Left.Opening, eyes[t].Left.Yaw, eyes[t].Left.Pitch, eyes[t].Right.Opening, eyes[t].Right.Yaw, eyes[t].Right.Pitch, eyes[t].Blink ? 1 : 0,
                .. fit.ExpressionOf(t),
            ];
            writer.WriteLine($"{t},{(track.Frames[t].Found ? 1 : 0)}," + string.Join(',', numbers.Select(value => value.ToString("G6", CultureInfo.InvariantCulture))));
        }
    }
}
