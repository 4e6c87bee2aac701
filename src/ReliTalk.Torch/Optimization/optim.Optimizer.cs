using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        /// <summary>Changes parameters by their gradients.</summary>
        public abstract class Optimizer : IDisposable
        {
            private protected readonly List<ParamGroup> Groups = [];

            private protected Optimizer()
            {
            }

            /// <summary>The groups of parameters, whose learning rates a schedule changes.</summary>
            public virtual IEnumerable<ILearningRateController> ParamGroups => Groups;

            /// <summary>Releases the state.</summary>
            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            /// <summary>Releases the state.</summary>
            /// <param name="disposing">False when a finalizer calls.</param>
            protected virtual void Dispose(bool disposing)
            {
            }

            /// <summary>Fills the gradients of all parameters with zeros.</summary>
            public virtual void zero_grad()
            {
                Tensor[] gradients = [.. parameters().Select(p => p.grad).OfType<Tensor>()];
                if (gradients.Length == 0) return;
                Native.Call.Run(Native.Ops.u_foreach_zero_, gradients);
                foreach (Tensor g in gradients) g.Dispose();
            }

            /// <summary>Adds parameters with settings of their own.</summary>
            /// <param name="param_group">The group.</param>
            public virtual void add_param_group(ParamGroup param_group) => Groups.Add(param_group);

            /// <summary>Changes the parameters once.</summary>
            /// <param name="closure">Computes the loss and its gradients first; null where that is done.</param>
            /// <returns>What the closure returned; null without one.</returns>
            public abstract Tensor? step(Func<Tensor>? closure = null);

            /// <summary>All parameters.</summary>
            /// <returns>Group after group.</returns>
            public virtual IEnumerable<Parameter> parameters() => Groups.SelectMany(g => g.Parameters);
        }

        /// <summary>Something with a learning rate.</summary>
        public interface ILearningRateController
        {
            /// <summary>The rate now.</summary>
            double LearningRate { get; set; }

            /// <summary>The rate a schedule starts from.</summary>
            double InitialLearningRate { get; set; }
        }
    }
}
