using System.Drawing;
using System.Numerics;
using ReliTalk.Geometry.HeadModels;
using ReliTalk.Geometry.Masks;
using ReliTalk.Geometry.Rasterisation;
using ReliTalk.Geometry.Surface;
using ReliTalk.Geometry.Tracking;

namespace ReliTalk.Geometry;

/// <summary>
/// Draws the rough normals N^ of a fitted head for any expression, jaw and head pose. Where a matte is given, its area outside the head
/// (hair, shoulders) gets smooth normals inflated from the matte's own outline. Buffers are reused: one thread at a time per instance.
/// </summary>
public sealed class FaceMapRenderer
{
    private const float PatchPixels = 2.5f;

    private readonly HeadFit _fit;
    private readonly Rasteriser _rasteriser;
    private readonly MatteInflation _inflation;
    private readonly NormalFootprint _footprint;
    private readonly bool[] _soft;
    private readonly Vector3[] _screen;
    private readonly Vector3[] _normals;
    private readonly float[] _trust;
    private readonly int _size;
    private readonly bool _flatOpenings;
    private readonly SeamNormals? _seam;
    private readonly ImplicitHead? _surface;
    private Vector3[]? _neutral;

    /// <summary>Prepares the buffers.</summary>
    /// <param name="fit">The subject's head.</param>
    /// <param name="size">Side of the square picture in pixels; the fit's poses are scaled from its own picture size.</param>
    /// <param name="surface">The subject's implicit surface, whose normals take the place of the mesh's; null for the mesh alone. Stays the caller's.</param>
    public FaceMapRenderer(HeadFit fit, int size, ImplicitHead? surface = null)
    {
        ArgumentNullException.ThrowIfNull(fit);
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 8);
        _fit = fit;
        _size = size;
        _surface = surface;
        _rasteriser = new Rasteriser(size, size);
        _inflation = new MatteInflation(size);
        _footprint = new NormalFootprint(size, size);
        _soft = new bool[size * size];
        _screen = new Vector3[fit.VertexCount];
        _normals = new Vector3[fit.VertexCount];
        _trust = TrustOf(fit);
        _flatOpenings = fit.ModelName == CanonicalHeadModel.ModelName;
        _seam = _flatOpenings ? new SeamNormals(fit) : null;
    }

    /// <summary>Draws one frame of the fit as it was tracked.</summary>
    /// <param name="frame">Zero-based frame.</param>
    /// <param name="matte">The person's matte, size x size, or null for the head alone.</param>
    public FaceMaps Render(int frame, Matte? matte = null) => Render(_fit.ExpressionOf(frame), _fit.JawPoseOf(frame), _fit.Poses[frame], matte);

    /// <summary>Draws the head.</summary>
    /// <param name="expression">psi, up to K numbers.</param>
    /// <param name="jaw">theta, axis-angle in radians.</param>
    /// <param name="pose">The head's pose in the fit's picture.</param>
    /// <param name="matte">The person's matte, size x size, or null for the head alone.</param>
    /// <exception cref="ArgumentException">The matte has another size, or there are too many coefficients.</exception>
    public FaceMaps Render(ReadOnlySpan<float> expression, Vector3 jaw, HeadPose pose, Matte? matte = null)
    {
        if (matte is not null && (matte.Width != _size || matte.Height != _size))
            throw new ArgumentException($"The matte is {matte.Width}x{matte.Height}; {_size}x{_size} is drawn.", nameof(matte));
        var planes = new float[3 * _size * _size];
        var depth = new float[_size * _size];
        var landmarks = Render(expression, jaw, pose, planes, depth);
        var coverage = new float[_size * _size];
        _rasteriser.Interpolate(_trust, _fit.Triangles, coverage);
        if (matte is not null) _inflation.Complete(matte, planes, coverage);
        return new FaceMaps(_size, planes, depth, coverage, landmarks);
    }

    /// <summary>Draws the head's normals and depth alone, into arrays that serve many frames.</summary>
    /// <param name="expression">psi, up to K numbers.</param>
    /// <param name="jaw">theta, axis-angle in radians.</param>
    /// <param name="pose">The head's pose in the fit's picture.</param>
    /// <param name="normals">Receives unit normals as in <see cref="FaceMaps.Normals"/>: 3 x size x size.</param>
    /// <param name="depth">Receives <see cref="FaceMaps.Depth"/>, size x size; null if nobody asks.</param>
    /// <param name="window">The part of the picture that is looked at: elsewhere nothing is drawn. Null for all of it.</param>
    /// <returns>The 478 landmarks, in pixels of the picture.</returns>
    /// <exception cref="ArgumentException">An array has another size, or there are too many coefficients.</exception>
    public Vector3[] Render(ReadOnlySpan<float> expression, Vector3 jaw, HeadPose pose, float[] normals, float[]? depth = null, Rectangle? window = null)
    {
        ArgumentNullException.ThrowIfNull(normals);
        if (normals.Length != 3 * _size * _size || (depth is not null && depth.Length != _size * _size))
            throw new ArgumentException($"Three planes and one of {_size}x{_size} are needed; there are {normals.Length} and {depth?.Length ?? 0} values.", nameof(normals));
        var scale = (float)_size / _fit.Width;
        var vertices = _fit.Vertices(expression, jaw);
        VertexNormals.Compute(vertices, _fit.Triangles, _normals);
        _seam?.Apply(_normals);
        var turn = Matrix4x4.CreateFromQuaternion(pose.Rotation);
        for (var i = 0; i < _normals.Length; i++) _normals[i] = Vector3.TransformNormal(_normals[i], turn);
        pose.Project(vertices, _fit.Camera, _screen);
        for (var i = 0; i < _screen.Length; i++) _screen[i] *= scale;

        _rasteriser.Window = window ?? new Rectangle(0, 0, _size, _size);
        _rasteriser.Clear();
        _rasteriser.Draw(_screen, _fit.Triangles, hideBackFaces: true);
        _rasteriser.Interpolate(_normals, _fit.Triangles, normals, normalise: true);
        // An empty pixel's depth is negative infinity in the rasteriser, too.
        if (depth is not null) _rasteriser.Depth.CopyTo(depth);
        if (_surface is not null) _surface.Draw(_rasteriser, expression, jaw, pose, scale, normals, depth ?? new float[_size * _size]);
        var footprint = _surface?.Footprint ?? _fit.Footprint;
        if (footprint > 0)
        {
            for (var i = 0; i < _soft.Length; i++)
                _soft[i] = _rasteriser.TriangleIds[i] >= 0 && _fit.TriangleParts[_rasteriser.TriangleIds[i]] is not (HeadPart.Eyes or HeadPart.MouthInterior);
            _footprint.Apply(normals, _soft, footprint * pose.Scale * scale);
        }
        if (_flatOpenings)
        {
            if (depth is not null) SinkOpenings(depth, pose.Scale * scale);
            var points = _fit.UnposedLandmarks(expression, jaw);
            RoundEye(points, FaceLandmarks.LeftEyeContour, pose, scale, normals);
            RoundEye(points, FaceLandmarks.RightEyeContour, pose, scale, normals);
        }
        var landmarks = _fit.Landmarks(expression, jaw, pose);
        for (var i = 0; i < landmarks.Length; i++) landmarks[i] *= scale;
        return landmarks;
    }

    /// <summary>
    /// Which patch of the head each pixel of the picture drawn last shows: size x size indices that mean the same place on the head in every frame of the fit, whatever its pose and
    /// expression; -1 where no head was drawn. A patch is two to three pixels wide. Patches are cells of a cylinder around the neutral head.
    /// </summary>
    public int[] Patches()
    {
        const float axis = 4f; // head-space units behind the face's origin, about the middle of the skull
        const float radius = 8f;
        const int columns = 4096;
        _neutral ??= [.. _fit.Vertices([], Vector3.Zero)];
        var place = new float[3 * _size * _size];
        _rasteriser.Interpolate(_neutral, _fit.Triangles, place);
        var cell = PatchPixels / (_fit.Poses[0].Scale * _size / _fit.Width);
        var count = _size * _size;
        var patches = new int[count];
        for (var i = 0; i < count; i++)
        {
            if (_rasteriser.TriangleIds[i] < 0)
            {
                patches[i] = -1;
                continue;
            }
            var around = MathF.Atan2(place[i], place[2 * count + i] + axis) * radius;
            var column = Math.Clamp((int)MathF.Floor(around / cell) + columns / 2, 0, columns - 1);
            var row = Math.Clamp((int)MathF.Floor(place[count + i] / cell) + columns / 2, 0, columns - 1);
            patches[i] = row * columns + column;
        }
        return patches;
    }

    /// <summary>The default head spans the openings of mouth and eyes with flat triangles. What is seen in them lies deeper: lips and lids cast their shadows on it.</summary>
    private void SinkOpenings(float[] depth, float pixelsPerUnit)
    {
        const float teethBehindLips = 1f; // centimetres
        const float eyeBehindLids = 0.2f;
        var ids = _rasteriser.TriangleIds;
        for (var i = 0; i < depth.Length; i++)
        {
            if (ids[i] < 0) continue;
            var part = _fit.TriangleParts[ids[i]];
            if (part == HeadPart.MouthInterior) depth[i] -= teethBehindLips * pixelsPerUnit;
            else if (part == HeadPart.Eyes) depth[i] -= eyeBehindLids * pixelsPerUnit;
        }
    }

    /// <summary>The default head spans the lids' opening with flat triangles; an eyeball's sphere gives their pixels its own normals.</summary>
    private void RoundEye(Vector3[] landmarks, ReadOnlySpan<int> contour, HeadPose pose, float scale, float[] planes)
    {
        const float eyeballRadius = 1.2f; // centimetres, an adult's
        const float behindLids = 0.8f;
        const float mostSideways = 0.5f; // squared sine
        var opening = Vector3.Zero;
        foreach (var index in contour) opening += landmarks[index] / contour.Length;
        var camera = pose.ToCamera(opening - new Vector3(0, 0, behindLids));
        var centre = _fit.Camera.Project(camera) * scale;
        var radius = eyeballRadius * pose.Scale * scale;
        var ids = _rasteriser.TriangleIds;
        var count = _size * _size;
        for (var y = Math.Max(0, (int)(centre.Y - radius)); y <= Math.Min(_size - 1, (int)(centre.Y + radius)); y++)
        {
            for (var x = Math.Max(0, (int)(centre.X - radius)); x <= Math.Min(_size - 1, (int)(centre.X + radius)); x++)
            {
                var at = y * _size + x;
                if (ids[at] < 0 || _fit.TriangleParts[ids[at]] != HeadPart.Eyes) continue;
                var side = new Vector2(x + 0.5f - centre.X, centre.Y - y - 0.5f) / radius;
                var outwards = side.LengthSquared();
                // Between the corners of the lids an eyeball shows about 45 degrees to each side; beyond lies skin that faces forwards again.
                if (outwards > mostSideways) side *= MathF.Sqrt(mostSideways / outwards);
                (planes[at], planes[count + at], planes[2 * count + at]) = (side.X, side.Y, MathF.Sqrt(1 - side.LengthSquared()));
            }
        }
    }

    /// <summary>1 on vertices of the face, falling with the distance from it over skull and neck.</summary>
    private static float[] TrustOf(HeadFit fit)
    {
        const float reach = 6f; // head-space units, about centimetres
        const float bareNeck = 5f;
        const float neckReach = 13f;
        var neck = new bool[fit.VertexCount];
        var trust = new float[fit.VertexCount];
        var face = new List<Vector3>();
        var mean = fit.Vertices([], Vector3.Zero);
        var triangles = fit.Triangles;
        for (var t = 0; t < fit.TriangleParts.Length; t++)
        {
            if (fit.TriangleParts[t] is HeadPart.Neck)
                for (var k = 0; k < 3; k++) neck[triangles[3 * t + k]] = true;
            if (fit.TriangleParts[t] is HeadPart.Skull or HeadPart.Neck) continue;
            for (var k = 0; k < 3; k++)
            {
                if (trust[triangles[3 * t + k]] == 1) continue;
                trust[triangles[3 * t + k]] = 1;
                face.Add(mean[triangles[3 * t + k]]);
            }
        }
        // Only the rim of the face matters; every fourth point is close enough for a soft weight.
        for (var i = 0; i < trust.Length; i++)
        {
            if (trust[i] == 1) continue;
            var nearest = float.MaxValue;
            for (var f = 0; f < face.Count; f += face.Count > 2000 ? 4 : 1) nearest = Math.Min(nearest, Vector3.DistanceSquared(mean[i], face[f]));
            // The neck is round down to the collar, where its trust ends; the skull keeps a little everywhere.
            var distance = MathF.Sqrt(nearest);
            var ending = Math.Clamp((neckReach - distance) / (neckReach - bareNeck), 0, 1);
            trust[i] = neck[i] ? ending * ending * (3 - 2 * ending) : MathF.Exp(-distance / reach);
        }
        return trust;
    }
}
