using System.Numerics;
using System.Runtime.InteropServices;
using ReliTalk.Geometry.HeadModels;
using ReliTalk.Geometry.Rasterisation;
using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Geometry.Surface;

/// <summary>
/// Rays of one frame's pixels in the head's own canonical units, each with the canonical place of the mesh that it meets: where the search
/// for the implicit surface begins.
/// </summary>
internal sealed class SurfaceRays
{
    private SurfaceRays(int[] pixels, Vector3[] anchors, Vector3[] directions, Vector3[] starts)
    {
        Pixels = pixels;
        Anchors = anchors;
        Directions = directions;
        Starts = starts;
    }

    /// <summary>Pixel of each ray, row by row.</summary>
    public int[] Pixels { get; }

    /// <summary>Where each ray meets the mesh, relative to the posed head.</summary>
    public Vector3[] Anchors { get; }

    /// <summary>Unit directions to the viewer, relative to the posed head.</summary>
    public Vector3[] Directions { get; }

    /// <summary>The same places of the mesh in canonical space.</summary>
    public Vector3[] Starts { get; }

    /// <summary>Takes the rays of pixels that a rasteriser has drawn.</summary>
    /// <param name="rasteriser">Holds the posed mesh; depth in its own pixels.</param>
    /// <param name="fit">The head.</param>
    /// <param name="pose">Pose that was drawn.</param>
    /// <param name="space">The canonical space.</param>
    /// <param name="canonical">The neutral mesh's vertices in canonical space.</param>
    /// <param name="scale">Drawn pixels for each of the fit's.</param>
    /// <param name="keep">Which of the drawn pixels are wanted.</param>
    public static SurfaceRays Of(Rasteriser rasteriser, HeadFit fit, HeadPose pose, CanonicalSpace space, ReadOnlySpan<Vector3> canonical, float scale, Func<int, bool> keep)
    {
        var pixels = new List<int>();
        var anchors = new List<Vector3>();
        var directions = new List<Vector3>();
        var starts = new List<Vector3>();
        for (var i = 0; i < rasteriser.TriangleIds.Length; i++)
        {
            var id = rasteriser.TriangleIds[i];
            if (id < 0 || !keep(i)) continue;
            var (u, v) = (rasteriser.FirstWeights[i], rasteriser.SecondWeights[i]);
            var triangles = fit.Triangles;
            pixels.Add(i);
            starts.Add(u * canonical[triangles[3 * id]] + v * canonical[triangles[3 * id + 1]] + (1 - u - v) * canonical[triangles[3 * id + 2]]);
            var (anchor, direction) = Ray(fit.Camera, pose, space, (i % rasteriser.Width + 0.5f) / scale, (i / rasteriser.Width + 0.5f) / scale, rasteriser.Depth[i] / scale);
            anchors.Add(anchor);
            directions.Add(direction);
        }
        return new SurfaceRays([.. pixels], [.. anchors], [.. directions], [.. starts]);
    }

    /// <summary>Points as float32 [1, n, 3]; a new tensor, owned by the caller.</summary>
    public static Tensor Pack(ReadOnlySpan<Vector3> points) => tensor(MemoryMarshal.Cast<Vector3, float>(points).ToArray(), [1, points.Length, 3]);

    private static (Vector3 Anchor, Vector3 Direction) Ray(HeadCamera camera, HeadPose pose, CanonicalSpace space, float x, float y, float depth)
    {
        var here = At(depth);
        return (here, Vector3.Normalize(At(depth + pose.Scale) - here));

        Vector3 At(float z)
        {
            var farness = 1 - z / camera.FocalLength;
            var point = new Vector3((x - camera.PrincipalPoint.X) * farness, (camera.PrincipalPoint.Y - y) * farness, z);
            return space.FromHead(FrameStates.Unpose(pose, point));
        }
    }
}
