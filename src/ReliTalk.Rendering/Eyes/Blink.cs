namespace ReliTalk.Rendering.Eyes;

/// <summary>One blink of the source clip.</summary>
/// <param name="Start">The last frame with open eyes before it; -1 where the clip begins with the eyes shut.</param>
/// <param name="Shut">The frame in which the lids are nearest to each other.</param>
/// <param name="End">The first frame with open eyes after it; the number of frames where the clip ends before.</param>
public readonly record struct Blink(int Start, int Shut, int End)
{
    /// <summary>Whether a frame lies between the open eyes before and after.</summary>
    public bool Holds(int frame) => frame > Start && frame < End;
}
