using System.Numerics;

namespace ReliTalk.Geometry.HeadModels;

/// <summary>What a frame's pixels say about its pose: the correction of another pose and how sure it is.</summary>
/// <param name="Correction">Turn in camera axes (three, radians), logarithm of the scale, shift (two, pixels).</param>
/// <param name="Information">Inverse covariance of the correction, 6 x 6.</param>
internal readonly record struct PoseMeasurement(double[] Correction, double[] Information)
{
    public const int Unknowns = 6;

    /// <summary>Nothing measured: no correction, held as loosely as given.</summary>
    public static PoseMeasurement Unseen(ReadOnlySpan<double> hold)
    {
        var information = new double[Unknowns * Unknowns];
        for (var k = 0; k < Unknowns; k++) information[k * Unknowns + k] = hold[k];
        return new PoseMeasurement(new double[Unknowns], information);
    }

    /// <summary>What one pose has moved since another.</summary>
    public static double[] Between(HeadPose from, HeadPose to)
    {
        var turn = to.Rotation * Quaternion.Conjugate(from.Rotation);
        if (turn.W < 0) turn = -turn;
        var axis = new Vector3(turn.X, turn.Y, turn.Z);
        var length = axis.Length();
        if (length > 1e-9f) axis *= 2 * MathF.Atan2(length, turn.W) / length;
        var shift = to.Translation - from.Translation;
        return [axis.X, axis.Y, axis.Z, Math.Log(to.Scale / from.Scale), shift.X, shift.Y];
    }

    /// <summary>A pose moved by a correction.</summary>
    public static HeadPose Apply(HeadPose pose, ReadOnlySpan<double> by)
    {
        var turn = JawSkinning.Rotation(new Vector3((float)by[0], (float)by[1], (float)by[2]));
        return new HeadPose(
            Quaternion.Normalize(turn * pose.Rotation), pose.Scale * MathF.Exp((float)Math.Clamp(by[3], -0.2, 0.2)),
            pose.Translation + new Vector2((float)by[4], (float)by[5]));
    }
}
