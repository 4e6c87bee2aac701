namespace TorchSharp;

public static partial class torch
{
    /// <summary>How Upsample resamples.</summary>
    public enum UpsampleMode
    {
        /// <summary>The nearest element.</summary>
        Nearest = 0,

        /// <summary>Linear, one spatial dimension.</summary>
        Linear = 1,

        /// <summary>Linear, two spatial dimensions.</summary>
        Bilinear = 2,

        /// <summary>Cubic convolution, two spatial dimensions.</summary>
        Bicubic = 3,

        /// <summary>Linear, three spatial dimensions.</summary>
        Trilinear = 4,
    }
}
