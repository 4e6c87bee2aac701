using ReliTalk.Rendering.Areas;
using ReliTalk.Rendering.Bank;
using ReliTalk.Rendering.Networks;
using ReliTalk.Rendering.Retrieval;
using System.Collections.Concurrent;
using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Rendering;

/// <summary>
/// Draws driven frames one at a time, without look-ahead: the bank frame with its mouth area redrawn for the wanted mouth. Holds the running
/// choice of references, so it serves one video; make another for the next one. Not thread-safe, but for this: one thread may <see cref="Prepare(int, MouthState)"/> frames
/// while another one <see cref="Complete"/>s those before, which draws nearly twice as many frames a second as <see cref="Render(int, MouthState, Span{byte})"/>.
/// </summary>
public sealed class PortraitRenderer
{
    private readonly RenderingModel model;
    private readonly FrameBank bank;
    private readonly RetrievalTrack track;
    private readonly Lazy<SurroundingsIndex> around;
    private readonly MouthInputs inputs;
    private readonly HoleShape shape;
    private readonly ILipImageSource? lips;
    private readonly BankFrame[] references;
    private readonly float[] drawn;
    private readonly ConcurrentBag<(float[] Planes, float[] Paste)> buffers = [];
    private float[] lipPicture = [];
    private float[] driven = [];
    private int frame;

    /// <summary>A renderer for one video.</summary>
    /// <param name="model">The person's networks; stays the caller's.</param>
    /// <param name="bank">The person's source frames.</param>
    /// <param name="shape">Shape of the redrawn area.</param>
    /// <param name="lips">Lips from another method, or null (the default) for those of the bank alone.</param>
    /// <exception cref="ArgumentException">The bank's pictures or crops have another size than the model's.</exception>
    public PortraitRenderer(RenderingModel model, FrameBank bank, HoleShape shape = HoleShape.Face, ILipImageSource? lips = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(bank);
        if (bank.Size != model.PictureSize || bank.CropSize != model.Layout.CropSize)
            throw new ArgumentException($"The bank has pictures of {bank.Size} and crops of {bank.CropSize} pixels, the model was trained for {model.PictureSize} and {model.Layout.CropSize}.", nameof(bank));
        this.model = model;
        this.bank = bank;
        this.shape = shape;
        this.lips = lips;
        model.PrepareForDriving();
        track = bank.Retrieval(model.Options.Retrieval).Track();
        around = new Lazy<SurroundingsIndex>(() => new SurroundingsIndex(bank));
        inputs = new MouthInputs(bank.Size, bank.CropSize, model.Options.FeatherPixels * bank.Size / 256f, model.WarpPoints, model.Options.Warp);
        references = new BankFrame[model.Options.Retrieval.References];
        drawn = new float[3 * bank.CropSize * bank.CropSize];
    }

    /// <summary>The bank frame whose mouth served as best reference for the frame that was prepared last, or -1 before the first.</summary>
    public int LastReference { get; private set; } = -1;

    /// <summary>Draws the next frame.</summary>
    /// <param name="background">Bank index of the frame behind.</param>
    /// <param name="mouth">The wanted mouth on that frame's pose and area.</param>
    /// <param name="pixels">Receives RGB bytes, size x size x 3.</param>
    public void Render(int background, MouthState mouth, Span<byte> pixels)
    {
        using var prepared = Prepare(background, mouth);
        Complete(prepared, pixels);
    }

    /// <summary>Draws the next frame over any picture of the person, for instance one that is not in the bank.</summary>
    /// <param name="background">The picture behind with its own mouth.</param>
    /// <param name="mouth">The wanted mouth on that picture's pose and area.</param>
    /// <param name="pixels">Receives RGB bytes, size x size x 3.</param>
    public void Render(BankFrame background, MouthState mouth, Span<byte> pixels)
    {
        ArgumentNullException.ThrowIfNull(background);
        ArgumentNullException.ThrowIfNull(mouth);
        using var prepared = Prepare(background, mouth, bank[around.Value.Nearest(background.Pixels.Span, mouth.Area)]);
        Complete(prepared, pixels);
    }

    /// <summary>The first half of drawing the next frame: its references are chosen and bent, and what the networks see is written.</summary>
    /// <param name="background">Bank index of the frame behind.</param>
    /// <param name="mouth">The wanted mouth on that frame's pose and area.</param>
    /// <returns>What <see cref="Complete"/> needs. Dispose it afterwards: its buffers serve later frames.</returns>
    public PreparedMouth Prepare(int background, MouthState mouth)
    {
        ArgumentNullException.ThrowIfNull(mouth);
        ArgumentOutOfRangeException.ThrowIfNegative(background);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(background, bank.Count);
        return Prepare(bank[background], mouth, bank[background]);
    }

    /// <summary>The second half: the networks draw, and the mouth is pasted over the frame behind.</summary>
    /// <param name="prepared">A frame that this renderer prepared.</param>
    /// <param name="pixels">Receives RGB bytes, size x size x 3.</param>
    public void Complete(PreparedMouth prepared, Span<byte> pixels)
    {
        ArgumentNullException.ThrowIfNull(prepared);
        prepared.Background.Pixels.Span.CopyTo(pixels);
        Paste(Draw(prepared.Planes), prepared.Paste, prepared.Area, pixels);
    }

    private PreparedMouth Prepare(BankFrame background, MouthState mouth, BankFrame surroundings)
    {
        Span<int> chosen = stackalloc int[model.Options.Retrieval.References];
        var count = track.Next(mouth, chosen);
        LastReference = chosen[0];
        for (var r = 0; r < count; r++) references[r] = bank[chosen[r]];
        var plane = bank.CropSize * bank.CropSize;
        if (!buffers.TryTake(out var buffer)) buffer = (new float[MouthInputs.Planes * plane], new float[plane]);
        inputs.Write(mouth, background, references.AsSpan(0, count), surroundings, shape, buffer.Planes, buffer.Paste);
        if (lips is not null) TakeLips(lips, mouth, background.Pixels.Span, buffer.Planes);
        frame++;
        return new PreparedMouth(background, mouth.Area, buffer.Planes, buffer.Paste, buffers);
    }

    // The networks learnt a reference as best one; what stands in its place belongs to the driven area alone.
    private void TakeLips(ILipImageSource source, MouthState mouth, ReadOnlySpan<byte> background, float[] planes)
    {
        var plane = bank.CropSize * bank.CropSize;
        var best = planes.AsSpan(MouthInputs.ReferencePlane * plane, 3 * plane);
        if (lipPicture.Length == 0)
        {
            lipPicture = new float[3 * plane];
            driven = new AreaMasks(mouth.Area, model.Options.FeatherPixels).Driven.ToArray();
        }
        best.CopyTo(lipPicture);
        if (!source.TryDraw(frame, mouth, background, lipPicture)) return;
        for (var i = 0; i < best.Length; i++) best[i] += driven[i % plane] * (lipPicture[i] - best[i]);
    }

    private float[] Draw(float[] planes)
    {
        using var scope = NewDisposeScope();
        using var inference = inference_mode();
        var size = bank.CropSize;
        var (completed, _) = model.Forward(tensor(planes, [1, MouthInputs.Planes, size, size]));
        DetailFilter.Apply(completed.data<float>().ToArray(), size, model.DetailGain, drawn);
        return drawn;
    }

    private void Paste(float[] completed, ReadOnlySpan<float> paste, MouthArea area, Span<byte> pixels)
    {
        var size = area.CropSize;
        var plane = size * size;
        for (var y = 0; y < size; y++)
        {
            var row = area.CropY + y;
            if (row < 0 || row >= bank.Size) continue;
            for (var x = 0; x < size; x++)
            {
                var weight = paste[y * size + x];
                var column = area.CropX + x;
                if (weight <= 0 || column < 0 || column >= bank.Size) continue;
                var n = 3 * (row * bank.Size + column);
                for (var c = 0; c < 3; c++)
                {
                    var drawn = Math.Clamp(completed[c * plane + y * size + x], 0f, 1f) * 255f;
                    pixels[n + c] = (byte)(pixels[n + c] + weight * (drawn - pixels[n + c]) + 0.5f);
                }
            }
        }
    }
}
