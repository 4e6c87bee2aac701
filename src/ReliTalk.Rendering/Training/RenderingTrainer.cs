using ReliTalk.Learning.Networks.Pretrained;
using ReliTalk.Learning.Optimisation;
using ReliTalk.Rendering.Bank;
using ReliTalk.Rendering.Networks;
using ReliTalk.Rendering.Retrieval;
using ReliTalk.Rendering.Warping;
using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Rendering.Training;

/// <summary>Trains F_local and F_blend on the frames of one clip by Eq. 6 to 8.</summary>
public static class RenderingTrainer
{
    /// <summary>Trains the rendering of one person.</summary>
    /// <param name="bank">The training frames; every frame's mouth must carry its own normals.</param>
    /// <param name="options">Sizes, losses and length, or null for the draft.</param>
    /// <param name="perceptual">Features of a frozen face network for Eq. 8, on the same device, or null to leave that term out; stays the caller's.</param>
    /// <param name="device">Where to compute; null for the CPU. What is returned lives on the CPU.</param>
    /// <param name="progress">Told about steps, losses and time left.</param>
    /// <param name="cancellationToken">Stops between two steps.</param>
    /// <returns>The trained networks, owned by the caller.</returns>
    /// <exception cref="ArgumentException">Too few frames for the excluded neighbours.</exception>
    /// <exception cref="TrainingDivergedException">A loss became infinite or not a number.</exception>
    public static RenderingModel Train(
        FrameBank bank,
        RenderingOptions? options = null,
        IFeatureTrunk? perceptual = null,
        Device? device = null,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(bank);
        options ??= RenderingOptions.Draft;
        var excluded = Math.Min(options.ExcludedNeighbours, (bank.Count - 2) / 2);
        if (bank.Count < 2) throw new ArgumentException("Rendering needs at least two frames: a mouth and another one to serve as its reference.", nameof(bank));
        random.manual_seed(options.Seed);
        var mouths = Enumerable.Range(0, bank.Count).Select(i => bank[i].Mouth).ToArray();
        var points = DenseWarp.PointsWithin([.. mouths.Select(mouth => mouth.LandmarkList)], [.. mouths.Select(mouth => mouth.Area)]);
        var model = new RenderingModel(options, bank.Size, mouths[0].Area, points);
        try
        {
            Optimise(model, bank, new MouthRetrieval(mouths, bank.Size, options.Retrieval), excluded, perceptual, device ?? CPU, progress, cancellationToken);
            model.PrepareForDriving();
            return model;
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    private static void Optimise(RenderingModel model, FrameBank bank, MouthRetrieval retrieval, int excluded, IFeatureTrunk? perceptual, Device device, IProgress<TrainingProgress>? progress, CancellationToken cancellationToken)
    {
        var options = model.Options;
        using var batches = new BatchMaker(bank, model, retrieval, excluded, device);
        using var outer = NewDisposeScope();
        model.MoveTo(device);
        var (offset, side) = model.LocalBox;
        var driven = model.DrivenMask.narrow(2, offset, side).narrow(3, offset, side).contiguous();
        using var loop = new OptimisationLoop("rendering", new OptimisationOptions
        {
            LearningRate = options.LearningRate,
            Schedule = LearningRateSchedule.Cosine(warmupSteps: Math.Min(50, options.Steps / 10)),
            GradientClip = 1,
            CheckpointPath = options.CheckpointPath,
            Seed = (ulong)options.Seed,
            Weights = new LossWeights { ["local"] = options.LocalWeight, ["blend"] = options.BlendWeight, ["perceptual"] = options.PerceptualWeight, ["adversarial"] = options.AdversarialWeight },
        });
        loop.Add("local", model.Local);
        loop.Add("blend", model.Blend);
        using var judge = options.AdversarialWeight > 0 ? MakeJudge(device) : null;
        if (judge is not null) loop.Add("judge", judge);
        model.Local.train();
        model.Blend.train();
        var perceptualFrom = (int)(options.Steps * (1 - options.PerceptualShare));
        loop.Run(options.Steps, step =>
        {
            var (planes, paste, truth) = batches.Next(step.Random);
            var (completed, local) = model.Forward(planes);
            // What is judged is what will be seen: the completed crop feathered into the frame.
            var seen = truth + paste * (completed - truth);
            var losses = new Losses
            {
                ["local"] = Loss.SquaredError(local, truth.narrow(2, offset, side).narrow(3, offset, side), driven),
                ["blend"] = Loss.SquaredError(seen, truth),
            };
            if (perceptual is not null && options.PerceptualWeight > 0 && step.Index >= perceptualFrom)
                losses["perceptual"] = PerceptualDistance.Between(perceptual, Driven(seen), Driven(truth));
            if (judge is not null && step.Index >= perceptualFrom)
            {
                var drawn = Driven(seen);
                losses["judge"] = judge.Loss(drawn, Driven(truth));
                losses["adversarial"] = judge.Deceit(drawn);
            }
            return losses;

            // The trunk costs more than both networks together: it looks at the driven area of half the batch.
            Tensor Driven(Tensor crops) => crops.narrow(0, 0, (crops.shape[0] + 1) / 2).narrow(2, offset, side).narrow(3, offset, side).contiguous();
        }, progress, cancellationToken);
        model.DetailGain = DetailCalibration.Calibrate(model, batches, options.Seed);
        model.MoveTo(CPU);
    }

    private static PatchDiscriminator MakeJudge(Device device)
    {
        var judge = new PatchDiscriminator();
        judge.to(device);
        // One backend exchanges the parameter objects, and new ones belong to whatever scope is open.
        foreach (var parameter in judge.parameters()) parameter.DetachFromDisposeScope();
        return judge;
    }
}
