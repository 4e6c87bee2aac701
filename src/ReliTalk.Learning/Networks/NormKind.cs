namespace ReliTalk.Learning.Networks;

/// <summary>How a block brings its activations to a common scale.</summary>
/// <remarks>
/// Portraits are learnt from one clip with one to a few frames a step. Batch statistics of one frame are that frame's own, they differ from
/// the running averages used afterwards, and the picture then changes between training and use: batch normalisation is therefore not
/// offered. Group and instance normalisation compute the same thing in both.
/// </remarks>
public enum NormKind
{
    /// <summary>No normalisation; the convolution has a bias.</summary>
    None,

    /// <summary>Groups of about 8 channels of one picture (Wu and He 2018). Keeps the relation between the channels of a group.</summary>
    Group,

    /// <summary>Every channel of one picture on its own (Ulyanov et al. 2016). Needs more than one pixel.</summary>
    Instance,
}
