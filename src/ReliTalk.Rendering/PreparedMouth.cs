using System.Collections.Concurrent;
using ReliTalk.Rendering.Areas;
using ReliTalk.Rendering.Bank;
using ReliTalk.Rendering.Networks;

namespace ReliTalk.Rendering;

/// <summary>A frame between the two halves of <see cref="PortraitRenderer"/>: what its networks will see. Dispose it when its frame is drawn.</summary>
public sealed class PreparedMouth : IDisposable
{
    private readonly ConcurrentBag<(float[] Planes, float[] Paste)> buffers;
    private bool disposed;

    internal PreparedMouth(BankFrame background, MouthArea area, float[] planes, float[] paste, ConcurrentBag<(float[] Planes, float[] Paste)> buffers)
    {
        Background = background;
        Area = area;
        Planes = planes;
        Paste = paste;
        this.buffers = buffers;
    }

    /// <summary>Where the mouth is drawn.</summary>
    public MouthArea Area { get; }

    /// <summary>How much of the crop is drawn anew, CropSize x CropSize values of 0..1 at <see cref="Area"/>.</summary>
    public ReadOnlySpan<float> Share => Paste;

    /// <summary>Where the mouth is open, CropSize x CropSize values of 0..1.</summary>
    public ReadOnlySpan<float> Opening => Planes.AsSpan(MouthInputs.OpeningPlane * Paste.Length, Paste.Length);

    internal BankFrame Background { get; }

    internal float[] Planes { get; }

    internal float[] Paste { get; }

    /// <summary>Gives the buffers back to the renderer.</summary>
    public void Dispose()
    {
        if (disposed) return;
        disposed = true;
        buffers.Add((Planes, Paste));
    }
}
