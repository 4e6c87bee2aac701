using ReliTalk.Audio.LipMesh;

namespace ReliTalk.Audio.Tests.LipMesh;

public sealed class CoarticulationTests
{
    [Fact]
    public void A_single_sound_holds_its_target()
    {
        var pose = Coarticulation.Poses([(VisemeTable.OpenVowel, 0, 1)], [0.5, 0.9]);
        Assert.Equal(VisemeTable.OpenVowel.Target, pose[0]);
        Assert.Equal(VisemeTable.OpenVowel.Target.Opening, pose[1].Opening, 5);
    }

    [Fact]
    public void Two_sounds_are_weighted_by_their_dominance_at_the_time()
    {
        // Worked by hand: at 0.10 s the vowel (0.0-0.1, middle 0.05, held half 0.025) is 0.025 s away, the consonant (0.1-0.2) likewise.
        var vowel = VisemeTable.OpenVowel;
        var consonant = VisemeTable.Alveolar;
        var pose = Coarticulation.Poses([(vowel, 0, 0.1), (consonant, 0.1, 0.2)], [0.1])[0];
        var v = 1.2 * Math.Exp(-20 * 0.025);
        var c = 0.6 * Math.Exp(-30 * 0.025);
        Assert.Equal((v * 1.15 + c * 0.35) / (v + c), pose.Opening, 5);
    }

    [Fact]
    public void A_bilabial_closes_the_lips_between_open_vowels()
    {
        var sounds = new[] { (VisemeTable.OpenVowel, 0.0, 0.15), (VisemeTable.Bilabial, 0.15, 0.22), (VisemeTable.OpenVowel, 0.22, 0.4) };
        double[] times = [.. Enumerable.Range(0, 40).Select(i => i / 100.0)];
        var poses = Coarticulation.Poses(sounds, times);
        Assert.True(poses[18].Aperture < 0.08f, $"{poses[18]}");
        Assert.True(poses[8].Aperture > 0.9f, $"{poses[8]}");
        Assert.True(poses[18].Press > 0.3f);
    }

    [Fact]
    public void A_consonant_takes_the_rounding_of_its_vowel()
    {
        var spread = Coarticulation.Poses([(VisemeTable.FrontCloseVowel, 0, 0.1), (VisemeTable.Back, 0.1, 0.18), (VisemeTable.FrontCloseVowel, 0.18, 0.3)], [0.14])[0];
        var rounded = Coarticulation.Poses([(VisemeTable.RoundedCloseVowel, 0, 0.1), (VisemeTable.Back, 0.1, 0.18), (VisemeTable.RoundedCloseVowel, 0.18, 0.3)], [0.14])[0];
        Assert.True(rounded.Protrusion > 0.3f && spread.Protrusion < 0.05f);
        Assert.True(rounded.Spreading < -0.2f && spread.Spreading > 0.15f);
    }

    [Fact]
    public void Far_from_any_sound_the_lips_rest()
    {
        Assert.Equal(default, Coarticulation.Poses([(VisemeTable.OpenVowel, 0, 0.1)], [5.0])[0]);
        Assert.Equal(default, Coarticulation.Poses([], [0.0])[0]);
    }
}
