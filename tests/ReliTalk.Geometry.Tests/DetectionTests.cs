using System.Numerics;
using ReliTalk.Geometry.Tracking;
using ReliTalk.Media;

namespace ReliTalk.Geometry.Tests;

public sealed class DetectionTests
{
    [Fact]
    public void Anchor_counts_are_those_of_the_networks()
    {
        Assert.Equal(2304, DetectionDecoder.FullRange().AnchorCount);
        Assert.Equal(896, DetectionDecoder.ShortRange().AnchorCount);
    }

    [Fact]
    public void A_box_is_read_relative_to_its_cell_and_mapped_out_of_the_letterbox()
    {
        var decoder = DetectionDecoder.FullRange();
        var regressors = new float[2304 * 16];
        var logits = Enumerable.Repeat(-9f, 2304).ToArray();
        const int cell = 10 * 48 + 30;
        logits[cell] = 3;
        (regressors[cell * 16], regressors[cell * 16 + 1], regressors[cell * 16 + 2], regressors[cell * 16 + 3]) = (4, -6, 48, 60);
        (regressors[cell * 16 + 4], regressors[cell * 16 + 5]) = (-10, -8);

        var face = Assert.Single(decoder.Decode(regressors, logits, FaceRegion.Letterbox(640, 360)));

        // The network's 192 pixels span 640; the letterbox begins 140 above the picture.
        const float scale = 640f / 192;
        Assert.Equal((30.5f / 48 * 192 + 4) * scale, face.Centre.X, 1e-2f);
        Assert.Equal((10.5f / 48 * 192 - 6) * scale - 140, face.Centre.Y, 1e-2f);
        Assert.Equal(48 * scale, face.Width, 1e-2f);
        Assert.Equal(60 * scale, face.Height, 1e-2f);
        Assert.Equal((30.5f / 48 * 192 - 10) * scale, face.RightEye.X, 1e-2f);
        Assert.Equal(1 / (1 + MathF.Exp(-3)), face.Score, 1e-5f);
    }

    [Fact]
    public void Overlapping_boxes_are_averaged_by_score_and_others_kept()
    {
        var merged = DetectionDecoder.Merge([Face(100, 100, 0.9f), Face(110, 100, 0.6f), Face(300, 100, 0.7f)]);
        Assert.Equal(2, merged.Count);
        Assert.Equal((100 * 0.9f + 110 * 0.6f) / 1.5f, merged[0].Centre.X, 1e-3f);
        Assert.Equal(0.9f, merged[0].Score);
        Assert.Equal(300, merged[1].Centre.X, 1e-3f);

        static FaceDetection Face(float x, float y, float score) => new(new Vector2(x, y), 80, 80, new Vector2[6], score);
    }

    [Fact]
    public void Overlap_of_boxes_is_intersection_over_union()
    {
        var a = new FaceDetection(new Vector2(50, 50), 100, 100, new Vector2[6], 1);
        var b = new FaceDetection(new Vector2(100, 50), 100, 100, new Vector2[6], 1);
        Assert.Equal(1f / 3, a.Overlap(b), 1e-5f);
        Assert.Equal(0, a.Overlap(b with { Centre = new Vector2(151, 50) }));
    }

    [Fact]
    public void A_turned_square_samples_what_lies_under_it()
    {
        // Brightness is a plane in x and y, so bilinear sampling is exact and the expected value is the plane at the mapped point.
        const int side = 64;
        var pixels = new byte[side * side * 3];
        for (var y = 0; y < side; y++)
            for (var x = 0; x < side; x++)
                (pixels[(y * side + x) * 3], pixels[(y * side + x) * 3 + 1], pixels[(y * side + x) * 3 + 2]) = ((byte)(2 * x), (byte)(3 * y), (byte)(x + y));
        var frame = new Frame(side, side, PixelFormat.Rgb24, pixels);
        var region = new FaceRegion(new Vector2(31, 33), 20, 0.5f);
        var sample = new float[16 * 16 * 3];
        region.Sample(frame, 16, sample, 0, 1, repeatEdges: true);
        foreach (var (column, row) in new[] { (0, 0), (15, 3), (7, 12) })
        {
            var point = region.ToPicture(new Vector3(column + 0.5f, row + 0.5f, 0), 16);
            var at = (row * 16 + column) * 3;
            Assert.Equal(2 * (point.X - 0.5f) / 255, sample[at], 1e-4f);
            Assert.Equal(3 * (point.Y - 0.5f) / 255, sample[at + 1], 1e-4f);
        }
    }

    [Fact]
    public void Outside_the_picture_is_black_or_the_edge_as_asked()
    {
        var frame = new Frame(8, 8, PixelFormat.Rgb24, [.. Enumerable.Repeat((byte)255, 8 * 8 * 3)]);
        var region = new FaceRegion(new Vector2(4, 4), 32, 0);
        var sample = new float[8 * 8 * 3];
        region.Sample(frame, 8, sample, -1, 1, repeatEdges: false);
        Assert.Equal(-1, sample[0]);
        Assert.Equal(1, sample[(4 * 8 + 4) * 3], 1e-4f);
        region.Sample(frame, 8, sample, -1, 1, repeatEdges: true);
        Assert.Equal(1, sample[0], 1e-4f);
    }

    [Fact]
    public void The_region_of_turned_landmarks_is_turned_with_the_eyes()
    {
        var (sin, cos) = MathF.SinCos(0.3f);
        var landmarks = new Vector3[FaceLandmarks.Count];
        var random = new Random(1);
        for (var i = 0; i < landmarks.Length; i++) landmarks[i] = Turn(random.NextSingle() * 60 - 30, random.NextSingle() * 90 - 45);
        landmarks[FaceLandmarks.LeftEyeOuter] = Turn(-30, -10);
        landmarks[FaceLandmarks.RightEyeOuter] = Turn(30, -10);
        landmarks[FaceLandmarks.Chin] = Turn(0, 50);
        landmarks[FaceLandmarks.ForeheadTop] = Turn(0, -50);

        var region = FaceRegion.FromLandmarks(landmarks);

        Assert.Equal(0.3f, region.Rotation, 1e-4f);
        Assert.Equal(150, region.Side, 1e-2f);
        Assert.True(Vector2.Distance(region.Centre, new Vector2(100, 100)) < 0.02f, region.Centre.ToString());

        Vector3 Turn(float x, float y) => new(100 + cos * x - sin * y, 100 + sin * x + cos * y, 0);
    }
}
