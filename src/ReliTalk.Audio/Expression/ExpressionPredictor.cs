using System.Numerics;
using ReliTalk.Learning.Optimisation;
using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Audio.Expression;

/// <summary>
/// psi, theta = F_exp(E_lip(V_lip), E_pho(f_pho)) of Eq. 4: predicts expression and jaw pose of each frame from what is heard. The rest of the pose
/// comes from elsewhere. An average of a few small networks and of a regression on the clip's own frames, which err in different ways. Predicting is safe for several threads once trained.
/// </summary>
public sealed class ExpressionPredictor : IDisposable
{
    private const int JawSize = 3;
    private const int FormatVersion = 4;
    private const int EncoderVersion = 5;

    private readonly ExpressionNetwork[] _networks;
    private readonly Standardisation _features;
    private readonly Standardisation _lips;
    private readonly Standardisation _outputs;
    private readonly KernelRegression? _memory;
    private readonly TurnEffect? _turn;

    private ExpressionPredictor(
        ExpressionNetwork[] networks, KernelRegression? memory, TurnEffect? turn, Standardisation features, Standardisation lips, Standardisation outputs, ExpressionPredictorOptions options)
    {
        _networks = networks;
        _memory = memory;
        _turn = turn;
        _features = features;
        _lips = lips;
        _outputs = outputs;
        Options = options;
        foreach (var network in networks) network.eval();
    }

    /// <summary>Size of the networks. The training settings are the defaults where the predictor was read from a file.</summary>
    public ExpressionPredictorOptions Options { get; }

    /// <summary>Number of expression components K.</summary>
    public int ExpressionCount => _outputs.Size - JawSize;

    /// <summary>Frames before a frame that its prediction depends on.</summary>
    public int FramesBehind => ExpressionNetwork.FramesBehind(Options.FramesAhead);

    /// <summary>Frames after a frame that its prediction depends on.</summary>
    public int FramesAhead => Options.FramesAhead;

    /// <summary>Trains on a clip by L_exp: the squared error of psi and theta, each output standardised and weighted by what it does to the lips.</summary>
    /// <param name="examples">The clip; at least 25 frames.</param>
    /// <param name="options">Size and training; null for the defaults.</param>
    /// <param name="device">Where to compute; null for the CPU. What is returned lives on the CPU.</param>
    /// <param name="progress">Receives a report after every step.</param>
    /// <param name="cancellationToken">Stops before the next step.</param>
    /// <exception cref="MediaException">The clip has less than one second.</exception>
    /// <exception cref="TrainingDivergedException">A loss term became infinite.</exception>
    public static ExpressionPredictor Train(
        ExpressionExamples examples, ExpressionPredictorOptions? options = null, Device? device = null,
        IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default) =>
        Train(examples, options, device, progress, cancellationToken, out _);

    /// <summary>Trains, and tells what the remembered frames of the clip look like when each is predicted without itself: [N, K + 3] and which frames these are; owned by the caller.</summary>
    internal static ExpressionPredictor Train(
        ExpressionExamples examples, ExpressionPredictorOptions? options, Device? device,
        IProgress<TrainingProgress>? progress, CancellationToken cancellationToken, out (Tensor Outputs, long[] Frames)? leftOut)
    {
        ArgumentNullException.ThrowIfNull(examples);
        examples.Validate();
        options ??= new ExpressionPredictorOptions();
        options.Validate();
        using var scope = NewDisposeScope();
        var targets = cat([examples.Expression, examples.JawPose], 1).detach();
        var flatLips = examples.Lips.detach().flatten(1);
        var features = Standardisation.Of(examples.Windows.detach(), each: true, leastShare: 0.2);
        var lips = Standardisation.Of(flatLips, each: false);
        var outputs = Standardisation.Of(targets, each: true);
        // The whole clip lies on the device: a step copies nothing there.
        var place = device ?? CPU;
        var x = features.Apply(examples.Windows.detach()).to(place);
        var v = lips.Apply(flatLips).to(place);
        var y = outputs.Apply(targets).to(place);
        var weights = OutputWeights(examples, outputs).to(place);
        float[] held = examples.FrameWeights?.ToArray() ?? [.. Enumerable.Repeat(1f, examples.Frames)];
        var frameWeights = tensor(held).unsqueeze(1).to(place);
        leftOut = null;
        KernelRegression? memory = null;
        TurnEffect? turn = null;
        if (options.MemoryShare > 0 && Remembered(held, options.MemoryFrames) is { Length: > 1 } frames)
        {
            var rows = tensor(frames);
            var views = SpeechViews.Of(
                features.Apply(examples.Windows.detach().index_select(0, rows)), lips.Apply(flatLips.index_select(0, rows)), options);
            var turns = examples.HeadTurns is null ? null : Turns(examples.HeadTurns.index_select(0, rows));
            // The clip may do without the lip mesh, and without a speech encoder.
            var asked = options;
            options = SpeechViews.Settle(
                views, outputs.Apply(targets.index_select(0, rows)), weights.reshape(-1).cpu().data<float>().ToArray(), turns?.Centred, options, cancellationToken);
            views = SpeechViews.Without(views, asked, options);
            (memory, var without, var slopes) = KernelRegression.Fit(
                views, SpeechViews.Shares(options), outputs.Apply(targets.index_select(0, rows)), options.MemoryRidge, turns?.Centred, cancellationToken);
            if (turns is not null)
            {
                var scale = outputs.Scale.reshape(-1).data<float>().ToArray();
                turn = new TurnEffect(turns.Mean, turns.Low, turns.High, [.. slopes.SelectMany(row => row.Select((v, k) => (float)v * scale[k]))]);
                y = outputs.Apply(targets - EffectOf(turn, examples.HeadTurns!)).to(place);
            }

            leftOut = (outputs.Undo(without).MoveToOuterDisposeScope(), frames);
        }

        if (options.EncoderColumns > 0 && !options.UsesEncoder)
        {
            // Nothing of what does harm is kept.
            var kept = features.Size - options.EncoderColumns;
            x = x.narrow(2, 0, kept);
            features = new Standardisation(features.Mean.narrow(1, 0, kept).clone(), features.Scale.narrow(1, 0, kept).clone());
            options = options with { EncoderColumns = 0 };
        }

        var whole = progress is null ? null : new EnsembleProgress(progress, options.Ensemble);
        var networks = new ExpressionNetwork[options.Ensemble];
        try
        {
            for (var n = 0; n < networks.Length; n++)
            {
                using (manual_seed(options.Seed * 1000L + n)) { }
                networks[n] = Create((int)x.shape[2], (int)v.shape[1], (int)y.shape[1], options).to(place);
                if (whole is not null) whole.Index = n;
                Train(networks[n], n, x, v, y, weights, frameWeights, options, whole, cancellationToken);
                networks[n].to(CPU);
                // One backend exchanges the parameter objects, and new ones belong to whatever scope is open.
                foreach (var parameter in networks[n].parameters()) parameter.DetachFromDisposeScope();
            }
        }
        catch
        {
            foreach (var network in networks) network?.Dispose();
            memory?.Dispose();
            throw;
        }

        features.Keep();
        lips.Keep();
        outputs.Keep();
        return new ExpressionPredictor(networks, memory, turn, features, lips, outputs, options);
    }

    /// <summary>What a turn of the head adds to psi and theta, K + 3 numbers; null where it was not learnt.</summary>
    /// <param name="turn">Pitch, yaw and roll in radians.</param>
    internal float[]? EffectOf(Vector3 turn) => _turn?.Of(turn);

    /// <summary>What the turns of the head add to psi and theta: [T, K + 3], owned by the caller; null where it was not learnt.</summary>
    /// <param name="turns">Pitch, yaw and roll in radians, float32 [T, 3].</param>
    internal Tensor? EffectOf(Tensor turns) => _turn is null ? null : EffectOf(_turn, turns);

    /// <summary>Predicts every frame, for a head that is turned as it is in the mean over the clip.</summary>
    /// <param name="windows">f_pho, float32 [T, 16, D].</param>
    /// <param name="lips">V_lip, float32 [T, V, 3], cm.</param>
    /// <returns>psi [T, K] and theta of the jaw [T, 3], owned by the caller.</returns>
    public (Tensor Expression, Tensor JawPose) Predict(Tensor windows, Tensor lips)
    {
        ArgumentNullException.ThrowIfNull(windows);
        ArgumentNullException.ThrowIfNull(lips);
        if (windows.ndim != 3 || windows.shape[2] != _features.Size)
            throw new ArgumentException($"Windows must be [T, 16, {_features.Size}] as in training.", nameof(windows));
        if (lips.ndim != 3 || lips.shape[1] * lips.shape[2] != _lips.Size || lips.shape[0] != windows.shape[0])
            throw new ArgumentException($"Lips must be [T, {_lips.Size / 3}, 3] as in training.", nameof(lips));
        using var scope = NewDisposeScope();
        using var still = no_grad();
        var x = _features.Apply(windows);
        var v = _lips.Apply(lips.flatten(1));
        var sum = _networks[0].call(x, v);
        for (var n = 1; n < _networks.Length; n++) sum = sum + _networks[n].call(x, v);
        sum = sum / (double)_networks.Length;
        if (_memory is not null) sum = sum * (1 - Options.MemoryShare) + _memory.Predict(SpeechViews.Of(x, v, Options)) * Options.MemoryShare;
        var y = _outputs.Undo(sum);
        return (y.narrow(1, 0, ExpressionCount).contiguous().MoveToOuterDisposeScope(),
            y.narrow(1, ExpressionCount, JawSize).contiguous().MoveToOuterDisposeScope());
    }

    /// <summary>Everything that <see cref="FromState"/> needs, by name. The tensors are copies, owned by the caller.</summary>
    public Dictionary<string, Tensor> State()
    {
        var state = new Dictionary<string, Tensor>
        {
            ["layout"] = tensor((long[])
            [
                Options.EncoderColumns > 0 ? EncoderVersion : FormatVersion, Options.Width, Options.FramesAhead, _networks.Length,
                Options.UseSpeechFeatures ? 1 : 0, Options.UseLipMesh ? 1 : 0, _memory is null ? 0 : (long)Math.Round(Options.MemoryShare * 1000),
                (long)Math.Round((Options.LipMeshShare ?? 0) * 1000),
                .. Options.EncoderColumns > 0 ? [Options.EncoderColumns, (long)Math.Round((Options.EncoderShare ?? 1) * 1000)] : Array.Empty<long>(),
            ]),
            ["features.mean"] = _features.Mean.clone(),
            ["features.scale"] = _features.Scale.clone(),
            ["lips.mean"] = _lips.Mean.clone(),
            ["lips.scale"] = _lips.Scale.clone(),
            ["outputs.mean"] = _outputs.Mean.clone(),
            ["outputs.scale"] = _outputs.Scale.clone(),
        };
        if (_turn is not null) state["turn"] = tensor(_turn.State());
        for (var n = 0; n < _networks.Length; n++)
            foreach (var (name, value) in _networks[n].state_dict()) state[$"network{n}.{name}"] = value.detach().clone();
        if (_memory is null) return state;
        for (var i = 0; i < _memory.Centres.Count; i++) state[$"memory.view{i}"] = _memory.Centres[i].clone();
        state["memory.weights"] = _memory.Weights.clone();
        return state;
    }

    /// <summary>Restores a predictor from <see cref="State"/>.</summary>
    /// <param name="state">The named tensors; they stay the caller's.</param>
    /// <exception cref="WeightsFileException">A tensor is missing, or of another shape, or the layout is of a later version.</exception>
    public static ExpressionPredictor FromState(IReadOnlyDictionary<string, Tensor> state)
    {
        ArgumentNullException.ThrowIfNull(state);
        using var scope = NewDisposeScope();
        var layout = Get(state, "layout").data<long>().ToArray();
        if ((layout.Length, layout.FirstOrDefault()) is not ((8, FormatVersion) or (10, EncoderVersion)))
            throw new WeightsFileException($"The expression predictor has layout version {layout.FirstOrDefault()}; this program reads {FormatVersion} and {EncoderVersion}. Train the portrait again.");
        var options = new ExpressionPredictorOptions
        {
            Width = (int)layout[1],
            FramesAhead = (int)layout[2],
            Ensemble = (int)layout[3],
            UseSpeechFeatures = layout[4] != 0,
            UseLipMesh = layout[5] != 0,
            MemoryShare = layout[6] / 1000.0,
            LipMeshShare = layout[7] / 1000.0,
            EncoderColumns = layout.Length > 8 ? (int)layout[8] : 0,
            EncoderShare = layout.Length > 8 ? layout[9] / 1000.0 : null,
        };
        options.Validate();
        var features = new Standardisation(Get(state, "features.mean").clone(), Get(state, "features.scale").clone());
        var lips = new Standardisation(Get(state, "lips.mean").clone(), Get(state, "lips.scale").clone());
        var outputs = new Standardisation(Get(state, "outputs.mean").clone(), Get(state, "outputs.scale").clone());
        var networks = new ExpressionNetwork[options.Ensemble];
        for (var n = 0; n < networks.Length; n++)
        {
            networks[n] = Create(features.Size, lips.Size, outputs.Size, options);
            using var still = no_grad();
            foreach (var (name, value) in networks[n].state_dict())
            {
                var stored = Get(state, $"network{n}.{name}");
                if (!stored.shape.AsSpan().SequenceEqual(value.shape))
                    throw new WeightsFileException($"The tensor 'network{n}.{name}' of the expression predictor has another shape than its layout says. The file is damaged; train again.");
                value.copy_(stored);
            }
        }

        KernelRegression? memory = null;
        if (options.MemoryShare > 0)
        {
            var shares = SpeechViews.Shares(options);
            memory = new KernelRegression(
                [.. shares.Select((_, i) => Get(state, $"memory.view{i}").clone())], shares, Get(state, "memory.weights").clone());
        }

        var turn = state.TryGetValue("turn", out var turned) ? TurnEffect.FromState(turned.data<float>().ToArray(), outputs.Size) : null;
        features.Keep();
        lips.Keep();
        outputs.Keep();
        return new ExpressionPredictor(networks, memory, turn, features, lips, outputs, options);
    }

    /// <summary>Frees the networks.</summary>
    public void Dispose()
    {
        foreach (var network in _networks) network.Dispose();
        _memory?.Dispose();
        _features.Dispose();
        _lips.Dispose();
        _outputs.Dispose();
    }

    private static Tensor EffectOf(TurnEffect turn, Tensor turns) =>
        tensor(turn.Of(turns.contiguous().data<float>().ToArray()), [turns.shape[0], turn.Outputs]);

    /// <summary>The remembered frames' angles: mean, extremes, and each frame's without the mean.</summary>
    private static HeadAngles Turns(Tensor turns)
    {
        var rows = turns.contiguous().data<float>().ToArray().Chunk(JawSize).ToArray();
        float[] Each(Func<IEnumerable<float>, float> of) => [.. Enumerable.Range(0, JawSize).Select(a => of(rows.Select(row => row[a])))];
        var mean = Each(values => values.Average());
        return new HeadAngles(mean, Each(values => values.Min()), Each(values => values.Max()), [.. rows.Select(row => (double[])[.. row.Select((v, a) => (double)v - mean[a])])]);
    }

    private sealed record HeadAngles(float[] Mean, float[] Low, float[] High, double[][] Centred);

    /// <summary>Frames that the regression keeps: all that count, or as many as it may, evenly spread.</summary>
    private static long[] Remembered(float[] held, int most)
    {
        long[] counted = [.. Enumerable.Range(0, held.Length).Where(t => held[t] > 0).Select(t => (long)t)];
        return counted.Length <= most ? counted : [.. Enumerable.Range(0, most).Select(i => counted[(long)i * counted.Length / most])];
    }

    /// <summary>A network whose parameters outlive the caller's dispose scope.</summary>
    private static ExpressionNetwork Create(int features, int lipNumbers, int outputs, ExpressionPredictorOptions options)
    {
        using var scope = NewDisposeScope();
        var network = new ExpressionNetwork(features, lipNumbers, outputs, options);
        foreach (var parameter in network.parameters()) parameter.DetachFromDisposeScope();
        return network;
    }

    private static void Train(
        ExpressionNetwork network, int index, Tensor x, Tensor v, Tensor y, Tensor weights, Tensor frameWeights,
        ExpressionPredictorOptions options, IProgress<TrainingProgress>? progress, CancellationToken cancellationToken)
    {
        var frames = (int)x.shape[0];
        var chunk = Math.Min(options.ChunkFrames, frames);
        network.train();
        using var loop = new OptimisationLoop("expression", new OptimisationOptions
        {
            LearningRate = options.LearningRate,
            Schedule = LearningRateSchedule.Cosine(Math.Min(20, options.Steps / 10), 0.02),
            WeightDecay = options.WeightDecay,
            GradientClip = 1,
            Seed = (ulong)(options.Seed * 1000L + index),
            CheckpointPath = options.CheckpointOf(index),
            CheckpointEvery = 100,
            Weights = new LossWeights { ["change"] = options.ChangeWeight },
        });
        loop.Add("network", network);
        loop.Run(options.Steps, step =>
        {
            var first = step.Random.Next(frames - chunk + 1);
            var input = x.narrow(0, first, chunk);
            var mesh = v.narrow(0, first, chunk);
            // One shift for the whole chunk stands for another microphone, independent noise for another day's articulation.
            input = input + randn_like(input) * options.FeatureNoise + randn(1, 1, x.shape[2], device: x.device) * (0.5 * options.FeatureNoise);
            mesh = mesh + randn_like(mesh) * (1.5 * options.FeatureNoise);
            var truth = y.narrow(0, first, chunk);
            var held = frameWeights.narrow(0, first, chunk);
            var predicted = network.call(input, mesh);
            var pairs = minimum(held.narrow(0, 1, chunk - 1), held.narrow(0, 0, chunk - 1));
            return new Losses
            {
                ["exp"] = Mean((predicted - truth).square(), weights, held),
                ["change"] = Mean((Change(predicted) - Change(truth)).square(), weights, pairs),
            };
        }, progress, cancellationToken);
    }

    private static Tensor Change(Tensor rows) => rows.narrow(0, 1, rows.shape[0] - 1) - rows.narrow(0, 0, rows.shape[0] - 1);

    private static Tensor Mean(Tensor squares, Tensor weights, Tensor frameWeights) =>
        (squares * weights * frameWeights).sum() / (frameWeights.sum() * weights.sum() + 1e-6);

    /// <summary>An output counts as much as its usual swing moves the lips, squared as the loss is.</summary>
    private static Tensor OutputWeights(ExpressionExamples examples, Standardisation outputs)
    {
        if (examples.LipEffect is null) return ones(1, outputs.Size);
        var scale = outputs.Scale.reshape(-1).data<float>().ToArray();
        var weights = new float[scale.Length];
        for (var i = 0; i < weights.Length; i++) weights[i] = MathF.Pow(examples.LipEffect[i] * scale[i], 2);
        var mean = Math.Max(weights.Average(), 1e-12f);
        for (var i = 0; i < weights.Length; i++) weights[i] = Math.Max(0.02f, weights[i] / mean);
        return tensor(weights, [1, weights.Length]);
    }

    private static Tensor Get(IReadOnlyDictionary<string, Tensor> state, string name) =>
        state.TryGetValue(name, out var value)
            ? value
            : throw new WeightsFileException($"The expression predictor lacks the tensor '{name}'. The file is damaged or of another version; train again.");
}
