using System.Diagnostics;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ReliTalk.Learning.Optimisation;

/// <summary>
/// The one place where networks are trained: step, loss weights, schedule, gradient clipping, guard against values that are not finite,
/// progress, cancellation, checkpoints. A training step is a function from the step to its loss terms and reads like its equation.
/// </summary>
/// <remarks>
/// <para>Every tensor made in a step dies with the step. A step's random numbers (its own and torch's) follow from the seed and the step's
/// number alone, so that two runs on one machine are equal bit for bit, and a run that was killed and resumed equals the unbroken one.
/// Torch's global generator is re-seeded at every step.</para>
/// <para>For one thread; never awaits.</para>
/// </remarks>
public sealed class OptimisationLoop : IDisposable
{
    private static readonly IReadOnlyDictionary<string, double> NoTerms = new Dictionary<string, double>();

    private readonly OptimisationOptions _options;
    private readonly List<TrainedPart> _parts = [];
    private FlatAdam? _adam;

    /// <summary>Creates a loop that trains nothing yet.</summary>
    /// <param name="stage">Name in progress reports, errors and checkpoints, for instance "reflectance".</param>
    /// <param name="options">Settings; null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public OptimisationLoop(string stage, OptimisationOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(stage);
        Stage = stage;
        _options = options ?? new OptimisationOptions();
        _options.Validate();
    }

    /// <summary>Name of the stage.</summary>
    public string Stage { get; }

    /// <summary>Steps finished, including those of a resumed checkpoint.</summary>
    public int StepsDone { get; private set; }

    /// <summary>Trains a module: every parameter that requires a gradient. Its whole state goes into the checkpoints.</summary>
    /// <param name="name">Name in the checkpoint, unique within the loop.</param>
    /// <param name="module">The module; stays the caller's.</param>
    /// <param name="rate">Factor of the learning rate for this module, above 0.</param>
    /// <returns>This loop.</returns>
    public OptimisationLoop Add(string name, nn.Module module, double rate = 1)
    {
        ArgumentNullException.ThrowIfNull(module);
        return Add(new TrainedPart(name, rate, [.. module.parameters()], () => module.state_dict()));
    }

    /// <summary>Trains a single parameter.</summary>
    /// <inheritdoc cref="Add(string, nn.Module, double)"/>
    /// <param name="name">Name in the checkpoint, unique within the loop.</param>
    /// <param name="parameter">The parameter; stays the caller's.</param>
    /// <param name="rate">Factor of the learning rate for this parameter, above 0.</param>
    public OptimisationLoop Add(string name, Parameter parameter, double rate = 1)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        return Add(new TrainedPart(name, rate, [parameter], () => new Dictionary<string, Tensor> { ["value"] = parameter }));
    }

    /// <summary>
    /// Trains until <paramref name="steps"/> steps are done, counted from the first one ever: where
    /// <see cref="OptimisationOptions.CheckpointPath"/> holds a checkpoint of this stage it is resumed, and where that one is complete nothing is run.
    /// </summary>
    /// <param name="steps">Number of steps of the whole training, at least 1.</param>
    /// <param name="losses">Computes a step's loss terms.</param>
    /// <param name="progress">Receives a report after every step; the terms are weighted.</param>
    /// <param name="cancellationToken">Stops before the next step; a checkpoint is written first where there is a path.</param>
    /// <exception cref="TrainingDivergedException">A loss term or the gradient is not finite. The parameters and the checkpoint are those of the last good step.</exception>
    /// <exception cref="WeightsFileException">The checkpoint does not fit what this loop trains, or cannot be read or written.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    /// <exception cref="InvalidOperationException">Nothing was added, or what was added requires no gradient, is not float32, or lies on several devices.</exception>
    public OptimisationResult Run(int steps, Func<TrainingStep, Losses> losses, IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        ArgumentNullException.ThrowIfNull(losses);
        var adam = Prepare();

        var clock = Stopwatch.StartNew();
        var pace = new Pace();
        var firstStep = StepsDone;
        (double Total, IReadOnlyDictionary<string, double> Terms)? last = null;
        while (StepsDone < steps)
        {
            if (cancellationToken.IsCancellationRequested)
            {
                Save();
                cancellationToken.ThrowIfCancellationRequested();
            }
            last = Step(adam, new TrainingStep(StepsDone, steps, _options.Seed), losses);
            StepsDone++;
            if (StepsDone % _options.CheckpointEvery == 0 || StepsDone == steps) Save();
            progress?.Report(new TrainingProgress(Stage, StepsDone, steps, last.Value.Total, last.Value.Terms, pace.Remaining(clock.Elapsed, steps - StepsDone)));
        }
        return new OptimisationResult(StepsDone - firstStep, last?.Total, last?.Terms ?? NoTerms, clock.Elapsed);
    }

    /// <summary>Releases the optimiser's state, and gives the memory of the steps back to the system. The trained parameters stay the caller's.</summary>
    public void Dispose()
    {
        _adam?.Dispose();
        NativeHeap.Trim();
    }

    private OptimisationLoop Add(TrainedPart part)
    {
        ArgumentException.ThrowIfNullOrEmpty(part.Name);
        if (!(part.Rate > 0)) throw new ArgumentOutOfRangeException(nameof(part), part.Rate, "The rate must be above 0.");
        if (_adam is not null) throw new InvalidOperationException("Everything must be added before the first run.");
        if (_parts.Exists(other => other.Name == part.Name)) throw new ArgumentException($"'{part.Name}' is added twice.");
        _parts.Add(part);
        return this;
    }

    private FlatAdam Prepare()
    {
        if (_adam is not null) return _adam;
        var trained = _parts.SelectMany(part => part.Parameters.Where(p => p.requires_grad).Select(p => (p, part.Rate))).ToArray();
        if (trained.Length == 0) throw new InvalidOperationException($"The stage '{Stage}' has nothing to train: add a module or a parameter.");
        var place = trained[0].p.device.ToString();
        if (Array.Exists(trained, entry => entry.p.dtype != ScalarType.Float32 || entry.p.device.ToString() != place))
            throw new InvalidOperationException($"The stage '{Stage}' trains float32 parameters on one device; move or convert the others first.");
        _adam = new FlatAdam(_options, trained);
        if (_options.CheckpointPath is { } path && File.Exists(path)) StepsDone = OptimisationCheckpoint.Restore(path, Stage, _parts, _adam);
        return _adam;
    }

    private (double Total, IReadOnlyDictionary<string, double> Terms) Step(FlatAdam adam, TrainingStep step, Func<TrainingStep, Losses> losses)
    {
        using var scope = NewDisposeScope();
        using var generator = manual_seed((long)(TrainingStep.Mix(~_options.Seed, (ulong)step.Index) >> 1));
        adam.ClearGradients();

        var terms = losses(step).Terms;
        if (terms.Count == 0) throw new InvalidOperationException($"A step of the stage '{Stage}' gave no loss term.");
        Tensor? total = null;
        foreach (var (name, term) in terms)
        {
            var factor = _options.Weights[name];
            if (factor == 0 || !term.requires_grad) continue;
            var weighted = (factor == 1 ? term : term * factor).reshape(1);
            total = total is null ? weighted : total + weighted;
        }
        if (total is null) throw new InvalidOperationException($"No loss term of the stage '{Stage}' depends on what is trained.");
        total.backward();
        var gradient = adam.Gradient();

        // The host waits for the device here and nowhere else: all terms and the gradient's length come in one copy.
        var values = stack([.. terms.Select(term => term.Value.detach().reshape(1).to(float32)), gradient.norm().reshape(1)], 0).cpu().data<float>().ToArray();
        var report = new Dictionary<string, double>(terms.Count, StringComparer.Ordinal);
        for (var i = 0; i < terms.Count; i++)
        {
            if (!float.IsFinite(values[i])) throw new TrainingDivergedException(Stage, terms[i].Key, step.Index);
            report[terms[i].Key] = _options.Weights[terms[i].Key] * values[i];
        }
        if (!float.IsFinite(values[^1])) throw new TrainingDivergedException(Stage, "gradient", step.Index);
        adam.Step(gradient, values[^1], _options.LearningRate * _options.Schedule.Factor(step.Index, step.Total));
        adam.ClearGradients();
        return (report.Values.Sum(), report);
    }

    private void Save()
    {
        if (_options.CheckpointPath is { } path && _adam is { } adam) OptimisationCheckpoint.Write(path, Stage, _parts, adam, StepsDone, _options);
    }

    /// <summary>Smoothed time of a step; recent steps count more, so that a change of speed is followed.</summary>
    private sealed class Pace
    {
        private TimeSpan _before;
        private double _seconds;
        private int _steps;

        public TimeSpan Remaining(TimeSpan now, int stepsLeft)
        {
            var seconds = (now - _before).TotalSeconds;
            _before = now;
            _steps++;
            var share = Math.Max(1.0 / _steps, 0.05);
            _seconds += share * (seconds - _seconds);
            return TimeSpan.FromSeconds(_seconds * stepsLeft);
        }
    }
}
