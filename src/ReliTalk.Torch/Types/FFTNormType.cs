namespace TorchSharp;

/// <summary>Where a Fourier transform puts its factor 1/n.</summary>
public enum FFTNormType
{
    /// <summary>In the inverse transform.</summary>
    Backward = 0,

    /// <summary>In the forward transform.</summary>
    Forward = 1,

    /// <summary>Its square root in both.</summary>
    Ortho = 2,
}
