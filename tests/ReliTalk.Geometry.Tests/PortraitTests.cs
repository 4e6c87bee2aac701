using System.Numerics;
using ReliTalk.Geometry.Masks;
using ReliTalk.Geometry.Tracking;
using ReliTalk.Media;
using ReliTalk.Testing;

namespace ReliTalk.Geometry.Tests;

public sealed class PortraitTests
{
    [Fact]
    public void A_square_picture_that_the_face_fills_stays_whole()
    {
        var crop = PortraitCrop.Choose(Track(450, 450, new Vector2(220, 220), 210), 256);
        Assert.Equal(new PortraitCrop(0, 0, 450, 256), crop);
    }

    [Fact]
    public void A_wide_picture_is_cut_to_a_square_around_the_head_inside_the_picture()
    {
        var crop = PortraitCrop.Choose(Track(1920, 1080, new Vector2(1700, 500), 300), 256);
        Assert.InRange(crop.Side, 540, 720);
        Assert.True(crop.X >= 0 && crop.X + crop.Side <= 1920 && crop.Y >= 0 && crop.Y + crop.Side <= 1080);
        var chin = crop.Map(new Vector3(1700, 650, 10));
        Assert.InRange(chin.X, 30, 226);
        Assert.InRange(chin.Y, 30, 226);
        Assert.Equal(10 * 256f / crop.Side, chin.Z, 1e-3f);
    }

    [SharedDataFact("synthetic/A/meta.json")]
    public async Task Parts_agree_with_the_rendered_truth()
    {
        var folder = SharedData.Find("synthetic/A")!;
        using var meta = System.Text.Json.JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "meta.json")));
        await using var reader = await VideoReader.OpenAsync(Path.Combine(folder, "train.mp4"));
        using var tracker = FaceTracker.Load(new Learning.Models.ModelStore());
        var first = new List<Frame>();
        await foreach (var frame in reader.FramesAsync())
        {
            first.Add(frame);
            if (first.Count == 11) break;
        }
        var track = await tracker.TrackAsync(Replay());
        var alpha = await ImageFile.ReadAsync(Path.Combine(folder, "mask", "0010.png"));
        var truth = await ImageFile.ReadAsync(Path.Combine(folder, "parts", "f010.png"));
        var matte = new Matte(256, 256, [.. Enumerable.Range(0, 256 * 256).Select(i => alpha.Pixels[i * alpha.Channels])]);
        var segmenter = PartSegmenter.Learn([(first[10], track.Frames[10].Landmarks, matte)]);
        var parts = segmenter.Segment(first[10], track.Frames[10].Landmarks, matte);

        var skin = Overlap(parts.Sum(FacePart.Skin, FacePart.Neck, FacePart.Lips, FacePart.Brows), 1);
        var hair = Overlap(parts[FacePart.Hair], 5);
        var cloth = Overlap(parts[FacePart.Cloth], 7);
        var teeth = Overlap(parts[FacePart.Teeth], 3);
        Assert.True(teeth > 0.3, $"intersection over union of teeth {teeth:F3}");
        Assert.True(skin > 0.85 && hair > 0.7 && cloth > 0.6, $"intersection over union: skin {skin:F3}, hair {hair:F3}, cloth {cloth:F3}");
        for (var i = 0; i < matte.Values.Length; i++)
            Assert.InRange(Enum.GetValues<FacePart>().Sum(part => parts[part].Values[i]), matte.Values[i] - 8, matte.Values[i] + 8);

        double Overlap(Matte mask, int id)
        {
            int both = 0, either = 0;
            for (var i = 0; i < mask.Values.Length; i++)
            {
                var (ours, theirs) = (mask.Values[i] > 127, truth.Pixels[i * truth.Channels] == id);
                if (ours && theirs) both++;
                if (ours || theirs) either++;
            }
            return both / (double)either;
        }

        async IAsyncEnumerable<Frame> Replay()
        {
            foreach (var frame in first) yield return frame;
            await Task.CompletedTask;
        }
    }

    private static ClipTrack Track(int width, int height, Vector2 centre, float faceHeight)
    {
        var random = new Random(2);
        var points = new Vector3[FaceLandmarks.Count];
        for (var i = 0; i < points.Length; i++)
            points[i] = new Vector3(centre.X + (random.NextSingle() - 0.5f) * 0.8f * faceHeight, centre.Y + (random.NextSingle() - 0.5f) * faceHeight, 0);
        points[FaceLandmarks.ForeheadTop] = new Vector3(centre.X, centre.Y - faceHeight / 2, 0);
        points[FaceLandmarks.Chin] = new Vector3(centre.X, centre.Y + faceHeight / 2, 0);
        return new ClipTrack(width, height, [new TrackedFrame(true, points, 1)]);
    }
}
