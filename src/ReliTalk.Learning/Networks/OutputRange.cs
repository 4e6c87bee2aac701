namespace ReliTalk.Learning.Networks;

/// <summary>The range that a network's last layer is limited to.</summary>
public enum OutputRange
{
    /// <summary>Any real number, for instance for normal residuals.</summary>
    Unbounded,

    /// <summary>0..1 by a sigmoid, for colours, albedo and masks.</summary>
    ZeroToOne,

    /// <summary>-1..1 by a hyperbolic tangent.</summary>
    MinusOneToOne,
}
