using ReliTalk.Rendering.Retrieval;

namespace ReliTalk.Rendering.Bank;

/// <summary>The kept source frames of one clip in their order of time. Immutable and thread-safe.</summary>
public sealed class FrameBank
{
    private readonly BankFrame[] frames;

    /// <summary>Creates a bank.</summary>
    /// <param name="size">Side of the work picture in pixels.</param>
    /// <param name="frames">At least one frame in the clip's order; all crops of one size.</param>
    /// <exception cref="ArgumentException">No frame, a picture of another size, or crops of different sizes.</exception>
    public FrameBank(int size, IReadOnlyList<BankFrame> frames)
    {
        ArgumentNullException.ThrowIfNull(frames);
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 16);
        if (frames.Count == 0) throw new ArgumentException("A frame bank needs at least one frame.", nameof(frames));
        var crop = frames[0].Mouth.Area.CropSize;
        for (var i = 0; i < frames.Count; i++)
        {
            if (frames[i].Pixels.Length != 3 * size * size)
                throw new ArgumentException($"Bank frame {i} has {frames[i].Pixels.Length} bytes; an RGB picture of {size} x {size} has {3 * size * size}.", nameof(frames));
            if (frames[i].Mouth.Area.CropSize != crop)
                throw new ArgumentException($"Bank frame {i} has a crop of {frames[i].Mouth.Area.CropSize} pixels, the first frame {crop}: plan the areas over the whole clip.", nameof(frames));
        }
        Size = size;
        this.frames = [.. frames];
    }

    /// <summary>Side of the work picture in pixels.</summary>
    public int Size { get; }

    /// <summary>Side of the mouth crop in pixels.</summary>
    public int CropSize => frames[0].Mouth.Area.CropSize;

    /// <summary>Number of frames.</summary>
    public int Count => frames.Length;

    /// <summary>A frame by its place in the clip.</summary>
    public BankFrame this[int index] => frames[index];

    /// <summary>The bank's mouths, indexed for retrieval.</summary>
    /// <param name="options">Weights, or null for the defaults.</param>
    public MouthRetrieval Retrieval(RetrievalOptions? options = null) => new([.. frames.Select(frame => frame.Mouth)], Size, options);

    /// <summary>A part of the bank in the same order, for instance the training frames.</summary>
    public FrameBank Slice(int start, int count) => new(Size, frames[start..(start + count)]);
}
