using ReliTalk.Rendering.Areas;
using ReliTalk.Rendering.Bank;
using ReliTalk.Rendering.Networks;
using ReliTalk.Rendering.Retrieval;
using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Rendering.Training;

/// <summary>Makes training batches: random frames, each with a reference that is never itself or a close neighbour.</summary>
internal sealed class BatchMaker
{
    private const int Spare = 3;

    private readonly FrameBank bank;
    private readonly RenderingOptions options;
    private readonly MouthInputs inputs;
    private readonly int[][] references;
    private readonly int[] surroundings;
    private readonly float[] planes;
    private readonly float[] truth;
    private readonly float[] paste;

    public BatchMaker(FrameBank bank, RenderingModel model, MouthRetrieval retrieval, int excluded)
    {
        this.bank = bank;
        options = model.Options;
        inputs = new MouthInputs(bank.Size, bank.CropSize, options.FeatherPixels * bank.Size / 256f, model.WarpPoints, options.Warp);
        var plane = bank.CropSize * bank.CropSize;
        planes = new float[options.BatchSize * MouthInputs.Planes * plane];
        truth = new float[options.BatchSize * 3 * plane];
        paste = new float[options.BatchSize * plane];
        references = new int[bank.Count][];
        surroundings = new int[bank.Count];
        var around = new SurroundingsIndex(bank);
        var distances = new float[bank.Count];
        var chosen = new int[options.Retrieval.References + Spare];
        for (var i = 0; i < bank.Count; i++)
        {
            retrieval.Distances(bank[i].Mouth, distances);
            surroundings[i] = around.Nearest(bank[i].Pixels.Span, bank[i].Mouth.Area, i, excluded);
            for (var b = Math.Max(0, i - excluded); b <= Math.Min(bank.Count - 1, i + excluded); b++) distances[b] = float.PositiveInfinity;
            var found = MouthRetrieval.TakeApart(distances, chosen, options.Retrieval.Separation);
            references[i] = chosen[..found];
        }
    }

    /// <summary>A batch of random frames: planes [B, 15, S, S], paste masks [B, 1, S, S] and the true crops [B, 3, S, S], owned by the caller's scope.</summary>
    public (Tensor Planes, Tensor Paste, Tensor Truth) Next(Random random)
    {
        var size = bank.CropSize;
        var plane = size * size;
        for (var b = 0; b < options.BatchSize; b++)
        {
            var i = random.Next(bank.Count);
            // Mostly the best references, now and then the next best: driving meets references of every quality.
            var count = Math.Min(options.Retrieval.References, references[i].Length);
            var rank = (int)((references[i].Length - count + 1) * Math.Pow(random.NextDouble(), 3));
            var frame = bank[i];
            var mouths = new BankFrame[count];
            for (var r = 0; r < count; r++) mouths[r] = bank[references[i][rank + r]];
            var shape = random.Next(2) == 0 ? HoleShape.Box : HoleShape.Face;
            inputs.Write(frame.Mouth, frame, mouths, bank[surroundings[i]], shape, planes.AsSpan(b * MouthInputs.Planes * plane, MouthInputs.Planes * plane), paste.AsSpan(b * plane, plane));
            inputs.ReadCrop(frame.Pixels.Span, frame.Mouth.Area, truth.AsSpan(b * 3 * plane, 3 * plane));
        }
        return (tensor(planes, [options.BatchSize, MouthInputs.Planes, size, size]), tensor(paste, [options.BatchSize, 1, size, size]), tensor(truth, [options.BatchSize, 3, size, size]));
    }
}
