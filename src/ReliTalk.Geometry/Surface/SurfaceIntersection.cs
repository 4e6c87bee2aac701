using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Geometry.Surface;

/// <summary>
/// Where rays first meet the deformed surface: the canonical place x with s(x) = 0 whose deformed place lies on the ray. Broyden's method
/// from the mesh's own intersection solves the three equations together; rays for which that fails are sampled in a narrow band about the
/// mesh, with a correspondence for every sample, and the first change of sign is refined.
/// </summary>
/// <param name="distance">The canonical surface.</param>
/// <param name="deformation">The deformation.</param>
/// <param name="band">Half width of the band about the mesh, canonical units.</param>
public sealed class SurfaceIntersection(SignedDistanceNetwork distance, DeformationNetwork deformation, float band)
{
    private const int Steps = 6;
    private const int BandSamples = 9;
    private const double Tolerance = 2e-4;

    private readonly CorrespondenceSearch _search = new(deformation);

    /// <summary>Finds the intersections, without gradients.</summary>
    /// <param name="anchors">A place of each ray near the surface, relative to the head, canonical units: float32 [F, n, 3].</param>
    /// <param name="directions">Unit directions to the viewer, float32 [F, n, 3].</param>
    /// <param name="starts">Canonical places of the mesh, float32 [F, n, 3].</param>
    /// <param name="frames">The frames' states.</param>
    /// <param name="searchBand">Sample the band where the direct search fails; only for F = 1.</param>
    /// <returns>Canonical places [F, n, 3] and whether the ray meets the surface there, bool [F, n]; owned by the caller.</returns>
    public (Tensor Places, Tensor Hit) Find(Tensor anchors, Tensor directions, Tensor starts, FrameStates frames, bool searchBand = false)
    {
        ArgumentNullException.ThrowIfNull(frames);
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var (first, second) = Across(directions);
        var (places, hit) = Solve(anchors, first, second, starts, frames);
        hit = hit.logical_and((deformation.Deform(places, frames) - anchors).norm(2) < band);
        if (searchBand && anchors.shape[0] == 1) (places, hit) = SearchBand(anchors, directions, starts, frames, places, hit);
        return (places.MoveToOuterDisposeScope(), hit.MoveToOuterDisposeScope());
    }

    /// <summary>
    /// Makes intersections differentiable by the networks' weights (implicit differentiation): x = x0 - J^-1 (c - stop(c)), where c are the
    /// three equations of the intersection at x0 and J their derivative by place.
    /// </summary>
    /// <param name="places">What <see cref="Find"/> gave, float32 [F, n, 3].</param>
    /// <param name="directions">Unit directions to the viewer, float32 [F, n, 3].</param>
    /// <param name="frames">The frames' states.</param>
    /// <returns>The same places, float32 [F, n, 3], with gradients; owned by the caller.</returns>
    public Tensor Differentiable(Tensor places, Tensor directions, FrameStates frames)
    {
        ArgumentNullException.ThrowIfNull(frames);
        using var scope = NewDisposeScope();
        var (first, second) = Across(directions);
        Tensor inverse;
        using (no_grad()) inverse = SmallMatrices.Inverse(Derivative(places, first, second, frames));
        var moved = deformation.Deform(places, frames);
        var equations = stack([(moved * first).sum(2), (moved * second).sum(2), distance.call(places.reshape(-1, 3)).reshape(places.shape[0], places.shape[1])], 2);
        var change = inverse.bmm((equations - equations.detach()).reshape(-1, 3, 1)).reshape(places.shape);
        return (places - change).MoveToOuterDisposeScope();
    }

    private (Tensor Places, Tensor Hit) Solve(Tensor anchors, Tensor first, Tensor second, Tensor starts, FrameStates frames)
    {
        var shape = starts.shape;
        var (along1, along2) = ((anchors * first).sum(2), (anchors * second).sum(2));
        var (places, errors) = Broyden.Solve(
            x =>
            {
                var moved = deformation.Deform(x.reshape(shape), frames);
                return stack([((moved * first).sum(2) - along1).reshape(-1), ((moved * second).sum(2) - along2).reshape(-1), distance.call(x)], 1);
            },
            starts.reshape(-1, 3), SmallMatrices.Inverse(Derivative(starts, first, second, frames)), Steps, Tolerance / 4, band);
        return (places.reshape(shape), (errors < Tolerance).reshape(shape[0], shape[1]));
    }

    private Tensor Derivative(Tensor places, Tensor first, Tensor second, FrameStates frames)
    {
        var (_, jacobian) = deformation.DeformWithJacobian(places, frames);
        var (_, gradient, _) = distance.WithGradient(places.reshape(-1, 3));
        var flat = jacobian.reshape(-1, 3, 3);
        return stack([first.reshape(-1, 1, 3).bmm(flat).squeeze(1), second.reshape(-1, 1, 3).bmm(flat).squeeze(1), gradient], 1);
    }

    private (Tensor Places, Tensor Hit) SearchBand(Tensor anchors, Tensor directions, Tensor starts, FrameStates frames, Tensor places, Tensor hit)
    {
        var missing = hit.logical_not().reshape(-1).nonzero().reshape(-1);
        if (missing.numel() == 0) return (places, hit);
        var (anchor, direction, start) = (anchors.index_select(1, missing), directions.index_select(1, missing), starts.index_select(1, missing));
        var count = missing.numel();
        // From the viewer inwards, so that the first sample inside follows the nearest crossing.
        var offsets = linspace(band, -band, BandSamples).reshape(1, 1, BandSamples, 1);
        var targets = (anchor.unsqueeze(2) + direction.unsqueeze(2) * offsets).reshape(1, -1, 3);
        var (samples, found) = _search.Find(targets, (start.unsqueeze(2) + direction.unsqueeze(2) * offsets).reshape(1, -1, 3), frames);
        var values = distance.call(samples.reshape(-1, 3)).reshape(count, BandSamples);
        var known = found.reshape(count, BandSamples);
        var crossing = (values.narrow(1, 0, BandSamples - 1) > 0).logical_and(values.narrow(1, 1, BandSamples - 1) <= 0)
            .logical_and(known.narrow(1, 0, BandSamples - 1)).logical_and(known.narrow(1, 1, BandSamples - 1));
        var which = crossing.to(float32).argmax(1, false).unsqueeze(1);
        var crosses = crossing.any(1);
        var (before, after) = (values.gather(1, which), values.gather(1, which + 1));
        var share = (before / (before - after + 1e-9)).clamp(0, 1).unsqueeze(2);
        var triple = samples.reshape(count, BandSamples, 3);
        Tensor Pick(Tensor index) => triple.gather(1, index.unsqueeze(2).expand(count, 1, 3));
        var guess = (Pick(which) * (1 - share) + Pick(which + 1) * share).reshape(1, count, 3);
        var (first, second) = Across(direction);
        var (refined, solved) = Solve(anchor, first, second, guess, frames);
        var good = solved.logical_and(crosses.reshape(1, -1));
        var result = places.clone();
        result.index_copy_(1, missing, refined.where(good.unsqueeze(2), places.index_select(1, missing)));
        var hits = hit.clone();
        hits.index_copy_(1, missing, good);
        return (result, hits);
    }

    /// <summary>Two unit vectors across each direction.</summary>
    private static (Tensor First, Tensor Second) Across(Tensor directions)
    {
        // Rays of a portrait run along z, give or take a turned head; x is never parallel to them unless the face is in profile.
        var up = tensor(new[] { 0f, 1f, 0f }).expand(directions.shape);
        var first = linalg.cross(up, directions, -1);
        first = first / first.norm(2, true);
        return (first, linalg.cross(directions, first, -1));
    }
}
