using System.Numerics;
using ReliTalk.Media;
using ReliTalk.Reflectance.Lighting;
using ReliTalk.Testing;

namespace ReliTalk.Tests;

/// <summary>Lights that are damaged, absurd or absent end in a typed error that names them, or in a picture; never in neither.</summary>
[Collection(nameof(SmallPortrait))]
public sealed class LightBadInputTests(SmallPortrait small) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("relitalk-bad-light-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(0.02)]
    [InlineData(0.5)]
    [InlineData(0.99)]
    public async Task A_truncated_hdr_is_refused_with_its_name(double share)
    {
        var whole = await File.ReadAllBytesAsync(SharedData.Asset("studio.hdr"));
        await RefusedAsync("cut.hdr", whole[..(int)(share * whole.Length)]);
    }

    [Fact]
    public async Task A_truncated_exr_is_refused_with_its_name()
    {
        var path = Path.Combine(_folder, "whole.exr");
        await new HdrImage(64, 32, new float[64 * 32 * 3]).WriteAsync(path);
        var whole = await File.ReadAllBytesAsync(path);
        await RefusedAsync("cut.exr", whole[..(whole.Length / 2)]);
    }

    [Fact]
    public async Task An_empty_map_is_refused_with_its_name() => await RefusedAsync("empty.hdr", []);

    [Fact]
    public void Radiance_that_is_negative_or_not_a_number_is_refused_where_the_light_is_made()
    {
        foreach (var wrong in new[] { float.NaN, float.PositiveInfinity, -1f })
        {
            var colour = new Vector3(1, wrong, 1);
            Assert.Throws<ArgumentOutOfRangeException>(() => new DirectionalLight(Vector3.UnitZ, colour));
            Assert.Throws<ArgumentOutOfRangeException>(() => new AreaLight(Vector3.UnitZ, 0.3f, colour));
            Assert.Throws<ArgumentOutOfRangeException>(() => new DirectionalLight(Vector3.UnitZ, Vector3.One).Scaled(wrong));
        }
        Assert.ThrowsAny<ArgumentException>(() => new RadianceCoefficients([.. Enumerable.Repeat(float.NaN, 27)]));
        Assert.Throws<MediaException>(() => EnvironmentMap.From(4, 2, [.. Enumerable.Repeat(float.NaN, 24)], "odd.hdr"));
    }

    [Theory]
    [InlineData(0f, true)]
    [InlineData(0f, false)]
    [InlineData(1e6f, true)]
    [InlineData(1e6f, false)]
    [InlineData(1e30f, true)]
    [InlineData(1e30f, false)]
    public async Task Black_light_and_light_far_too_strong_give_a_picture(float strength, bool exposed)
    {
        var texels = new float[8 * 4 * 3];
        Array.Fill(texels, strength);
        Light[] lights =
        [
            new DirectionalLight(new Vector3(1, 0.5f, 1), new Vector3(strength)),
            new EnvironmentLight(EnvironmentMap.From(8, 4, texels, "constant")),
        ];
        foreach (var light in lights)
        {
            var frame = await FirstAsync(small.Portrait.Drive(await SpeechAsync()).Relight(light, new RelightOptions { AutoExposure = exposed }).Over(Backdrop.Transparent));
            var centre = Enumerable.Range(0, frame.Width * frame.Height).Where(i => frame.Pixels[4 * i + 3] == 255).Average(i => frame.Pixels[4 * i + 1]);
            if (strength == 0) Assert.Equal(0, centre);
            else if (!exposed) Assert.True(centre > 100, $"mean {centre:0}");
            else if (strength == 1e6f) Assert.True(centre > 20, $"mean {centre:0}");
        }
    }

    private async Task RefusedAsync(string name, byte[] content)
    {
        var path = Path.Combine(_folder, name);
        await File.WriteAllBytesAsync(path, content);
        var speech = await SpeechAsync();
        var output = Path.Combine(_folder, "out.mp4");
        var error = await Assert.ThrowsAnyAsync<ReliTalkException>(() => small.Portrait.Drive(speech).Relight(path).SaveAsync(output));
        Assert.Contains(name, error.Message);
        Assert.False(File.Exists(output));
    }

    private static async Task<Frame> FirstAsync(Performance performance)
    {
        await foreach (var frame in performance.FramesAsync()) return frame;
        throw new InvalidOperationException("no frame came");
    }

    private async Task<string> SpeechAsync()
    {
        var path = Path.Combine(_folder, "speech.wav");
        if (File.Exists(path)) return path;
        var sound = await AudioReader.ReadAsync(SharedData.Asset("speech.wav"));
        await AudioWriter.WriteAsync(path, sound.Slice(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(0.4)));
        return path;
    }
}
