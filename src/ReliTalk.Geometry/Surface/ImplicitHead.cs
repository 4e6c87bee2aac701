using System.Numerics;
using ReliTalk.Geometry.HeadModels;
using ReliTalk.Geometry.Rasterisation;
using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Geometry.Surface;

/// <summary>
/// One subject's head as an implicit surface over its fitted mesh: a canonical signed distance and a deformation (section 3.1). Gives the
/// normals of any expression, jaw and head pose, looked for in a narrow band about the mesh. Made by <see cref="ImplicitSurfaceTrainer"/>.
/// One thread at a time.
/// </summary>
public sealed class ImplicitHead : IDisposable
{
    private const int ChunkRays = 4096;

    private readonly HeadFit _fit;
    private readonly HeadPose _rest;
    private readonly Vector3[] _canonical;
    private readonly SurfaceIntersection _intersection;

    /// <param name="fit">The subject's fitted head.</param>
    /// <param name="options">Widths and band.</param>
    /// <param name="space">The canonical space.</param>
    /// <param name="prior">The mesh's smooth distance that the network adds to; null for a network alone.</param>
    internal ImplicitHead(HeadFit fit, ImplicitSurfaceOptions options, CanonicalSpace space, DistanceGrid? prior)
    {
        _fit = fit;
        Space = space;
        _canonical = Array.ConvertAll(fit.Vertices([], Vector3.Zero), Space.FromHead);
        _rest = RestPose(fit);
        using var generator = manual_seed((long)(options.Seed >> 1));
        Distance = new SignedDistanceNetwork(options.Width, options.Depth, options.Bands, prior);
        Deformation = new DeformationNetwork(options.DeformationWidth, options.DeformationDepth, fit.ExpressionCount);
        Band = options.Band / Space.Extent;
        Footprint = options.Uncertainty;
        _intersection = new SurfaceIntersection(Distance, Deformation, Band);
    }

    /// <summary>The canonical space.</summary>
    public CanonicalSpace Space { get; }

    /// <summary>The canonical surface.</summary>
    public SignedDistanceNetwork Distance { get; }

    /// <summary>The deformation.</summary>
    public DeformationNetwork Deformation { get; }

    /// <summary>Half width of the band about the mesh, canonical units.</summary>
    public float Band { get; }

    /// <summary>How far the surface may be off along itself, head-space units: normals are drawn as their mean over that distance.</summary>
    public float Footprint { get; }

    internal SurfaceIntersection Intersection => _intersection;

    /// <summary>
    /// The surface as a fine mesh over the same psi, theta, poses and landmarks: drawn like any fit, in a few milliseconds a frame, where
    /// meeting the surface with rays takes a good part of a second.
    /// </summary>
    public HeadFit Bake() => SurfaceBaking.Bake(_fit, this);

    /// <summary>The states of frames, for the networks; owned by the caller.</summary>
    internal FrameStates States(params IReadOnlyList<(float[] Expression, Vector3 Jaw, HeadPose Pose)> frames)
        => FrameStates.Build(Space, _fit.JawPivot, _rest, frames, _fit.ExpressionCount);

    /// <summary>
    /// Puts the implicit surface's normals in the place of the mesh's, wherever a ray meets it. Eyes and the mouth's inside keep the mesh's.
    /// </summary>
    /// <param name="rasteriser">Holds the posed mesh as it was drawn.</param>
    /// <param name="expression">psi that was drawn.</param>
    /// <param name="jaw">theta that was drawn.</param>
    /// <param name="pose">Pose that was drawn.</param>
    /// <param name="scale">Drawn pixels for each of the fit's.</param>
    /// <param name="normals">Three planes of normals, camera axes; overwritten where the surface is met.</param>
    /// <param name="depth">Depth in drawn pixels to the viewer; overwritten likewise.</param>
    /// <returns>Number of pixels that were overwritten, and of those that were tried.</returns>
    internal (int Met, int Tried) Draw(Rasteriser rasteriser, ReadOnlySpan<float> expression, Vector3 jaw, HeadPose pose, float scale, float[] normals, float[] depth)
    {
        var rays = SurfaceRays.Of(rasteriser, _fit, pose, Space, _canonical, scale, pixel => IsSkin(rasteriser.TriangleIds[pixel]));
        var plane = rasteriser.Width * rasteriser.Height;
        var met = 0;
        using var noGradient = no_grad();
        using var frame = States([(expression.ToArray(), jaw, pose)]);
        for (var first = 0; first < rays.Pixels.Length; first += ChunkRays)
        {
            var count = Math.Min(ChunkRays, rays.Pixels.Length - first);
            using var scope = NewDisposeScope();
            var directions = SurfaceRays.Pack(rays.Directions.AsSpan(first, count));
            var (places, hit) = _intersection.Find(
                SurfaceRays.Pack(rays.Anchors.AsSpan(first, count)), directions, SurfaceRays.Pack(rays.Starts.AsSpan(first, count)), frame, searchBand: true);
            var (moved, turned, _) = NormalsAt(places, frame);
            var (hits, where, slopes) = (hit.to(float32).data<float>().ToArray(), moved.data<float>().ToArray(), turned.data<float>().ToArray());
            for (var i = 0; i < count; i++)
            {
                if (hits[i] == 0) continue;
                var normal = Vector3.Transform(new Vector3(slopes[3 * i], slopes[3 * i + 1], slopes[3 * i + 2]), pose.Rotation);
                // A surface that is seen cannot turn away; where it seems to, the search went astray.
                if (!(normal.Z > -0.1f)) continue;
                var pixel = rays.Pixels[first + i];
                (normals[pixel], normals[plane + pixel], normals[2 * plane + pixel]) = (normal.X, normal.Y, normal.Z);
                depth[pixel] = pose.ToCamera(Space.ToHead(new Vector3(where[3 * i], where[3 * i + 1], where[3 * i + 2]))).Z * scale;
                met++;
            }
        }
        return (met, rays.Pixels.Length);
    }

    /// <summary>Deformed places, unit normals relative to the posed head, and features at canonical places [F, n, 3]; differentiable.</summary>
    internal (Tensor Moved, Tensor Normals, Tensor Features) NormalsAt(Tensor places, FrameStates frames)
    {
        using var scope = NewDisposeScope();
        var (moved, jacobian) = Deformation.DeformWithJacobian(places, frames);
        var (_, gradient, features) = Distance.WithGradient(places.reshape(-1, 3));
        var turned = SmallMatrices.TurnGradient(jacobian.reshape(-1, 3, 3), gradient);
        turned = turned / (turned.pow(2).sum(1, true) + 1e-12).sqrt();
        return (moved.MoveToOuterDisposeScope(), turned.reshape(places.shape).MoveToOuterDisposeScope(), features.MoveToOuterDisposeScope());
    }

    private bool IsSkin(int triangle) => triangle >= 0 && _fit.TriangleParts[triangle] is not (HeadPart.Eyes or HeadPart.MouthInterior);

    /// <inheritdoc/>
    public void Dispose()
    {
        Distance.Dispose();
        Deformation.Dispose();
    }

    /// <summary>The frame whose head turn is nearest to the mean one.</summary>
    private static HeadPose RestPose(HeadFit fit)
    {
        var mean = Vector4.Zero;
        foreach (var pose in fit.Poses)
        {
            var q = new Vector4(pose.Rotation.X, pose.Rotation.Y, pose.Rotation.Z, pose.Rotation.W);
            mean += Vector4.Dot(q, mean) < 0 ? -q : q;
        }
        var turn = Quaternion.Normalize(new Quaternion(mean.X, mean.Y, mean.Z, mean.W));
        return fit.Poses.MaxBy(pose => Math.Abs(Quaternion.Dot(pose.Rotation, turn)));
    }
}
