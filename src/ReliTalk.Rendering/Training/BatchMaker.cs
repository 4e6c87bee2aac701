using ReliTalk.Learning;
using ReliTalk.Rendering.Areas;
using ReliTalk.Rendering.Bank;
using ReliTalk.Rendering.Networks;
using ReliTalk.Rendering.Retrieval;
using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Rendering.Training;

/// <summary>Makes training batches: random frames, each with a reference that is never itself or a close neighbour.</summary>
internal sealed class BatchMaker : IDisposable
{
    private const int Spare = 3;

    private readonly FrameBank bank;
    private readonly RenderingOptions options;
    // One for each frame of a batch: they are written at the same time.
    private readonly MouthInputs[] inputs;
    private readonly int[][] references;
    private readonly int[] surroundings;
    private readonly StagingBuffer staging;

    public BatchMaker(FrameBank bank, RenderingModel model, MouthRetrieval retrieval, int excluded, Device device)
    {
        this.bank = bank;
        options = model.Options;
        inputs = [.. Enumerable.Range(0, options.BatchSize).Select(_ =>
            new MouthInputs(bank.Size, bank.CropSize, options.FeatherPixels * bank.Size / 256f, model.WarpPoints, options.Warp))];
        var plane = bank.CropSize * bank.CropSize;
        staging = new StagingBuffer(device, (long)options.BatchSize * (MouthInputs.Planes + 1 + 3) * plane);
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

    /// <summary>
    /// A batch of random frames on the device: planes [B, 15, S, S], paste masks [B, 1, S, S] and the true crops [B, 3, S, S], owned by the caller's scope.
    /// They go there as one copy.
    /// </summary>
    public (Tensor Planes, Tensor Paste, Tensor Truth) Next(Random random)
    {
        var size = bank.CropSize;
        var plane = size * size;
        var (planesLength, pasteLength) = (options.BatchSize * MouthInputs.Planes * plane, options.BatchSize * plane);
        // All choices first and in order, then the work side by side: the batch is the same whatever the number of threads.
        var choices = new (int Frame, BankFrame[] Mouths, HoleShape Shape)[options.BatchSize];
        for (var b = 0; b < choices.Length; b++)
        {
            var i = random.Next(bank.Count);
            // Mostly the best references, now and then the next best: driving meets references of every quality.
            var count = Math.Min(options.Retrieval.References, references[i].Length);
            var rank = (int)((references[i].Length - count + 1) * Math.Pow(random.NextDouble(), 3));
            choices[b] = (i, Array.ConvertAll(references[i][rank..(rank + count)], r => bank[r]), random.Next(2) == 0 ? HoleShape.Box : HoleShape.Face);
        }
        Parallel.For(0, choices.Length, new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, get_num_threads()) }, b =>
        {
            var next = staging.Next;
            var (i, mouths, shape) = choices[b];
            var frame = bank[i];
            inputs[b].Write(frame.Mouth, frame, mouths, bank[surroundings[i]], shape,
                next.Slice(b * MouthInputs.Planes * plane, MouthInputs.Planes * plane), next.Slice(planesLength + b * plane, plane));
            inputs[b].ReadCrop(frame.Pixels.Span, frame.Mouth.Area, next.Slice(planesLength + pasteLength + b * 3 * plane, 3 * plane));
        });
        var sent = staging.Send();
        return (Part(0, planesLength, MouthInputs.Planes), Part(planesLength, pasteLength, 1), Part(planesLength + pasteLength, 3 * pasteLength, 3));

        Tensor Part(long from, long length, long channels) => sent.narrow(0, from, length).reshape(options.BatchSize, channels, size, size);
    }

    public void Dispose() => staging.Dispose();
}
