using System.Text.Json;
using ReliTalk.Driving;
using ReliTalk.Audio.Evaluation;

namespace ReliTalk.Evaluation;

/// <summary>When p, b and m are spoken in a synthetic clip.</summary>
internal sealed class BilabialTimes
{
    private const double FrameRate = FrameClock.FrameRate;
    private const double Slack = 0.04;

    private readonly (double From, double To)[] _times;

    private BilabialTimes((double From, double To)[] times) => _times = times;

    /// <summary>Reads <c>phonemes</c>: pairs of a start in seconds and a phoneme as espeak writes it.</summary>
    /// <exception cref="MediaException">The file is absent or says nothing of phonemes.</exception>
    public static BilabialTimes Read(string path)
    {
        try
        {
            using var file = JsonDocument.Parse(File.ReadAllText(path));
            (double Start, string Name)[] phonemes = [.. file.RootElement.GetProperty("phonemes").EnumerateArray().Select(p => (p[0].GetDouble(), p[1].GetString()!))];
            return new BilabialTimes([.. Enumerable.Range(0, phonemes.Length)
                .Where(i => phonemes[i].Name.Length > 0 && "pbm".Contains(phonemes[i].Name[0], StringComparison.Ordinal))
                .Select(i => (phonemes[i].Start, i + 1 < phonemes.Length ? phonemes[i + 1].Start : phonemes[i].Start + 0.1))]);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException or KeyNotFoundException or InvalidOperationException or IndexOutOfRangeException)
        {
            throw new MediaException($"'{path}' does not give the times of the phonemes: {error.Message} Name a video, or a folder laid out as docs/evaluation.md says.", error);
        }
    }

    /// <summary>Counts the phonemes with shut lips within a frame of them.</summary>
    public BilabialClosures Closures(float[] tracked, IEnumerable<HeldOutResult> methods)
    {
        var closed = LipMeasures.ClosedBelow(tracked);
        return new BilabialClosures(_times.Length, Count(tracked, closed), methods.ToDictionary(m => m.Method, m => Count(m.Aperture, closed)));
    }

    private int Count(IReadOnlyList<float> aperture, double closed) => _times.Count(time =>
    {
        var first = Math.Max(0, (int)Math.Floor((time.From - Slack) * FrameRate));
        var last = Math.Min(aperture.Count - 1, (int)Math.Ceiling((time.To + Slack) * FrameRate));
        return Enumerable.Range(first, Math.Max(0, last - first + 1)).Any(t => aperture[t] < closed);
    });
}
