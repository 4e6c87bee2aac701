namespace ReliTalk;

/// <summary>Which network's features measure how a drawn mouth looks (Eq. 8).</summary>
public enum PerceptualFeatures
{
    /// <summary>A small face network that comes with the models.</summary>
    Faceres = 0,

    /// <summary>VGG-Face, the paper's, with the user's weights: <c>vgg_face.safetensors</c> in the model folder.</summary>
    VggFace = 1,
}
