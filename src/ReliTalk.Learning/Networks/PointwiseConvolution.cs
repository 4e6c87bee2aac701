using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace ReliTalk.Learning.Networks;

/// <summary>
/// A 1x1 convolution that is fast on one thread. Libtorch sends it to a plain matrix product that takes ten times as long as oneDNN's kernel;
/// oneDNN gets it when it is called dilated, which means nothing for a 1x1 kernel, and the batch is larger than one or the picture large.
/// The rows of one picture can be such a batch, because every pixel is on its own.
/// </summary>
internal static class PointwiseConvolution
{
    /// <summary>[B, in, H, W] to [B, out, H, W].</summary>
    /// <param name="picture">Fastest where its memory is in channels-last order.</param>
    /// <param name="weight">[out, in, 1, 1].</param>
    /// <param name="bias">[out], or null.</param>
    public static Tensor Apply(Tensor picture, Tensor weight, Tensor? bias)
    {
        const long smallProduct = 1 << 16, largePicture = 20480;
        var size = picture.shape;
        var (batch, inputs, height, width) = (size[0], size[1], size[2], size[3]);
        var outputs = weight.shape[0];
        if (height * width * inputs * outputs < smallProduct || height == 1) return conv2d(picture, weight, bias);
        if (batch > 1 || height * width * inputs > largePicture) return conv2d(picture, weight, bias, dilation: [2, 2]);
        var rows = picture.permute(0, 2, 3, 1).reshape(height, 1, width, inputs).permute(0, 3, 1, 2);
        return conv2d(rows, weight, bias, dilation: [2, 2]).permute(0, 2, 3, 1).reshape(1, height, width, outputs).permute(0, 3, 1, 2);
    }
}
