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

    [Fact]
    public void A_spheres_grid_is_its_distance_and_the_network_begins_there()
    {
        using var scope = NewDisposeScope();
        manual_seed(8);
        var (vertices, triangles) = SphereMesh.Create(60, 90);
        var points = new List<(Vector3, Vector3, float)>();
        for (var t = 0; t < triangles.Length; t += 3)
        {
            var (a, b, c) = (vertices[triangles[t]], vertices[triangles[t + 1]], vertices[triangles[t + 2]]);
            var centre = (a + b + c) / 3;
            points.Add((Vector3.Normalize(centre), Vector3.Normalize(centre), Vector3.Cross(b - a, c - a).Length() / 2));
        }
        var grid = DistanceGrid.Build(points, 0.06f, 0.25f);
        using var network = new SignedDistanceNetwork(16, 2, 2, grid);
        var directions = randn(200, 3);
        directions = directions / directions.norm(1, true);
        var heights = (rand(200, 1) - 0.5f) * 0.24f;
        var places = directions * (heights + 1);
        var (value, gradient, _) = network.WithGradient(places);
        Assert.True((value - heights.squeeze(1)).abs().max().item<float>() < 0.012, "distance");
        Assert.True((gradient * directions).sum(1).min().item<float>() > 0.97, "gradient");
        for (var axis = 0; axis < 3; axis++)
        {
            var step = zeros(1, 3);
            step.narrow(1, axis, 1).fill_(1e-3f);
            var slope = (network.call(places + step) - network.call(places - step)) / 2e-3f;
            Assert.True((slope - gradient.select(1, axis)).abs().max().item<float>() < 0.02, $"axis {axis}");
        }
    }

    [Fact]
    public void A_head_that_is_baked_keeps_its_landmarks_and_stays_near_its_mesh()
    {
        var fit = HeadFitTests.MadeUpFit();
        using var head = ImplicitSurfaceTrainer.Train(fit, [], new ImplicitSurfaceOptions { PrefitSteps = 3, Steps = 0, Width = 16, Depth = 2 });
        var baked = head.Bake();
        Assert.True(baked.VertexCount > 8000);
        Assert.Equal(0.2f, baked.Footprint);
        Assert.Equal(fit.UnposedLandmarks(fit.ExpressionOf(3), fit.JawPoseOf(3)), baked.UnposedLandmarks(baked.ExpressionOf(3), baked.JawPoseOf(3)));
        var (before, after) = (fit.Vertices(fit.ExpressionOf(3), fit.JawPoseOf(3)), baked.Vertices(baked.ExpressionOf(3), baked.JawPoseOf(3)));
        var mean = Enumerable.Range(0, before.Length).Average(i => (before[i] - after[i]).Length());
        Assert.InRange(mean, 0.001, 0.15); // centimetres: the smooth form is near the mesh, but not the mesh

        var mesh = new FaceMapRenderer(fit, 128).Render(3);
        var rays = new FaceMapRenderer(fit, 128, head).Render(3);
        var drawn = new FaceMapRenderer(baked, 128).Render(3);
        double toMesh = 0, toDrawn = 0;
        var count = 0;
        for (var i = 0; i < 128 * 128; i++)
        {
            if (mesh.Coverage[i] < 1 || drawn.Coverage[i] < 1) continue;
            Assert.True(float.IsFinite(rays.Depth[i]));
            toMesh += Angle(mesh.Normals, rays.Normals, i);
            toDrawn += Angle(drawn.Normals, rays.Normals, i);
            count++;
        }
        Assert.True(count > 2000, $"{count}");
        // An untrained deformation moves nothing, so the expression of frame 3 is missing from the rays: a small angle remains.
        Assert.True(toMesh / count < 8 && toDrawn / count < 8, $"{toMesh / count} {toDrawn / count}");

        static double Angle(float[] a, float[] b, int i)
        {
            const int plane = 128 * 128;
            var dot = a[i] * b[i] + a[plane + i] * b[plane + i] + a[2 * plane + i] * b[2 * plane + i];
            return Math.Acos(Math.Clamp(dot, -1, 1)) * 180 / Math.PI;
        }
    }

    [Fact]
    public void A_footprint_leaves_a_plane_alone_softens_an_edge_and_does_not_leak()
    {
        const int size = 32;
        var planes = new float[3 * size * size];
        var inside = new bool[size * size];
        for (var i = 0; i < size * size; i++)
        {
            inside[i] = i % size < 24;
            var (x, z) = i % size >= 24 ? (0f, -1f) : i % size < 12 ? (0.6f, 0.8f) : (-0.6f, 0.8f);
            (planes[i], planes[2 * size * size + i]) = (x, z);
        }
        new NormalFootprint(size, size).Apply(planes, inside, 1.5f);
        var row = 16 * size;
        Assert.Equal(0.6f, planes[row + 2], 1e-4f);
        Assert.InRange(planes[row + 11], 0.02f, 0.4f);
        Assert.Equal(-0.6f, planes[row + 23], 1e-4f);
        Assert.Equal(-1f, planes[2 * size * size + row + 24]);
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
