using System.Numerics;

namespace ReliTalk.Geometry.Tracking;

/// <summary>Joins pieces of tracks to persons by place, size and identity, keeps the person who fills most of the clip, and bridges the gaps.</summary>
internal static class PersonLinker
{
    // A face may travel this many eye distances for each missed frame, up to the limit, and still be the same person.
    private const float ReachPerFrame = 0.25f;
    private const float ReachAtOnce = 0.8f;
    private const float ReachLimit = 3f;
    private const float SizeRatio = 1.6f;
    private const int ShortAbsence = 12;

    public static ClipTrack MainPerson(IEnumerable<FacePiece> pieces, int count, int width, int height)
    {
        var persons = new List<List<FacePiece>>();
        foreach (var piece in pieces.Where(piece => piece.Count > 0).OrderBy(piece => piece.Start).ThenByDescending(piece => piece.Presence))
        {
            var owner = persons
                .Select(person => (Person: person, Distance: Separation(person[^1], piece)))
                .Where(candidate => candidate.Distance < 1)
                .OrderBy(candidate => candidate.Distance)
                .FirstOrDefault();
            if (owner.Person is null) persons.Add([piece]);
            else owner.Person.Add(piece);
        }
        if (persons.Count == 0)
            throw new FaceNotFoundException($"None of the {count} frames (0 to {count - 1}) shows a face. Use a clip in which the speaker looks towards the camera.");
        var main = persons.OrderByDescending(person => person.Sum(piece => piece.Presence)).First();
        return new ClipTrack(width, height, Bridge(main, count));
    }

    /// <summary>Below 1: the same person. By place while the scene goes on, by the face itself after a cut or a long absence.</summary>
    private static float Separation(FacePiece before, FacePiece after)
    {
        if (after.Start < before.End) return float.PositiveInfinity;
        var missed = after.Start - before.End;
        if (missed <= ShortAbsence && !after.AfterCut) return PlaceSeparation(before, after, missed);
        if (before.Identity is null || after.Identity is null) return after.AfterCut ? float.PositiveInfinity : PlaceSeparation(before, after, missed);
        return FaceIdentity.Distance(before.Identity, after.Identity) / FaceIdentity.SamePerson;
    }

    private static float PlaceSeparation(FacePiece before, FacePiece after, int missed)
    {
        var size = Math.Max(before.EyeDistance, FacePiece.Distance(after.First));
        var ratio = size / Math.Min(before.EyeDistance, FacePiece.Distance(after.First));
        if (ratio > SizeRatio) return float.PositiveInfinity;
        var reach = Math.Min(ReachAtOnce + ReachPerFrame * missed, ReachLimit);
        return Vector3.Distance(before.Last[FaceLandmarks.NoseTip], after.First[FaceLandmarks.NoseTip]) / (size * reach);
    }

    private static TrackedFrame[] Bridge(List<FacePiece> person, int count)
    {
        var frames = new TrackedFrame?[count];
        foreach (var piece in person)
            for (var i = 0; i < piece.Count; i++)
                frames[piece.Start + i] = new TrackedFrame(true, piece.Landmarks[i], piece.Scores[i]);
        var known = Enumerable.Range(0, count).Where(index => frames[index] is not null).ToArray();
        var next = 0;
        for (var t = 0; t < count; t++)
        {
            if (frames[t] is not null)
            {
                next++;
                continue;
            }
            var after = frames[known[Math.Min(next, known.Length - 1)]]!.Landmarks;
            var before = frames[known[Math.Max(next - 1, 0)]]!.Landmarks;
            var (from, to) = (known[Math.Max(next - 1, 0)], known[Math.Min(next, known.Length - 1)]);
            var share = from == to ? 0 : (float)(t - from) / (to - from);
            frames[t] = new TrackedFrame(false, [.. before.Zip(after, (a, b) => Vector3.Lerp(a, b, share))], 0);
        }
        return frames!;
    }
}
