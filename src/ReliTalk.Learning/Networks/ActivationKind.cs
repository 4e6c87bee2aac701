namespace ReliTalk.Learning.Networks;

/// <summary>The non-linearity of a block.</summary>
public enum ActivationKind
{
    /// <summary>The identity.</summary>
    None,

    /// <summary>max(x, 0).</summary>
    Relu,

    /// <summary>x for positive x, 0.2 x otherwise (the slope of pix2pix, Isola et al. 2017).</summary>
    LeakyRelu,

    /// <summary>x sigmoid(x) (Elfwing et al. 2018).</summary>
    Silu,

    /// <summary>tanh x: -1..1.</summary>
    Tanh,

    /// <summary>1 / (1 + exp(-x)): 0..1.</summary>
    Sigmoid,
}
