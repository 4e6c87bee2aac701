using System.Globalization;
using ReliTalk.Driving;
using ReliTalk.Learning.WeightFiles;
using ReliTalk.Media;
using ReliTalk.Reflectance.Lighting;
using ReliTalk.Reflectance.Shading;
using ReliTalk.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Tests;

/// <summary>What is baked at the end of training must light a frame as decomposing the whole driven frame does.</summary>
[Collection(nameof(SmallPortrait))]
public sealed class BakedFramesTests(SmallPortrait small)
{
    [Fact]
    public async Task Baked_frames_are_lit_like_frames_that_are_decomposed_whole()
    {
        using var noGrad = no_grad();
        var parts = small.Portrait.Parts;
        var size = parts.Clip.Size;
        var light = new LightRequest.Given(_ => DirectionalLight.At(0.9f, 0.3f, new(2, 2, 2)), IsStatic: true, new RelightOptions { AutoExposure = false });
        var table = LightTable.Build(light.LightAt(TimeSpan.Zero), parts.Reflectance.Exponent);
        var lighting = (await LightingStage.MakeAsync(parts, light, null, default))!;
        var driving = new DrivingStage(parts, await HeadStage.MakeAsync(parts, new DriveOptions()));
        var whole = new ReflectanceFrames(parts.Clip);
        var (outside, inside) = (new Difference(), new Difference());
        for (var t = 0; t < 12; t++)
        {
            // The mouth of another frame, so that it really moves.
            var other = (t * 5 + 20) % parts.Clip.Count;
            var driven = driving.Drive(new SpokenMoment(t, parts.Clip.Fit.ExpressionOf(other).ToArray(), parts.Clip.Fit.JawPoseOf(other), Silent: false));
            var expected = Relighter.Relight(parts.Reflectance.Decompose(whole.Driven(driven.Picture, driven.BankIndex, driven.Moment.Expression, driven.Moment.Jaw)), table);
            var actual = Relighter.Relight(lighting.Decompose(driven), table);
            var area = driven.Mouth.Area;
            for (var i = 0; i < size * size; i++)
            {
                int x = i % size - area.CropX, y = i / size - area.CropY;
                var redrawn = x >= 0 && y >= 0 && x < area.CropSize && y < area.CropSize && driven.Paste[y * area.CropSize + x] > 0;
                for (var c = 0; c < 4; c++) (redrawn ? inside : outside).Add(expected.Pixels[4 * i + c], actual.Pixels[4 * i + c]);
            }
        }
        Assert.True(outside.Psnr > 45, $"{outside.Psnr:0.0} dB outside the mouth");
        Assert.True(inside.Psnr > 36, $"{inside.Psnr:0.0} dB inside");
    }

    [Fact]
    public async Task A_driven_frame_under_a_side_light_casts_the_shadows_of_the_heads_own_depth()
    {
        using var noGrad = no_grad();
        var (parts, baked) = (small.Portrait.Parts, small.Portrait.Parts.Baked);
        var plane = parts.Clip.Size * parts.Clip.Size;
        var light = new LightRequest.Given(_ => DirectionalLight.At(1.2f, 0.3f, new(3, 3, 3)), IsStatic: true, new RelightOptions { AutoExposure = false });
        var table = LightTable.Build(light.LightAt(TimeSpan.Zero), parts.Reflectance.Exponent);
        await using var lighting = (await LightingStage.MakeAsync(parts, light, Backdrop.Transparent, default))!;
        var driving = new DrivingStage(parts, await HeadStage.MakeAsync(parts, new DriveOptions()));
        var whole = new ReflectanceFrames(parts.Clip);
        var (baking, flat) = (new Difference(), new Difference());
        var (normals, weight) = (new float[3 * plane], new float[plane]);
        for (var t = 0; t < 6; t++)
        {
            var driven = driving.Drive(new SpokenMoment(t, parts.Clip.Fit.ExpressionOf(t).ToArray(), parts.Clip.Fit.JawPoseOf(t), Silent: false));
            var frame = whole.Driven(driven.Picture, driven.BankIndex, driven.Moment.Expression, driven.Moment.Jaw);
            Assert.NotNull(frame.Depth);
            var expected = Relighter.Relight(parts.Reflectance.Decompose(frame), table);
            var actual = lighting.Light(driven);
            baked.Read(driven.BankIndex, parts.Clip.Mattes[driven.BankIndex], normals, weight);
            var without = Relighter.Relight(parts.Reflectance.Explain(driven.Picture, normals, weight, parts.Clip.Mattes[driven.BankIndex].ToFloats()), table);
            for (var i = 0; i < 4 * plane; i++)
            {
                baking.Add(expected.Pixels[i], actual.Pixels[i]);
                flat.Add(expected.Pixels[i], without.Pixels[i]);
            }
        }
        Assert.True(baking.Psnr > 42, $"{baking.Psnr:0.0} dB with the baked depth, {flat.Psnr:0.0} dB from the normals");
        Assert.True(baking.Psnr > flat.Psnr + 3, $"{baking.Psnr:0.0} dB with the baked depth, {flat.Psnr:0.0} dB from the normals");
    }

    [Fact]
    public void Quantised_normals_stay_within_a_quarter_of_a_degree()
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        var (clip, reflectance) = (small.Portrait.Parts.Clip, small.Portrait.Parts.Reflectance);
        var plane = clip.Size * clip.Size;
        var exact = reflectance.Decompose(new ReflectanceFrames(clip).WithMouthClosed(7));
        var (normals, weight) = (new float[3 * plane], new float[plane]);
        small.Portrait.Parts.Baked.Read(7, clip.Mattes[7], normals, weight);
        for (var i = 0; i < plane; i++)
        {
            Assert.Equal(exact.SpecularWeight[i], weight[i], reflectance.LargestSpecularWeight / 255 * 0.51f);
            if (exact.Matte[i] == 0) continue;
            var cosine = 0f;
            for (var c = 0; c < 3; c++) cosine += exact.Normals[c * plane + i] * normals[c * plane + i];
            Assert.True(cosine > MathF.Cos(0.25f * MathF.PI / 180) || (exact.Normals[i] == 0 && exact.Normals[plane + i] == 0 && exact.Normals[2 * plane + i] == 0 && cosine == 0), $"pixel {i}: {cosine}");
        }
    }

    [Fact]
    public async Task A_portrait_that_was_read_back_draws_the_same_pixels()
    {
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.portrait");
        try
        {
            small.Portrait.Save(path);
            using var restored = Portrait.Load(path);
            var sound = new float[8_000];
            for (var i = 0; i < sound.Length; i++) sound[i] = 0.3f * MathF.Sin(i * 0.1f) * MathF.Sin(i * 0.002f);
            var light = DirectionalLight.At(0.5f, 0.5f, new(1, 1, 1));
            var before = await small.Portrait.Drive(LiveSound.Once(sound), LiveSound.Unpaced).Relight(light).FramesAsync().Select(frame => frame.Pixels).ToListAsync();
            var after = await restored.Drive(LiveSound.Once(sound), LiveSound.Unpaced).Relight(light).FramesAsync().Select(frame => frame.Pixels).ToListAsync();
            Assert.Equal(before, after);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_file_of_an_older_format_is_refused_and_the_message_says_what_to_do()
    {
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.portrait");
        try
        {
            using (var value = zeros(1))
                SafeTensorsFile.Write(path, new Dictionary<string, Tensor> { ["x"] = value }, new Dictionary<string, string> { ["relitalk.portrait"] = "1", ["size"] = 256.ToString(CultureInfo.InvariantCulture) });
            var error = Assert.Throws<WeightsFileException>(() => Portrait.Load(path));
            Assert.Contains("version 1", error.Message);
            Assert.Contains("Train it again", error.Message);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private sealed class Difference
    {
        private double _sum;
        private long _count;

        public double Psnr => 10 * Math.Log10(255.0 * 255.0 * _count / Math.Max(_sum, 1e-9));

        public void Add(byte a, byte b)
        {
            _sum += (a - b) * (a - b);
            _count++;
        }
    }
}
