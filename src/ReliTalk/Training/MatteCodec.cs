using TorchSharp;

namespace ReliTalk.Training;

/// <summary>Mattes are kept as bytes and computed with as tensors.</summary>
internal static class MatteCodec
{
    public static torch.Tensor ToTensor(byte[] matte, int size)
    {
        using var bytes = torch.tensor(matte, new ReadOnlySpan<long>([1, size, size]), torch.uint8);
        using var floats = bytes.to(torch.float32);
        return floats / 255f;
    }

    public static byte[] ToBytes(ReadOnlySpan<float> matte)
    {
        var bytes = new byte[matte.Length];
        for (var i = 0; i < bytes.Length; i++) bytes[i] = (byte)Math.Clamp((matte[i] * 255f) + 0.5f, 0f, 255f);
        return bytes;
    }
}
