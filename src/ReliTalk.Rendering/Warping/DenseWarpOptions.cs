namespace ReliTalk.Rendering.Warping;

/// <summary>How <see cref="DenseWarp"/> spreads landmark displacements over the picture.</summary>
public sealed record DenseWarpOptions
{
    /// <summary>
    /// Standard deviations of the Gaussian levels in pixels of a 256 picture, coarse to fine; scaled with the picture. Each level
    /// explains what the coarser ones left. Default 12, 6, 4, 2.5.
    /// </summary>
    public IReadOnlyList<float> Sigmas { get; init; } = [12f, 6f, 4f, 2.5f];

    /// <summary>
    /// Weight of "no displacement" beside the landmarks' weights, above 0. Larger values fade the displacement out sooner away from the landmarks. Default 1.
    /// </summary>
    public float RestWeight { get; init; } = 1f;

    /// <summary>Distance of the nodes where the field is evaluated, in pixels; between them it is interpolated. Default 2.</summary>
    public int NodeSpacing { get; init; } = 2;
}
