namespace ReliTalk.Driving;

/// <summary>Time that each stage of the pipeline has computed; each is written by its own thread and read after the end.</summary>
internal sealed class StageTimes
{
    public TimeSpan Listening { get; set; }

    public TimeSpan Posing { get; set; }

    public TimeSpan Preparing { get; set; }

    public TimeSpan Drawing { get; set; }

    public TimeSpan Lighting { get; set; }

    /// <summary>Each stage's share of a frame, by its public name.</summary>
    public Dictionary<string, TimeSpan> Each(int frames)
    {
        var count = Math.Max(1, frames);
        return new() { ["listening"] = Listening / count, ["posing"] = Posing / count, ["preparing"] = Preparing / count, ["drawing"] = Drawing / count, ["lighting"] = Lighting / count };
    }

    /// <summary>The pipeline cannot be faster than its slowest stage.</summary>
    public TimeSpan Busiest => new[] { Listening, Posing, Preparing, Drawing, Lighting }.Max();
}
