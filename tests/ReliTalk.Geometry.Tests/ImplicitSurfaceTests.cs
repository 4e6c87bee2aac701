using System.Numerics;
using ReliTalk.Geometry.HeadModels;
using ReliTalk.Geometry.Surface;
using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Geometry.Tests;

public sealed class ImplicitSurfaceTests
{
    private static readonly CanonicalSpace Space = new(new Vector3(0, 1, -2), 10);
    private static readonly HeadPose Rest = new(Quaternion.Identity, 10, Vector2.Zero);
    private static readonly HeadPose Turned = new(Quaternion.CreateFromYawPitchRoll(0.2f, -0.1f, 0.05f), 11, new Vector2(3, -2));

    [Fact]
    public void Canonical_space_goes_there_and_back()
    {
        var point = new Vector3(3, -4, 5);
        Assert.True((Space.ToHead(Space.FromHead(point)) - point).Length() < 1e-5f);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(7)]
    public void The_distance_begins_as_a_sphere_and_its_gradient_is_the_finite_difference(int depth)
    {
        using var scope = NewDisposeScope();
        manual_seed(3);
        using var network = new SignedDistanceNetwork(48, depth, 3);
        var points = randn(20, 3) * 0.5f;
        Wake(network);
        var (value, gradient, features) = network.WithGradient(points);
        Assert.Equal([20, 48], features.shape);
        Assert.True((value - network.call(points)).abs().max().item<float>() < 1e-4);
        for (var axis = 0; axis < 3; axis++)
        {
            var step = zeros(1, 3);
            step.narrow(1, axis, 1).fill_(1e-3f);
            var slope = (network.call(points + step) - network.call(points - step)) / 2e-3f;
            Assert.True((slope - gradient.select(1, axis)).abs().max().item<float>() < 0.02, $"axis {axis}");
        }
    }

    [Fact]
    public void Deformation_follows_the_bones_and_its_derivative_is_the_finite_difference()
    {
        using var scope = NewDisposeScope();
        manual_seed(4);
        using var network = new DeformationNetwork(32, 2, 5);
        using var frames = States(5);
        var points = randn(2, 12, 3) * 0.5f;
        // Untrained, a place belongs to the head alone (softmax of 20 * 0.1 leaves others a little), so psi moves nothing.
        Wake(network);
        var (places, jacobian) = network.DeformWithJacobian(points, frames);
        Assert.True((places - network.Deform(points, frames)).abs().max().item<float>() < 1e-4);
        for (var axis = 0; axis < 3; axis++)
        {
            var step = zeros(1, 1, 3);
            step.narrow(2, axis, 1).fill_(1e-3f);
            var slope = (network.Deform(points + step, frames) - network.Deform(points - step, frames)) / 2e-3f;
            Assert.True((slope - jacobian.select(3, axis)).abs().max().item<float>() < 0.02, $"axis {axis}");
        }
    }

    [Fact]
    public void Bones_are_those_of_the_head_model()
    {
        using var frames = States(5);
        var point = new Vector3(2, -5, 4);
        var pivot = new Vector3(0, -1, -3);
        // Frame 1: the jaw turns by 0.3 about x; the torso stays at the rest pose while the head is at the turned one.
        var jaw = Apply(frames, 1, 2, Space.FromHead(point));
        var expected = pivot + Vector3.Transform(point - pivot, Quaternion.CreateFromAxisAngle(Vector3.UnitX, 0.3f));
        Assert.True((Space.ToHead(jaw) - expected).Length() < 1e-4f);
        var torso = Space.ToHead(Apply(frames, 1, 0, Space.FromHead(point)));
        Assert.True((Turned.ToCamera(torso) - Rest.ToCamera(point)).Length() < 1e-3f);
        Assert.True((Apply(frames, 1, 1, point) - point).Length() < 1e-5f);
    }

    [Fact]
    public void A_correspondence_is_found_again()
    {
        using var scope = NewDisposeScope();
        manual_seed(5);
        using var network = new DeformationNetwork(32, 2, 5);
        Wake(network, 0.02f);
        using var frames = States(5);
        var truth = randn(2, 30, 3) * 0.4f;
        Tensor moved;
        using (no_grad()) moved = network.Deform(truth, frames);
        var (places, found) = new CorrespondenceSearch(network).Find(moved, truth + randn(2, 30, 3) * 0.03f, frames);
        Assert.True(found.to(float32).mean().item<float>() > 0.95);
        var error = ((network.Deform(places, frames) - moved).norm(2) * found.to(float32)).max().item<float>();
        Assert.True(error < 1e-3, $"{error}");
    }

    [Fact]
    public void Rays_meet_the_nearest_side_of_the_surface_and_the_place_follows_the_weights()
    {
        using var scope = NewDisposeScope();
        manual_seed(6);
        using var distance = new SignedDistanceNetwork(64, 3, 0);
        using var deformation = new DeformationNetwork(16, 1, 2);
        using var frames = FrameStates.Build(Space, Vector3.Zero, Rest, [([], Vector3.Zero, Rest)], 2);
        var across = randn(1, 40, 2) * 0.15f;
        // Starts are off by up to a tenth of the space's unit: some rays need the band.
        var anchors = cat([across, full(1, 40, 1, 0.5f)], 2);
        var directions = zeros(1, 40, 3);
        directions.narrow(2, 2, 1).fill_(1);
        var intersection = new SurfaceIntersection(distance, deformation, 0.6f);
        var (places, hit) = intersection.Find(anchors, directions, anchors, frames, searchBand: true);
        Assert.Equal(1f, hit.to(float32).mean().item<float>());
        Assert.True(distance.call(places.reshape(-1, 3)).abs().max().item<float>() < 1e-3);
        Assert.True((places.narrow(2, 0, 2) - across).abs().max().item<float>() < 1e-3);
        Assert.True(places.select(2, 2).min().item<float>() > 0, "the far side was found");

        // Implicit differentiation: the surface moves out when the last bias falls.
        var bias = distance.named_parameters().Single(entry => entry.name == "output.bias").parameter;
        var moving = intersection.Differentiable(places, directions, frames);
        Assert.True((moving - places).abs().max().item<float>() < 1e-6);
        moving.select(2, 2).sum().backward();
        var slope = bias.grad!.item<float>();
        const float step = 0.01f;
        using (no_grad()) bias.sub_(step);
        var (after, _) = intersection.Find(anchors, directions, places, frames);
        var difference = (after - places).select(2, 2).sum().item<float>() / -step;
        Assert.True(Math.Abs(slope - difference) < 0.05 * Math.Abs(difference), $"{slope} {difference}");
    }

    [Fact]
    public void Small_matrices_agree_with_linear_algebra()
    {
        using var scope = NewDisposeScope();
        manual_seed(7);
        var m = randn(10, 3, 3) + eye(3) * 2;
        Assert.True((SmallMatrices.Inverse(m) - linalg.inv(m)).abs().max().item<float>() < 1e-3);
        var g = randn(10, 3);
        var turned = SmallMatrices.TurnGradient(m, g);
        var expected = linalg.inv(m).transpose(1, 2).bmm(g.unsqueeze(2)).squeeze(2);
        var cosine = nn.functional.cosine_similarity(turned, expected, 1);
        Assert.True(cosine.min().item<float>() > 0.999);
    }

    private static FrameStates States(int expressions) => FrameStates.Build(
        Space, new Vector3(0, -1, -3), Rest,
        [([0.3f, -0.2f, 0.1f], Vector3.Zero, Rest), ([0.1f, 0.4f], new Vector3(0.3f, 0, 0), Turned)], expressions);

    private static Vector3 Apply(FrameStates frames, int frame, int bone, Vector3 point)
    {
        using var scope = NewDisposeScope();
        var turn = frames.Turns[frame][bone];
        var result = matmul(turn, tensor(new[] { point.X, point.Y, point.Z })) + frames.Shifts[frame][bone];
        var values = result.data<float>().ToArray();
        return new Vector3(values[0], values[1], values[2]);
    }

    /// <summary>Gives layers that begin at zero something to do.</summary>
    private static void Wake(nn.Module module, float amount = 0.05f)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        foreach (var (_, parameter) in module.named_parameters()) parameter.add_(randn(parameter.shape) * amount);
    }
}
