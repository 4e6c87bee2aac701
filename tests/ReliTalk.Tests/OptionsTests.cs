namespace ReliTalk.Tests;

public sealed class OptionsTests
{
    [Theory]
    [InlineData(64)]
    [InlineData(250)]
    [InlineData(2048)]
    public void Training_refuses_a_size_outside_its_range(int size)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => Portrait.Train("speaker.mp4", new TrainingOptions { Size = size }));
        Assert.Equal("Size", error.ParamName);
        Assert.Contains("multiple of 32", error.Message);
    }

    [Fact]
    public void Driving_refuses_an_expression_strength_that_is_not_a_number()
        => Assert.Throws<ArgumentOutOfRangeException>(() => Portrait.Train("speaker.mp4").Drive("speech.wav", new DriveOptions { ExpressionStrength = float.NaN }));

    [Fact]
    public void Relighting_refuses_an_exposure_of_eleven_stops()
        => Assert.Throws<ArgumentOutOfRangeException>(() => Portrait.Train("speaker.mp4").Drive("speech.wav").Relight("studio.hdr", new RelightOptions { Exposure = 11 }));

    [Theory]
    [InlineData(0)]
    [InlineData(11)]
    [InlineData(double.NaN)]
    public void Training_refuses_a_share_of_steps_outside_its_range(double share)
        => Assert.Throws<ArgumentOutOfRangeException>(() => Portrait.Train("speaker.mp4", new TrainingOptions { StepShare = share }));

    [Fact]
    public void Defaults_are_valid()
    {
        new TrainingOptions().Validate();
        new DriveOptions().Validate();
        new RelightOptions().Validate();
    }
}
