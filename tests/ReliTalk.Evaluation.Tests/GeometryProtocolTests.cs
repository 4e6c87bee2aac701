using System.Numerics;

namespace ReliTalk.Evaluation.Tests;

public sealed class GeometryProtocolTests
{
    [Fact]
    public void A_constant_turn_of_the_heads_own_axes_is_no_error_and_a_wobble_is()
    {
        var own = Quaternion.CreateFromYawPitchRoll(0.3f, -0.2f, 0.1f);
        Quaternion[] truth = [.. Enumerable.Range(0, 40).Select(t => Quaternion.CreateFromYawPitchRoll(0.02f * t, 0.3f * MathF.Sin(t), 0.1f))];

        var turned = truth.Select(q => q * own).ToArray();
        var wobbling = truth.Select((q, t) => q * own * Quaternion.CreateFromAxisAngle(Vector3.UnitX, (t % 2 == 0 ? 5 : -5) * MathF.PI / 180)).ToArray();

        Assert.Equal(0, GeometryProtocol.RotationError(turned, truth), 1);
        Assert.Equal(5, GeometryProtocol.RotationError(wobbling, truth), 1);
    }

    [Fact]
    public async Task A_set_without_truth_of_the_head_is_refused()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(Path.Combine(folder.Path, "eval"));
        await Media.ImageFile.WriteAsync(Path.Combine(folder.Path, "eval", "f000_l01.png"), TestPictures.Make(0));
        File.WriteAllText(Path.Combine(folder.Path, "meta.json"), """{"train_light": 0, "lights": [{"id": 0, "type": "hdri"}, {"id": 1, "type": "hdri"}]}""");

        var error = await Assert.ThrowsAsync<MediaException>(() => new GeometryProtocol().RunAsync(folder.Path));

        Assert.Contains("frames_data", error.Message);
    }
}
