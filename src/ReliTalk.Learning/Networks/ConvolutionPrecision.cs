namespace ReliTalk.Learning.Networks;

/// <summary>What convolutions compute with while gradients are wanted. Without gradients, which is how pictures are drawn, it is always single precision.</summary>
public enum ConvolutionPrecision
{
    /// <summary>Single precision.</summary>
    Single,

    /// <summary>
    /// bfloat16 (8 bits of precision, sums in single) on processors with instructions for it (AVX512-BF16, AMX), single elsewhere. Weights, gradients of weights, normalisation and losses stay
    /// single. Training is faster where wide convolutions fill its time, and ends elsewhere.
    /// </summary>
    BFloat16,
}
