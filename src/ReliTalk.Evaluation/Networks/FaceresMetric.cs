using ReliTalk.Learning.Models;
using ReliTalk.Learning.Networks.Pretrained;
using ReliTalk.Media;
using static TorchSharp.torch;

namespace ReliTalk.Evaluation;

/// <summary>
/// The stand-in for LPIPS on machines without its weights: unit-length features of a MobileNet trained on faces, squared difference, no trained channel
/// weights. Its figures order pictures much as LPIPS does but lie on another scale, so they are never printed under that name.
/// </summary>
public sealed class FaceresMetric : IPerceptualMetric, IDisposable
{
    private readonly FaceresTrunk _trunk;

    private FaceresMetric(FaceresTrunk trunk) => _trunk = trunk;

    /// <inheritdoc />
    public string Metric => "faceres distance";

    /// <inheritdoc />
    public string Network => "faceres MobileNet (not LPIPS)";

    /// <summary>Loads the network.</summary>
    /// <exception cref="BackendMissingException">The files are absent; the message says how to fetch them.</exception>
    public static FaceresMetric Load(ModelStore models, Device? device = null) => new(FaceresTrunk.Load(models, device));

    /// <inheritdoc />
    public double Distance(Frame truth, Frame candidate)
    {
        using var scope = NewDisposeScope();
        using var inference = no_grad();
        return PerceptualDistance.Between(_trunk, truth.ToTensor().unsqueeze(0), candidate.ToTensor().unsqueeze(0)).item<float>();
    }

    /// <inheritdoc />
    public void Dispose() => _trunk.Dispose();
}
