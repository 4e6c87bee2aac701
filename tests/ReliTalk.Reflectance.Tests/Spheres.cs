using ReliTalk.Reflectance.Decomposition;

namespace ReliTalk.Reflectance.Tests;

/// <summary>A ball seen by a distant camera: known normals.</summary>
internal static class Spheres
{
    public static IntrinsicMaps Of(int size, float albedo, float specularWeight)
    {
        var plane = size * size;
        var normals = new float[3 * plane];
        var matte = new float[plane];
        var weight = new float[plane];
        for (var v = 0; v < size; v++)
        for (var u = 0; u < size; u++)
        {
            float x = (u + 0.5f) / size * 2 - 1, y = 1 - (v + 0.5f) / size * 2;
            var squared = x * x + y * y;
            if (squared >= 0.98f) continue;
            var i = v * size + u;
            (normals[i], normals[plane + i], normals[2 * plane + i]) = (x, y, MathF.Sqrt(1 - squared));
            matte[i] = 1f;
            weight[i] = specularWeight;
        }
        var colour = new float[3 * plane];
        Array.Fill(colour, albedo);
        return new IntrinsicMaps(size, size, colour, normals, weight, matte);
    }
}
