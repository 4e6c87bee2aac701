using System.Numerics;

namespace ReliTalk.Reflectance.Lighting;

/// <summary>
/// The latitude-longitude map: column u in (0, 1), phi = (u - 0.5) 2 pi; row v from the top, theta = (0.5 - v) pi;
/// direction TO the light = (cos theta sin phi, sin theta, -cos theta cos phi). The centre is behind the portrait, the left and right edges are behind the camera.
/// </summary>
public static class LatitudeLongitude
{
    /// <summary>Unit direction of a point of the map.</summary>
    /// <param name="u">Column, 0 to 1 from the left.</param>
    /// <param name="v">Row, 0 to 1 from the top.</param>
    public static Vector3 Direction(float u, float v)
    {
        var (sinPhi, cosPhi) = MathF.SinCos((u - 0.5f) * 2f * MathF.PI);
        var (sinTheta, cosTheta) = MathF.SinCos((0.5f - v) * MathF.PI);
        return new Vector3(cosTheta * sinPhi, sinTheta, -cosTheta * cosPhi);
    }

    /// <summary>Point (u, v) of the map in a direction.</summary>
    /// <param name="direction">Unit vector, camera axes.</param>
    public static Vector2 Coordinates(Vector3 direction)
    {
        var u = MathF.Atan2(direction.X, -direction.Z) / (2f * MathF.PI) + 0.5f;
        var v = 0.5f - MathF.Asin(Math.Clamp(direction.Y, -1f, 1f)) / MathF.PI;
        return new Vector2(u, v);
    }

    /// <summary>Solid angle in steradians of one texel of a row, exact.</summary>
    /// <param name="row">Row from the top.</param>
    /// <param name="width">Columns of the map.</param>
    /// <param name="height">Rows of the map.</param>
    public static float SolidAngle(int row, int width, int height)
    {
        var top = Math.Sin((0.5 - (double)row / height) * Math.PI);
        var bottom = Math.Sin((0.5 - (row + 1.0) / height) * Math.PI);
        return (float)(2.0 * Math.PI / width * (top - bottom));
    }
}
