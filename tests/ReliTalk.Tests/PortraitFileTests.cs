using ReliTalk.Learning.WeightFiles;
using ReliTalk.Storage;
using static TorchSharp.torch;

namespace ReliTalk.Tests;

/// <summary>A portrait file that this build cannot read is refused by its version, not by whatever it happens to lack.</summary>
public sealed class PortraitFileTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"relitalk-{Guid.NewGuid():N}.portrait");

    public void Dispose() => File.Delete(_path);

    [Theory]
    [InlineData("1")]
    [InlineData("2")]
    [InlineData("3")]
    [InlineData("5")]
    public void Another_version_is_refused_with_both_versions_and_what_to_do(string version)
    {
        Write(new() { [PortraitFile.VersionKey] = version, ["size"] = "128" });
        var error = Assert.Throws<WeightsFileException>(() => Portrait.Load(_path));
        Assert.Contains($"format version {version}", error.Message);
        Assert.Contains("reads version 4", error.Message);
        Assert.Contains("Train it again", error.Message);
        Assert.Contains(_path, error.Message);
    }

    [Fact]
    public void The_right_version_without_its_contents_is_called_incomplete()
    {
        Write(new() { [PortraitFile.VersionKey] = PortraitFile.Version, ["size"] = "128" });
        Assert.Contains("incomplete", Assert.Throws<WeightsFileException>(() => Portrait.Load(_path)).Message);
    }

    [Fact]
    public void A_safetensors_file_that_is_no_portrait_is_named_so()
    {
        Write([]);
        Assert.Contains("not a portrait", Assert.Throws<WeightsFileException>(() => Portrait.Load(_path)).Message);
    }

    private void Write(Dictionary<string, string> metadata)
    {
        using var scope = NewDisposeScope();
        SafeTensorsFile.Write(_path, new Dictionary<string, Tensor> { ["clip/landmarks"] = zeros(2, 478, 3) }, metadata);
    }
}
