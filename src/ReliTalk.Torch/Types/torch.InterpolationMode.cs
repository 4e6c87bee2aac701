namespace TorchSharp;

public static partial class torch
{
    /// <summary>How interpolate resamples.</summary>
    public enum InterpolationMode
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

        /// <summary>The mean over the covered area.</summary>
        Area = 5,

        /// <summary>The nearest element by pixel centres.</summary>
        NearestExact = 6,
    }
}
