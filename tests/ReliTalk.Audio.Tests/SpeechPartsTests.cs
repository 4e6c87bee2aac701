using ReliTalk.Learning.Models;
using ReliTalk.Learning.Networks.Pretrained;

namespace ReliTalk.Audio.Tests;

public sealed class SpeechPartsTests
{
    [AcousticModelFact]
    public void The_viseme_table_takes_the_lip_meshs_place_and_a_stored_description_finds_it_again()
    {
        var models = new ModelStore();
        var parts = SpeechParts.Load(models, mesh: LipMeshKind.Visemes);
        Assert.Equal("visemes", parts.Mesh.Name);
        Assert.Equal(parts.Description, SpeechParts.Load(models, parts.Description).Description);
        Assert.NotEqual(parts.Description, SpeechParts.Load(models).Description);
        Assert.Contains("other", Assert.Throws<WeightsFileException>(() => SpeechParts.Load(models, "other;learned")).Message, StringComparison.Ordinal);
    }

    [AcousticModelFact]
    public void A_stored_description_finds_the_speech_encoder_again()
    {
        var models = new ModelStore();
        if (!models.Contains(MoonshineEncoder.File)) return;
        var parts = SpeechParts.Load(models, SpeechFeatureKind.Moonshine);
        Assert.Equal(parts.Description, SpeechParts.Load(models, parts.Description).Description);
        Assert.Equal(MoonshineEncoder.Width, parts.EncoderColumns);
        Assert.Equal(0, SpeechParts.Load(models).EncoderColumns);
    }

    [AcousticModelFact]
    public void The_users_own_networks_are_named_where_they_are_missing()
    {
        var models = new ModelStore();
        Assert.Contains("deepspeech/output_graph.pb", Assert.Throws<BackendMissingException>(() => SpeechParts.Load(models, SpeechFeatureKind.DeepSpeech)).Message, StringComparison.Ordinal);
        Assert.Contains("DeepSpeech", Assert.Throws<ArgumentException>(() => SpeechParts.Load(models, mesh: LipMeshKind.Voca)).Message, StringComparison.Ordinal);
    }
}
