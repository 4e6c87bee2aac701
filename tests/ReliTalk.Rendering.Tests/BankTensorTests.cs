using ReliTalk.Rendering.Bank;
using static TorchSharp.torch;

namespace ReliTalk.Rendering.Tests;

public sealed class BankTensorTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_bank_read_back_has_the_same_pictures_mouths_and_silence(bool withPictures)
    {
        using var scope = NewDisposeScope();
        var bank = Faces.Bank(12, silent: t => t > 7);
        var tensors = bank.ToTensors(withPictures);
        var pictures = withPictures ? null : Enumerable.Range(0, 12).Select(t => bank[t].Pixels.ToArray()).ToArray();
        var copy = FrameBankTensors.FromTensors(tensors, Faces.Size, pictures);
        Assert.Equal(bank.Count, copy.Count);
        for (var t = 0; t < bank.Count; t++)
        {
            Assert.True(bank[t].Pixels.Span.SequenceEqual(copy[t].Pixels.Span));
            Assert.True(bank[t].Mouth.Landmarks.SequenceEqual(copy[t].Mouth.Landmarks));
            Assert.True(bank[t].Mouth.LipShape.SequenceEqual(copy[t].Mouth.LipShape));
            Assert.Equal(bank[t].Mouth.Pose, copy[t].Mouth.Pose);
            Assert.Equal(bank[t].Mouth.Area, copy[t].Mouth.Area);
            Assert.Equal(bank[t].Silent, copy[t].Silent);
        }
    }

    [Fact]
    public void A_bank_without_its_poses_or_with_too_few_pictures_is_refused()
    {
        using var scope = NewDisposeScope();
        var tensors = Faces.Bank(5).ToTensors(withPictures: false);
        Assert.Throws<WeightsFileException>(() => FrameBankTensors.FromTensors(tensors, Faces.Size, new byte[3][]));
        tensors.Remove("bank.poses");
        Assert.Contains("bank.poses", Assert.Throws<WeightsFileException>(() => FrameBankTensors.FromTensors(tensors, Faces.Size, new byte[5][])).Message);
    }
}
