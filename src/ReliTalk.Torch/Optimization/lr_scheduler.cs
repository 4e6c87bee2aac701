namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        /// <summary>Schedules of learning rates.</summary>
        public static class lr_scheduler
        {
            /// <summary>Sets the learning rates of an optimiser, step after step.</summary>
            public abstract class LRScheduler
            {
                private readonly ILearningRateController[] _groups;
                private double[] _last;

                private protected readonly double[] Initial;
                private protected int Epoch;

                private protected LRScheduler(Optimizer optimizer, int last_epoch)
                {
                    _groups = [.. optimizer.ParamGroups];
                    foreach (ILearningRateController g in _groups)
                    {
                        if (last_epoch == -1) g.InitialLearningRate = g.LearningRate;
                    }
                    Initial = [.. _groups.Select(g => g.InitialLearningRate)];
                    _last = [.. _groups.Select(g => g.LearningRate)];
                    Epoch = last_epoch;
                }

                /// <summary>Goes one step on and sets the rates.</summary>
                public virtual void step() => step(null);

                /// <summary>Goes one step on, or to a given one, and sets the rates.</summary>
                /// <param name="epoch">The step; null is the next.</param>
                public virtual void step(int? epoch)
                {
                    Epoch = epoch ?? Epoch + 1;
                    _last = [.. get_lr()];
                    for (int i = 0; i < _groups.Length; i++) _groups[i].LearningRate = _last[i];
                }

                /// <summary>The rates last set.</summary>
                /// <returns>One a group.</returns>
                public IEnumerable<double> get_last_lr() => _last;

                /// <summary>The rates of the present step.</summary>
                /// <returns>One a group.</returns>
                protected abstract IEnumerable<double> get_lr();
            }

            /// <summary>Multiplies by gamma every step_size steps.</summary>
            /// <param name="optimizer">The optimiser.</param>
            /// <param name="step_size">Steps between changes.</param>
            /// <param name="gamma">The factor.</param>
            /// <param name="last_epoch">The step to go on from; -1 starts anew.</param>
            /// <param name="verbose">Ignored: libraries do not write to the console.</param>
            /// <returns>The schedule.</returns>
            public static LRScheduler StepLR(Optimizer optimizer, int step_size, double gamma = 0.1, int last_epoch = -1, bool verbose = false) =>
                new Closed(optimizer, (initial, t) => initial * Math.Pow(gamma, t / step_size), last_epoch);

            /// <summary>Multiplies by gamma at milestones.</summary>
            /// <param name="optimizer">The optimiser.</param>
            /// <param name="milestones">The steps.</param>
            /// <param name="gamma">The factor.</param>
            /// <param name="last_epoch">The step to go on from; -1 starts anew.</param>
            /// <param name="verbose">Ignored: libraries do not write to the console.</param>
            /// <returns>The schedule.</returns>
            public static LRScheduler MultiStepLR(Optimizer optimizer, IList<int> milestones, double gamma = 0.1, int last_epoch = -1, bool verbose = false) =>
                new Closed(optimizer, (initial, t) => initial * Math.Pow(gamma, milestones.Count(m => m <= t)), last_epoch);

            /// <summary>Multiplies by gamma every step.</summary>
            /// <param name="optimizer">The optimiser.</param>
            /// <param name="gamma">The factor.</param>
            /// <param name="last_epoch">The step to go on from; -1 starts anew.</param>
            /// <param name="verbose">Ignored: libraries do not write to the console.</param>
            /// <returns>The schedule.</returns>
            public static LRScheduler ExponentialLR(Optimizer optimizer, double gamma = 0.1, int last_epoch = -1, bool verbose = false) =>
                new Closed(optimizer, (initial, t) => initial * Math.Pow(gamma, t), last_epoch);

            /// <summary>Multiplies the first rate by a function of the step.</summary>
            /// <param name="optimizer">The optimiser.</param>
            /// <param name="lr_lambda">The function.</param>
            /// <param name="last_epoch">The step to go on from; -1 starts anew.</param>
            /// <param name="verbose">Ignored: libraries do not write to the console.</param>
            /// <returns>The schedule.</returns>
            public static LRScheduler LambdaLR(Optimizer optimizer, Func<int, double> lr_lambda, int last_epoch = -1, bool verbose = false) =>
                new Closed(optimizer, (initial, t) => initial * lr_lambda(t), last_epoch);

            /// <summary>Goes down half a cosine (Loshchilov and Hutter 2017, without restarts).</summary>
            /// <param name="optimizer">The optimiser.</param>
            /// <param name="T_max">Steps to the lowest rate.</param>
            /// <param name="eta_min">The lowest rate.</param>
            /// <param name="last_epoch">The step to go on from; -1 starts anew.</param>
            /// <param name="verbose">Ignored: libraries do not write to the console.</param>
            /// <returns>The schedule.</returns>
            public static LRScheduler CosineAnnealingLR(Optimizer optimizer, double T_max, double eta_min = 0, int last_epoch = -1, bool verbose = false) =>
                new Closed(optimizer, (initial, t) => eta_min + (initial - eta_min) * (1 + Math.Cos(Math.PI * t / T_max)) / 2, last_epoch);

            private sealed class Closed : LRScheduler
            {
                private readonly Func<double, int, double> _rate;

                internal Closed(Optimizer optimizer, Func<double, int, double> rate, int last_epoch) : base(optimizer, last_epoch)
                {
                    _rate = rate;
                    step();
                }

                protected override IEnumerable<double> get_lr() => Initial.Select(r => _rate(r, Epoch));
            }
        }
    }
}
