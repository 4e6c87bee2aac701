namespace TorchSharp;

/// <summary>Named amounts of padding for convolutions.</summary>
public enum Padding
{
    /// <summary>None.</summary>
    Valid = 0,

    /// <summary>As much as keeps the size at stride one.</summary>
    Same = 1,
}
