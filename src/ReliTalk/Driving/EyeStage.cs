using System.Numerics;
using ReliTalk.Rendering.Eyes;
using ReliTalk.Training;

namespace ReliTalk.Driving;

/// <summary>Opens and shuts the eyes of driven frames as <see cref="Blinks"/> asks, with eyes of the source frames. One video, one thread at a time.</summary>
internal sealed class EyeStage
{
    // Before and after a copied blink the open eyes of both frames are mixed over so many frames: they may look elsewhere.
    private const int Fade = 2;
    private const int Choice = 3;

    private readonly ClipData _clip;
    private readonly IReadOnlyList<Blink> _own;
    private readonly Blink[] _models;
    private readonly IEnumerator<long> _due;
    private readonly EyeTransfer _transfer;
    private readonly Random _random;
    private readonly Dictionary<int, Vector2[]> _points = [];
    private readonly int _longestFall;
    private bool _more;
    private Blink? _running;
    private long _begun;

    private EyeStage(ClipData clip, Blinks blinks, IReadOnlyList<Blink> own, Blink[] models)
    {
        _clip = clip;
        _own = own;
        _models = models;
        _transfer = new EyeTransfer(clip.Size);
        _random = new Random(blinks is Blinks.Rate rate ? rate.Seed : 1);
        _longestFall = models.Length == 0 ? 0 : models.Max(model => model.Shut - First(model));
        _due = BlinkClock.Frames(blinks).GetEnumerator();
        _more = _due.MoveNext();
    }

    /// <summary>Null where the source frames' eyes stay as they are.</summary>
    /// <exception cref="BlinkNotFoundException">Blinks are asked for, and the source video has no whole one.</exception>
    public static EyeStage? Make(ClipData clip, Blinks blinks)
    {
        if (blinks is Blinks.Filmed) return null;
        var own = BlinkFinder.Find(clip.Track.EyeOpening());
        Blink[] whole = [.. own.Where(blink => blink.Start >= 0 && blink.End < clip.Count)];
        if (whole.Length == 0 && blinks is not Blinks.Never)
            throw new BlinkNotFoundException("The portrait's source video shows no whole blink that could be copied. Use Blinks.Source or Blinks.None, or train with a clip in which the person blinks.");
        return new EyeStage(clip, blinks, own, blinks is Blinks.Never ? [] : whole);
    }

    /// <summary>The first source frame that is not within a blink; 0 if all are.</summary>
    public static int FirstOpen(ClipData clip)
    {
        var blinks = BlinkFinder.Find(clip.Track.EyeOpening());
        return Math.Max(0, Enumerable.Range(0, clip.Count).FirstOrDefault(t => !blinks.Any(blink => blink.Holds(t))));
    }

    /// <summary>Changes the eyes of the next frame.</summary>
    /// <param name="frame">Number of the output frame.</param>
    /// <param name="behind">Source frame behind it.</param>
    /// <param name="pixels">RGB bytes, changed in place.</param>
    public void Apply(int frame, int behind, byte[] pixels)
    {
        Begin(frame, behind);
        var place = _running is { } blink ? First(blink) + (int)(frame - _begun) : -1;
        var share = _running is { } running ? Share(running, place) : 0;
        if (share < 1) Open(behind, pixels);
        if (share > 0) Draw(place, behind, share, pixels);
        if (_running is { } ending && place >= Last(ending)) _running = null;
    }

    private void Begin(int frame, int behind)
    {
        if (_running is not null || !_more || frame < _due.Current - _longestFall) return;
        var model = Choose(behind);
        var begin = _due.Current - (model.Shut - First(model));
        // A blink at the very beginning is met half-way; a late one is shown whole.
        if (frame < begin) return;
        _begun = frame == 0 ? Math.Max(begin, First(model) - Last(model)) : frame;
        _running = model;
        _more = _due.MoveNext();
    }

    // One of the blinks whose head stands nearest, so that they are not all alike.
    private Blink Choose(int behind)
    {
        var here = _clip.Fit.Poses[behind];
        var near = _models.OrderBy(model =>
        {
            var pose = _clip.Fit.Poses[model.Shut];
            var cosine = Math.Clamp(MathF.Abs(Quaternion.Dot(here.Rotation, pose.Rotation)), 0, 1);
            return 2 * MathF.Acos(cosine) + 0.1f * MathF.Abs(MathF.Log(pose.Scale / here.Scale));
        }).Take(Choice).ToArray();
        return near[_random.Next(near.Length)];
    }

    /// <summary>Source frames that are in a blink get the open eyes from before it and, as it passes, from after it.</summary>
    private void Open(int behind, byte[] pixels)
    {
        foreach (var blink in _own)
        {
            if (!blink.Holds(behind)) continue;
            var (before, after) = (Outside(blink.Start), Outside(blink.End));
            if (before < 0 && after < 0) return;
            var passed = (behind - blink.Start) / (float)(blink.End - blink.Start);
            Draw(before < 0 ? after : before, behind, 1, pixels);
            if (before >= 0 && after >= 0) Draw(after, behind, passed * passed * (3 - 2 * passed), pixels);
            return;
        }
    }

    private int Outside(int frame) => frame < 0 || frame >= _clip.Count ? -1 : frame;

    private void Draw(int donor, int behind, float share, byte[] pixels)
        => _transfer.Move(_clip.Frames[donor].Pixels, Points(donor), Points(behind), share, pixels);

    /// <summary>The head's rest shape on a frame's pose: lids and brows do not move it, and poses tremble less than landmarks.</summary>
    private Vector2[] Points(int frame)
    {
        if (_points.TryGetValue(frame, out var known)) return known;
        var points = _clip.Fit.Landmarks(new float[_clip.Fit.ExpressionCount], Vector3.Zero, _clip.Fit.Poses[frame]);
        return _points[frame] = [.. points.Select(point => new Vector2(point.X, point.Y))];
    }

    private int First(Blink blink) => Math.Max(0, blink.Start - Fade + 1);

    private int Last(Blink blink) => Math.Min(_clip.Count - 1, blink.End + Fade - 1);

    private float Share(Blink blink, int place)
    {
        var inside = Math.Min(place - First(blink), Last(blink) - place) + 1;
        return Math.Clamp(inside / (Fade + 1f), 0, 1);
    }
}
