namespace TorchSharp;

/// <summary>Kinds of device; the numbers are c10's.</summary>
public enum DeviceType
{
    /// <summary>The processor.</summary>
    CPU = 0,

    /// <summary>An NVIDIA graphics card.</summary>
    CUDA = 1,

    /// <summary>Apple's Metal.</summary>
    MPS = 13,

    /// <summary>No memory: shapes only.</summary>
    META = 14,
}
