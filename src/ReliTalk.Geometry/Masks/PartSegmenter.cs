using System.Numerics;
using ReliTalk.Geometry.Tracking;
using ReliTalk.Media;

namespace ReliTalk.Geometry.Masks;

/// <summary>
/// Divides the person's matte into parts without a network: inside the face by the landmarks' outlines, outside by colour models of hair,
/// skin and cloth that are learnt once from frames of the clip (so that they do not flicker) and by the place relative to the face.
/// Immutable after learning; thread-safe.
/// </summary>
public sealed class PartSegmenter
{
    private const int PartCount = 9;

    private readonly ColourHistogram _skin = new();
    private readonly ColourHistogram _hair = new();
    private readonly ColourHistogram _cloth = new();
    private Vector3 _faceColour;

    private PartSegmenter() { }

    /// <summary>Learns the colours of a clip.</summary>
    /// <param name="examples">Ten frames spread over the clip are plenty; at least one. Frame, 478 landmarks in its pixels, and matte of its size.</param>
    /// <exception cref="ArgumentException">There is no example, or a matte has another size than its frame.</exception>
    public static PartSegmenter Learn(IEnumerable<(Frame Frame, IReadOnlyList<Vector3> Landmarks, Matte Matte)> examples)
    {
        ArgumentNullException.ThrowIfNull(examples);
        var segmenter = new PartSegmenter();
        var count = 0;
        foreach (var (frame, landmarks, matte) in examples)
        {
            count++;
            segmenter.LearnFrom(frame, landmarks, matte);
        }
        if (count == 0) throw new ArgumentException("At least one frame is needed to learn the colours from.", nameof(examples));
        segmenter._faceColour /= count;
        segmenter._skin.Soften(2);
        segmenter._hair.Soften(2);
        segmenter._cloth.Soften(1);
        return segmenter;
    }

    /// <summary>Divides one frame.</summary>
    /// <param name="frame">The picture.</param>
    /// <param name="landmarks">478 landmarks in its pixels.</param>
    /// <param name="matte">The person's matte, of the picture's size.</param>
    public PartMasks Segment(Frame frame, IReadOnlyList<Vector3> landmarks, Matte matte)
    {
        CheckSizes(frame, matte);
        int width = frame.Width, height = frame.Height, count = width * height;
        var place = new FacePlace(landmarks);
        var oval = Outline(landmarks, FaceLandmarks.FaceOval, width, height);
        var skin = new float[count];
        var hair = new float[count];
        var cloth = new float[count];
        for (var i = 0; i < count; i++)
        {
            if (matte.Values[i] == 0) continue;
            var (across, below, above) = place.Of(i % width + 0.5f, i / width + 0.5f);
            var (priorSkin, priorHair, priorCloth) = Priors(across, below, above, oval[i]);
            var pixel = frame.Pixels.AsSpan(i * frame.Channels, 3);
            var s = priorSkin * _skin.Likelihood(pixel[0], pixel[1], pixel[2]);
            var h = priorHair * _hair.Likelihood(pixel[0], pixel[1], pixel[2]);
            var c = priorCloth * _cloth.Likelihood(pixel[0], pixel[1], pixel[2]);
            var inverse = 1 / (s + h + c);
            (skin[i], hair[i], cloth[i]) = (s * inverse, h * inverse, c * inverse);
        }
        var radius = Math.Max(1, width / 128);
        PlaneScaling.Blur(skin, width, height, radius);
        PlaneScaling.Blur(hair, width, height, radius);
        PlaneScaling.Blur(cloth, width, height, radius);

        var eyes = Outline(landmarks, FaceLandmarks.LeftEyeContour, width, height);
        Join(eyes, Outline(landmarks, FaceLandmarks.RightEyeContour, width, height));
        var brows = Outline(landmarks, FaceLandmarks.LeftBrow, width, height);
        Join(brows, Outline(landmarks, FaceLandmarks.RightBrow, width, height));
        var mouth = Outline(landmarks, FaceLandmarks.LipOuter, width, height);
        var interior = Outline(landmarks, FaceLandmarks.LipInner, width, height);

        var planes = new float[PartCount][];
        for (var p = 0; p < PartCount; p++) planes[p] = new float[count];
        for (var i = 0; i < count; i++)
        {
            var left = matte.Values[i] / 255f;
            if (left == 0) continue;
            var tooth = interior[i] > 0 ? interior[i] * ToothShare(frame.Pixels.AsSpan(i * frame.Channels, 3)) : 0;
            Take(planes[(int)FacePart.Teeth], i, ref left, tooth);
            Take(planes[(int)FacePart.MouthInterior], i, ref left, tooth < 1 ? (interior[i] - tooth) / (1 - tooth) : 0);
            Take(planes[(int)FacePart.Lips], i, ref left, mouth[i]);
            Take(planes[(int)FacePart.Eyes], i, ref left, eyes[i]);
            Take(planes[(int)FacePart.Brows], i, ref left, brows[i]);
            var total = skin[i] + hair[i] + cloth[i] + 1e-6f;
            var (_, below, _) = place.Of(i % width + 0.5f, i / width + 0.5f);
            // Skin inside the outline is the face; outside and below the jaw it is the neck.
            var neck = Math.Clamp((below + 0.55f) * 3, 0, 1) * (1 - oval[i]);
            planes[(int)FacePart.Hair][i] = left * hair[i] / total;
            planes[(int)FacePart.Cloth][i] = left * cloth[i] / total;
            planes[(int)FacePart.Neck][i] = left * skin[i] / total * neck;
            planes[(int)FacePart.Skin][i] = left * skin[i] / total * (1 - neck);
        }
        return new PartMasks([.. planes.Select(plane => Matte.FromFloats(width, height, plane))]);
    }

    /// <summary>
    /// How surely a pixel between the lips is a tooth: not dark, nearly white, and less red than the face under the same light. Tongue
    /// and gums are redder than skin, the rest is dark.
    /// </summary>
    private float ToothShare(ReadOnlySpan<byte> pixel)
    {
        var brightness = (pixel[0] + pixel[1] + pixel[2]) / Math.Max(1, _faceColour.X + _faceColour.Y + _faceColour.Z);
        // White is 0.5. The tongue of dark skin is less red than the skin, so the measure is both the face's and white's.
        var redness = (pixel[0] + 1f) / (pixel[1] + pixel[2] + 2f);
        var skinRedness = (_faceColour.X + 1) / (_faceColour.Y + _faceColour.Z + 2);
        return Rise(brightness, 0.2f, 0.35f) * (1 - Rise(redness, 0.68f, 0.78f)) * (1 - Rise(redness / skinRedness, 0.92f, 1.04f));

        static float Rise(float value, float from, float to)
        {
            var t = Math.Clamp((value - from) / (to - from), 0, 1);
            return t * t * (3 - 2 * t);
        }
    }

    private void LearnFrom(Frame frame, IReadOnlyList<Vector3> landmarks, Matte matte)
    {
        CheckSizes(frame, matte);
        int width = frame.Width, height = frame.Height;
        var place = new FacePlace(landmarks);
        var oval = Outline(landmarks, FaceLandmarks.FaceOval, width, height);
        var seen = Vector3.Zero;
        var faceCount = 0;
        var throat = new List<int>();
        var crown = new List<int>();
        var shoulders = new List<int>();
        for (var i = 0; i < oval.Length; i++)
        {
            if (matte.Values[i] < 230) continue;
            var (across, below, above) = place.Of(i % width + 0.5f, i / width + 0.5f);
            var pixel = frame.Pixels.AsSpan(i * frame.Channels, 3);
            // Seeds lie where there is no doubt: cheeks and nose, the crown and the sides above the ears, and well below the chin.
            if (oval[i] == 1 && above is > -1.35f and < -0.15f)
            {
                _skin.Add(pixel[0], pixel[1], pixel[2], 1);
                seen += new Vector3(pixel[0], pixel[1], pixel[2]);
                faceCount++;
            }
            else if (oval[i] == 0 && below is > 0.03f and < 0.3f && Math.Abs(across) < 0.3f)
            {
                throat.Add(i);
            }
            else if (oval[i] == 0 && above > 0.35f)
            {
                crown.Add(i);
            }
            else if (below > 0.75f || (below > 0.1f && Math.Abs(across) > 0.8f))
            {
                shoulders.Add(i);
            }
        }
        _faceColour += seen / Math.Max(1, faceCount);
        AddShadedSkin(frame, throat, seen);
        AddUnlikeFace(_hair, frame, crown, seen, faceCount);
        AddUnlikeFace(_cloth, frame, shoulders, seen, faceCount);
    }

    /// <summary>A high forehead goes on above the outline, and bare shoulders lie below the chin: what looks like the face is neither hair nor cloth.</summary>
    private static void AddUnlikeFace(ColourHistogram histogram, Frame frame, List<int> places, Vector3 faceSum, int faceCount)
    {
        const float hueTolerance = 0.04f;
        var total = faceSum.X + faceSum.Y + faceSum.Z;
        if (total <= 0) return;
        var hue = faceSum / total;
        var brightness = total / Math.Max(1, faceCount);
        foreach (var i in places)
        {
            var pixel = frame.Pixels.AsSpan(i * frame.Channels, 3);
            var colour = new Vector3(pixel[0], pixel[1], pixel[2]);
            var sum = colour.X + colour.Y + colour.Z;
            var likeFace = sum > 0.6f * brightness && sum < 1.6f * brightness && (colour / sum - hue).Length() < hueTolerance;
            if (!likeFace) histogram.Add(pixel[0], pixel[1], pixel[2], 1);
        }
    }

    /// <summary>The throat lies in the chin's shadow: what has the face's hue there teaches the tones of shaded skin. A collar has another hue.</summary>
    private void AddShadedSkin(Frame frame, List<int> throat, Vector3 faceSum)
    {
        const float hueTolerance = 0.05f;
        var total = faceSum.X + faceSum.Y + faceSum.Z;
        if (total <= 0) return;
        var hue = faceSum / total;
        foreach (var i in throat)
        {
            var pixel = frame.Pixels.AsSpan(i * frame.Channels, 3);
            var colour = new Vector3(pixel[0], pixel[1], pixel[2]);
            var sum = colour.X + colour.Y + colour.Z;
            if (sum < 24 || (colour / sum - hue).Length() > hueTolerance) continue;
            _skin.Add(pixel[0], pixel[1], pixel[2], 1);
        }
    }

    private static (float Skin, float Hair, float Cloth) Priors(float across, float below, float above, float oval)
    {
        var side = Math.Abs(across);
        if (oval > 0.5f)
        {
            // A fringe may hang over the forehead; lower down the outline is skin.
            return (1, above > 0.25f ? 0.35f : 0.002f, 0.0005f);
        }
        // Hair surrounds the face and may fall beside the neck, but does not lie on the shoulders' slope.
        var beside = Math.Clamp((1.45f - side) * 4, 0.02f, 1);
        // No hair falls over the throat: what is dark there is the chin's shadow.
        var throat = Math.Clamp((Math.Max(side - 0.45f, -0.1f - below)) * 5, 0.03f, 1);
        var hair = below < -0.6f ? 1f : Math.Max(0.02f, beside * 0.6f * (1 - (below + 0.6f) / 1.8f)) * throat;
        var neckColumn = Math.Clamp((1.05f - side) * 4, 0.02f, 1) * Math.Clamp((1.1f - below) * 2, 0.03f, 1);
        var ear = below is > -1.5f and < -0.45f && side < 1.5f ? 1.2f : above is > 0 and < 0.9f && side < 0.8f ? 0.4f : 0.05f;
        var skin = below > -0.6f ? Math.Max(neckColumn, below < -0.3f ? ear : 0) : ear;
        // Cloth climbs higher at the sides (shoulders, collars) than in front of the throat.
        var cloth = Math.Clamp((below + (side > 0.6f ? 0.6f : 0.05f)) * (side > 0.6f ? 1.6f : 1.4f), 0.01f, 1);
        return (skin, hair, cloth);
    }

    private static void Take(float[] plane, int at, ref float left, float share)
    {
        plane[at] = left * share;
        left *= 1 - share;
    }

    private static void Join(float[] plane, float[] other)
    {
        for (var i = 0; i < plane.Length; i++) plane[i] = Math.Min(1, plane[i] + other[i]);
    }

    private static float[] Outline(IReadOnlyList<Vector3> landmarks, ReadOnlySpan<int> loop, int width, int height)
    {
        var corners = new Vector2[loop.Length];
        for (var i = 0; i < corners.Length; i++) corners[i] = new Vector2(landmarks[loop[i]].X, landmarks[loop[i]].Y);
        return PolygonMask.Fill(corners, width, height);
    }

    private static void CheckSizes(Frame frame, Matte matte)
    {
        ArgumentNullException.ThrowIfNull(frame);
        ArgumentNullException.ThrowIfNull(matte);
        if (frame.Width != matte.Width || frame.Height != matte.Height)
            throw new ArgumentException($"The matte is {matte.Width}x{matte.Height}, the frame {frame.Width}x{frame.Height}.", nameof(matte));
    }

    /// <summary>Where a pixel lies relative to the face, in eye distances: across from the middle, below the chin, above the brows.</summary>
    private readonly struct FacePlace
    {
        private readonly Vector2 _chin;
        private readonly Vector2 _brow;
        private readonly Vector2 _right;
        private readonly Vector2 _down;
        private readonly float _unit;

        public FacePlace(IReadOnlyList<Vector3> landmarks)
        {
            var left = landmarks[FaceLandmarks.LeftEyeOuter];
            var right = landmarks[FaceLandmarks.RightEyeOuter];
            _unit = Vector3.Distance(left, right);
            var across = Vector2.Normalize(new Vector2(right.X - left.X, right.Y - left.Y));
            _right = across;
            _down = new Vector2(-across.Y, across.X);
            _chin = new Vector2(landmarks[FaceLandmarks.Chin].X, landmarks[FaceLandmarks.Chin].Y);
            _brow = new Vector2(landmarks[9].X, landmarks[9].Y);
        }

        public (float Across, float Below, float Above) Of(float x, float y)
        {
            var point = new Vector2(x, y);
            return (Vector2.Dot(point - _chin, _right) / _unit, Vector2.Dot(point - _chin, _down) / _unit, Vector2.Dot(_brow - point, _down) / _unit);
        }
    }
}
