namespace TorchSharp;

public static partial class torch
{
    /// <summary>What grid_sample reads outside the input.</summary>
    public enum GridSamplePaddingMode
    {
        /// <summary>Zeros.</summary>
        Zeros = 0,

        /// <summary>The mirror image.</summary>
        Reflection = 1,

        /// <summary>The border element.</summary>
        Border = 2,
    }
}
