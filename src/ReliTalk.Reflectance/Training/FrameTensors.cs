using ReliTalk.Reflectance.Shading;
using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Reflectance.Training;

/// <summary>A key frame as tensors of batch 1: what every step of the training reads.</summary>
internal sealed class FrameTensors : IDisposable
{
    private readonly int[] _skinPixels;
    private readonly (long Left, long Top, long Side) _faceBox;

    public FrameTensors(KeyFrame key, LightTable light, Device device)
    {
        Picture = key.PictureTensor(device);
        Linear = key.LinearTensor(device);
        Rough = key.NormalsTensor(device);
        Skin = key.SkinTensor(device);
        Face = key.FaceTensor(device);
        Lit = key.LitTensor(device);
        Visible = key.VisibleTensor(light, device);
        _skinPixels = [.. Enumerable.Range(0, key.Skin.Length).Where(i => key.Skin[i] > 0.5f)];
        _faceBox = FaceBox(key);
    }

    public Tensor Picture { get; }

    public Tensor Linear { get; }

    public Tensor Rough { get; }

    public Tensor Skin { get; }

    public Tensor Face { get; }

    public Tensor Lit { get; }

    public Tensor Visible { get; }

    /// <summary>A Monte Carlo sample of skin pixels (Eq. 13), int64 [n].</summary>
    public Tensor SampleSkin(Random random, int count, Device device)
    {
        var sample = new long[count];
        for (var i = 0; i < count; i++) sample[i] = _skinPixels.Length == 0 ? 0 : _skinPixels[random.Next(_skinPixels.Length)];
        using var scope = NewDisposeScope();
        return tensor(sample).to(device).MoveToOuterDisposeScope();
    }

    /// <summary>The square around the face of a picture [1, 3, H, W].</summary>
    public Tensor CropFace(Tensor picture) => picture.narrow(2, _faceBox.Top, _faceBox.Side).narrow(3, _faceBox.Left, _faceBox.Side);

    public void Dispose()
    {
        Picture.Dispose();
        Linear.Dispose();
        Rough.Dispose();
        Skin.Dispose();
        Face.Dispose();
        Lit.Dispose();
        Visible.Dispose();
    }

    private static (long, long, long) FaceBox(KeyFrame key)
    {
        int left = key.Width, top = key.Height, right = 0, bottom = 0;
        for (var i = 0; i < key.Face.Length; i++)
        {
            if (key.Face[i] < 0.5f) continue;
            int x = i % key.Width, y = i / key.Width;
            left = Math.Min(left, x);
            right = Math.Max(right, x + 1);
            top = Math.Min(top, y);
            bottom = Math.Max(bottom, y + 1);
        }
        if (right <= left) return (0, 0, Math.Min(key.Width, key.Height));
        var side = Math.Min(Math.Max(right - left, bottom - top) * 5 / 4, Math.Min(key.Width, key.Height));
        return (Math.Clamp((left + right - side) / 2, 0, key.Width - side), Math.Clamp((top + bottom - side) / 2, 0, key.Height - side), side);
    }
}
