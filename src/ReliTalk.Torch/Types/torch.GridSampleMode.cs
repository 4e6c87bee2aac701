namespace TorchSharp;

public static partial class torch
{
    /// <summary>How grid_sample reads between pixels.</summary>
    public enum GridSampleMode
    {
        /// <summary>The nearest element.</summary>
        Nearest = 0,

        /// <summary>Linear in each direction.</summary>
        Bilinear = 2,
    }
}
