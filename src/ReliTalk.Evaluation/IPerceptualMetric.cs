using ReliTalk.Media;

namespace ReliTalk.Evaluation;

/// <summary>A distance of pictures measured in a network's features. Implementations are used from one thread at a time.</summary>
public interface IPerceptualMetric
{
    /// <summary>What the figure is called; only the true LPIPS (Zhang et al. 2018) with its own trunk and heads may be called "LPIPS".</summary>
    string Metric { get; }

    /// <summary>The network, printed beside every figure.</summary>
    string Network { get; }

    /// <summary>Distance of two pictures of one size; 0 for equal ones, larger is worse.</summary>
    double Distance(Frame truth, Frame candidate);
}
