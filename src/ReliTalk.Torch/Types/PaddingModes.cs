namespace TorchSharp;

/// <summary>What lies outside a padded tensor.</summary>
public enum PaddingModes
{
    /// <summary>Zeros.</summary>
    Zeros = 0,

    /// <summary>The mirror image without the border element.</summary>
    Reflect = 1,

    /// <summary>The border element.</summary>
    Replicate = 2,

    /// <summary>The opposite side.</summary>
    Circular = 3,

    /// <summary>A given value.</summary>
    Constant = 4,
}
