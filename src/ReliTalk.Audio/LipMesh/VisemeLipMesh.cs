using ReliTalk.Audio.Features;
using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Audio.LipMesh;

/// <summary>
/// F_mesh without any learning: the visemes' targets, weighted by phone probability and dominance and blurred over about 60 ms to stand for
/// coarticulation.
/// </summary>
public sealed class VisemeLipMesh : ILipMesh
{
    private const float BlurSteps = 1.6f;

    /// <inheritdoc />
    public string Name => "visemes";

    /// <inheritdoc />
    public Tensor Animate(LipTemplate template, Tensor windows)
    {
        ArgumentNullException.ThrowIfNull(template);
        using var scope = NewDisposeScope();
        return template.Move(Poses(windows)).MoveToOuterDisposeScope();
    }

    /// <summary>The poses behind the vertices: float32 [T, 6], owned by the caller.</summary>
    /// <param name="windows">float32 [T, 16, D], phone posteriors first.</param>
    public Tensor Poses(Tensor windows)
    {
        ArgumentNullException.ThrowIfNull(windows);
        var phones = PhonemePosteriors.Phones.Count;
        if (windows.ndim != 3 || windows.shape[1] != FeatureTrack.WindowSteps || windows.shape[2] < phones)
            throw new ArgumentException($"Windows must be [T, {FeatureTrack.WindowSteps}, at least {phones}].", nameof(windows));
        using var scope = NewDisposeScope();
        var posteriors = windows.narrow(2, 0, phones);
        var blur = new float[FeatureTrack.WindowSteps];
        for (var s = 0; s < blur.Length; s++)
        {
            var distance = s - (FeatureTrack.WindowSteps - 1) / 2f;
            blur[s] = MathF.Exp(-distance * distance / (2 * BlurSteps * BlurSteps));
        }

        var smooth = (posteriors * tensor(blur, [1, blur.Length, 1])).sum(1);
        var pulls = new float[phones * LipPose.Count];
        var aims = new float[phones * LipPose.Count];
        for (var phone = 0; phone < phones; phone++)
        {
            var viseme = VisemeTable.OfPhones[phone];
            for (var p = 0; p < LipPose.Count; p++)
            {
                pulls[phone * LipPose.Count + p] = viseme.Dominance(p);
                aims[phone * LipPose.Count + p] = viseme.Dominance(p) * viseme.Target[p];
            }
        }

        var pull = smooth.matmul(tensor(pulls, [phones, LipPose.Count]));
        var aim = smooth.matmul(tensor(aims, [phones, LipPose.Count]));
        return (aim / pull).MoveToOuterDisposeScope();
    }
}
