using ReliTalk.Audio.Features;
using ReliTalk.Audio.LipMesh;
using static TorchSharp.torch;

namespace ReliTalk.Audio.Tests.LipMesh;

public sealed class VisemeLipMeshTests
{
    [Fact]
    public void A_certain_phone_gives_its_visemes_target()
    {
        using var scope = NewDisposeScope();
        foreach (var name in (string[])["AA", "UW", "F", "SIL"])
        {
            var pose = new VisemeLipMesh().Poses(Certain(name, 2)).data<float>().ToArray();
            var target = VisemeTable.OfPhone(name).Target;
            for (var p = 0; p < LipPose.Count; p++) Assert.Equal(target[p], pose[LipPose.Count + p], 4);
        }
    }

    [Fact]
    public void A_probable_bilabial_nearly_closes_the_lips_in_spite_of_a_vowel()
    {
        using var scope = NewDisposeScope();
        var mixed = Certain("AA", 1) * 0.3 + Certain("M", 1) * 0.7;
        var pose = LipPose.From(new VisemeLipMesh().Poses(mixed).data<float>().ToArray());
        Assert.True(pose.Opening < 0.06f, $"{pose}");
    }

    [Fact]
    public void Windows_of_another_shape_are_refused()
    {
        using var scope = NewDisposeScope();
        Assert.Throws<ArgumentException>(() => new VisemeLipMesh().Poses(zeros(3, 15, 42)));
        Assert.Throws<ArgumentException>(() => new VisemeLipMesh().Poses(zeros(3, 16, 41)));
    }

    private static TorchSharp.torch.Tensor Certain(string phone, int frames)
    {
        var index = PhonemePosteriors.Phones.ToList().IndexOf(phone);
        var values = new float[frames * FeatureTrack.WindowSteps * 42];
        for (var i = index; i < values.Length; i += 42) values[i] = 1;
        return tensor(values, [frames, FeatureTrack.WindowSteps, 42]);
    }
}
