using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ReliTalk.Geometry.Surface;

/// <summary>
/// How a place in canonical space moves (section 3.1): expression blendshapes E, pose correctives P and skinning weights W are functions of
/// the place, so that they hold off the mesh too. x_d = sum over bones of W_b(x) B_b (x + sum_k psi_k E_k(x) + sum_j f_j P_j(x)), where f is
/// the jaw's rotation matrix less the identity.
/// </summary>
public sealed class DeformationNetwork : nn.Module<Tensor, Tensor>
{
    /// <summary>Bones: the torso, which stays where it was at rest; the head, which is the space itself; the jaw.</summary>
    public const int BoneCount = 3;

    /// <summary>Numbers of the pose feature: the jaw's rotation matrix less the identity, row by row.</summary>
    public const int PoseFeatureCount = 9;

    /// <summary>Sharpness of the softmax over bones, as in the paper's geometry stage.</summary>
    private const double SkinningSharpness = 20;

    private readonly ModuleList<nn.Module<Tensor, Tensor>> layers = new();
    private readonly JetLinear expression;
    private readonly JetLinear pose;
    private readonly JetLinear skinning;

    /// <summary>Creates the network; at first nothing moves but with the head.</summary>
    /// <param name="width">Channels of each hidden layer.</param>
    /// <param name="depth">Number of hidden layers, at least 1.</param>
    /// <param name="expressions">Number K of expression coefficients.</param>
    public DeformationNetwork(int width, int depth, int expressions) : base(nameof(DeformationNetwork))
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 8);
        ArgumentOutOfRangeException.ThrowIfLessThan(depth, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(expressions, 1);
        ExpressionCount = expressions;
        using var scope = NewDisposeScope();
        for (var i = 0; i < depth; i++) layers.Add(new JetLinear(i == 0 ? 3 : width, width, bends: true, Math.Sqrt(2.0 / (i == 0 ? 3 : width))));
        expression = new JetLinear(width, 3 * expressions, bends: false, 0);
        pose = new JetLinear(width, 3 * PoseFeatureCount, bends: false, 0);
        skinning = new JetLinear(width, BoneCount, bends: false, 0);
        using (no_grad()) skinning.Bias.narrow(0, 1, 1).fill_(0.1f);
        RegisterComponents();
    }

    /// <summary>Number K of expression coefficients.</summary>
    public int ExpressionCount { get; }

    /// <summary>The fields at places: for supervision by a head model.</summary>
    /// <param name="points">float32 [N, 3], canonical space.</param>
    /// <returns>[N, 3 K + 27 + 3]: E, P, W; owned by the caller.</returns>
    public override Tensor forward(Tensor points)
    {
        using var scope = NewDisposeScope();
        var hidden = Hidden(points);
        return cat([expression.call(hidden), pose.call(hidden), Weights(hidden)], 1).MoveToOuterDisposeScope();
    }

    /// <summary>Canonical places to where they are in frames.</summary>
    /// <param name="points">float32 [F, n, 3]: n places for each of F frames.</param>
    /// <param name="frames">The frames' states.</param>
    /// <returns>float32 [F, n, 3]; owned by the caller.</returns>
    public Tensor Deform(Tensor points, FrameStates frames)
    {
        using var scope = NewDisposeScope();
        var (count, each) = (points.shape[0], points.shape[1]);
        var hidden = Hidden(points.reshape(-1, 3));
        var moved = points + Offsets(hidden.reshape(count, each, -1), frames) + Shift(frames);
        var weights = Weights(hidden).reshape(count, each, BoneCount);
        return Skin(moved, weights, frames).MoveToOuterDisposeScope();
    }

    /// <summary>The same with the 3x3 derivative of the moved place by the canonical one; both differentiable.</summary>
    /// <param name="points">float32 [F, n, 3].</param>
    /// <param name="frames">The frames' states.</param>
    /// <returns>Places [F, n, 3] and derivatives [F, n, 3, 3], entry (i, j) = d x_d,i / d x_j; owned by the caller.</returns>
    public (Tensor Places, Tensor Jacobian) DeformWithJacobian(Tensor points, FrameStates frames)
    {
        using var scope = NewDisposeScope();
        var (count, each) = (points.shape[0], points.shape[1]);
        var jets = Hidden(PositionalEncoding.Jets(points.reshape(-1, 3), 0));
        var width = jets.shape[2];
        // [F, 4 n, C]: value and derivatives of one frame side by side, so that the frame's own matrices multiply them together.
        var grouped = jets.reshape(4, count, each, width).permute(1, 0, 2, 3).reshape(count, 4 * each, width);
        var offsets = Offsets(grouped, frames).reshape(count, 4, each, 3);
        var value = points + offsets.select(1, 0) + Shift(frames);
        var slopes = offsets.narrow(1, 1, 3) + eye(3).reshape(1, 3, 1, 3);

        var logits = skinning.call(jets) * SkinningSharpness;
        var weights = logits[0].softmax(1);
        var logitSlopes = logits.narrow(0, 1, 3);
        var weightSlopes = weights * (logitSlopes - (weights * logitSlopes).sum(2, true));
        var skin = weights.reshape(count, each, BoneCount);
        var skinSlopes = weightSlopes.reshape(3, count, each, BoneCount).permute(1, 0, 2, 3);

        var place = Skin(value, skin, frames);
        var columns = new Tensor[3];
        var perBone = PerBone(value, frames);
        for (var j = 0; j < 3; j++)
        {
            var turned = Turn(slopes.select(1, j), skin, frames);
            columns[j] = turned + (perBone * skinSlopes.select(1, j).unsqueeze(3)).sum(2);
        }
        return (place.MoveToOuterDisposeScope(), stack(columns, 3).MoveToOuterDisposeScope());
    }

    private Tensor Hidden(Tensor input)
    {
        var state = input;
        for (var i = 0; i < layers.Count; i++) state = layers[i].call(state);
        return state;
    }

    private Tensor Weights(Tensor hidden) => (skinning.call(hidden) * SkinningSharpness).softmax(1);

    /// <summary>sum_k psi_k E_k + sum_j f_j P_j without the constant part: the coefficients first join the layers' weights, which leaves one small product for each frame.</summary>
    private Tensor Offsets(Tensor hidden, FrameStates frames)
        => hidden.bmm((Joined(expression.Weight, frames.Expressions) + Joined(pose.Weight, frames.PoseFeatures)).transpose(1, 2));

    private Tensor Shift(FrameStates frames)
        => (matmul(frames.Expressions, expression.Bias.reshape(ExpressionCount, 3)) + matmul(frames.PoseFeatures, pose.Bias.reshape(PoseFeatureCount, 3))).unsqueeze(1);

    private static Tensor Joined(Tensor weight, Tensor coefficients)
    {
        var channels = weight.shape[1];
        return matmul(coefficients, weight.reshape(coefficients.shape[1], 3 * channels)).reshape(coefficients.shape[0], 3, channels);
    }

    private static Tensor PerBone(Tensor points, FrameStates frames)
    {
        var parts = new Tensor[BoneCount];
        for (var b = 0; b < BoneCount; b++)
            parts[b] = points.bmm(frames.Turns.select(1, b).transpose(1, 2)) + frames.Shifts.select(1, b).unsqueeze(1);
        return stack(parts, 2);
    }

    private static Tensor Skin(Tensor points, Tensor weights, FrameStates frames) => (PerBone(points, frames) * weights.unsqueeze(3)).sum(2);

    private static Tensor Turn(Tensor vectors, Tensor weights, FrameStates frames)
    {
        Tensor? sum = null;
        for (var b = 0; b < BoneCount; b++)
        {
            var part = vectors.bmm(frames.Turns.select(1, b).transpose(1, 2)) * weights.select(2, b).unsqueeze(2);
            sum = sum is null ? part : sum + part;
        }
        return sum!;
    }
}
