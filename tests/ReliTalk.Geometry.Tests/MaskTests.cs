using System.Numerics;
using ReliTalk.Geometry.Masks;
using ReliTalk.Geometry.Tracking;
using ReliTalk.Media;

namespace ReliTalk.Geometry.Tests;

public sealed class MaskTests
{
    [Fact]
    public void A_polygons_coverage_sums_to_its_area()
    {
        Vector2[] corners = [new(3.3f, 4.1f), new(20.7f, 2.2f), new(26.5f, 17.9f), new(9.1f, 24.6f)];
        var mask = PolygonMask.Fill(corners, 32, 32);
        double area = 0;
        for (var i = 0; i < corners.Length; i++)
        {
            var (a, b) = (corners[i], corners[(i + 1) % corners.Length]);
            area += (a.X * b.Y - b.X * a.Y) / 2.0;
        }
        Assert.Equal(Math.Abs(area), mask.Sum(), 1.0);
        Assert.All(mask, value => Assert.InRange(value, 0, 1.0001f));
        Assert.Equal(1, mask[12 * 32 + 14], 1e-4f);
    }

    [Fact]
    public void Only_the_largest_area_stays_and_its_holes_are_filled()
    {
        const int size = 64;
        var values = new float[size * size];
        Box(10, 10, 40, 54, 0.9f);
        Box(20, 20, 23, 23, 0.1f);
        Box(55, 5, 60, 12, 1f);
        MatteCleaning.KeepPerson(values, size, size);
        Assert.Equal(0, values[8 * size + 57]);
        Assert.Equal(1, values[21 * size + 21]);
        Assert.Equal(0.9f, values[30 * size + 30]);
        Assert.Equal(0, values[2 * size + 2]);

        void Box(int left, int top, int right, int bottom, float value)
        {
            for (var y = top; y < bottom; y++)
                for (var x = left; x < right; x++)
                    values[y * size + x] = value;
        }
    }

    [Fact]
    public void A_steadied_matte_weighs_its_neighbours_by_a_quarter()
    {
        Matte[] mattes = [Of(0), Of(200), Of(40)];
        var steady = PersonMatte.Steady(mattes);
        Assert.Equal(110, steady[1].Values[0]);
        Assert.Equal(50, steady[0].Values[0]);

        static Matte Of(byte value) => new(1, 1, [value]);
    }

    [Fact]
    public void Inflated_normals_of_a_disc_point_outwards_at_its_rim_and_forwards_in_its_middle()
    {
        const int size = 128;
        var values = new byte[size * size];
        for (var y = 0; y < size; y++)
            for (var x = 0; x < size; x++)
                values[y * size + x] = (x - 63.5) * (x - 63.5) + (y - 63.5) * (y - 63.5) < 40 * 40 ? (byte)255 : (byte)0;
        var planes = new float[3 * size * size];
        new MatteInflation(size).Complete(new Matte(size, size, values), planes, new float[size * size]);
        Vector3 At(int x, int y) => new(planes[y * size + x], planes[size * size + y * size + x], planes[2 * size * size + y * size + x]);
        Assert.True(At(64, 64).Z > 0.99f);
        Assert.True(At(101, 64).X > 0.8f, At(101, 64).ToString());
        Assert.True(At(64, 26).Y > 0.8f, At(64, 26).ToString());
        Assert.Equal(Vector3.Zero, At(5, 5));
        Assert.Equal(1, At(90, 80).Length(), 1e-4f);
    }

    [Fact]
    public void Bright_and_less_red_pixels_between_the_lips_are_teeth()
    {
        const int size = 96;
        var landmarks = new Vector3[FaceLandmarks.Count];
        for (var i = 0; i < landmarks.Length; i++) landmarks[i] = new Vector3(48, 48, 0);
        Ring(FaceLandmarks.FaceOval, 48, 48, 34, 42);
        Ring(FaceLandmarks.LipOuter, 48, 68, 16, 10);
        Ring(FaceLandmarks.LipInner, 48, 68, 12, 7);
        Ring(FaceLandmarks.LeftEyeContour, 36, 40, 4, 2);
        Ring(FaceLandmarks.RightEyeContour, 60, 40, 4, 2);
        Ring(FaceLandmarks.LeftBrow, 36, 34, 4, 1);
        Ring(FaceLandmarks.RightBrow, 60, 34, 4, 1);
        (landmarks[FaceLandmarks.LeftEyeOuter], landmarks[FaceLandmarks.RightEyeOuter]) = (new(30, 40, 0), new(66, 40, 0));
        (landmarks[FaceLandmarks.Chin], landmarks[9]) = (new(48, 90, 0), new(48, 30, 0));
        var frame = new Frame(size, size);
        for (var i = 0; i < size * size; i++) Paint(i, 200, 150, 125);
        for (var y = 62; y < 75; y++)
            for (var x = 38; x < 59; x++)
            {
                if (y < 66) Paint(y * size + x, 190, 180, 165);
                else if (y < 71) Paint(y * size + x, 40, 20, 20);
                else Paint(y * size + x, 170, 80, 80);
            }
        var matte = new Matte(size, size, [.. Enumerable.Repeat((byte)255, size * size)]);
        var parts = PartSegmenter.Learn([(frame, landmarks, matte)]).Segment(frame, landmarks, matte);
        Assert.True(parts[FacePart.Teeth].Values[64 * size + 48] > 200, "tooth");
        Assert.True(parts[FacePart.MouthInterior].Values[68 * size + 48] > 200, "dark");
        Assert.True(parts[FacePart.MouthInterior].Values[72 * size + 48] > 200, "tongue");
        Assert.Equal(0, parts[FacePart.Teeth].Values[72 * size + 48]);
        Assert.Equal(0, parts[FacePart.Teeth].Values[50 * size + 48]);
        for (var i = 0; i < size * size; i++) Assert.InRange(Enum.GetValues<FacePart>().Sum(part => parts[part].Values[i]), 247, 263);

        void Ring(ReadOnlySpan<int> loop, float x, float y, float rx, float ry)
        {
            for (var i = 0; i < loop.Length; i++)
            {
                var (sine, cosine) = MathF.SinCos(2 * MathF.PI * i / loop.Length);
                landmarks[loop[i]] = new Vector3(x + rx * cosine, y + ry * sine, 0);
            }
        }

        void Paint(int i, byte r, byte g, byte b) => (frame.Pixels[3 * i], frame.Pixels[3 * i + 1], frame.Pixels[3 * i + 2]) = (r, g, b);
    }
}
