using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public unsafe partial class Tensor
    {
        /// <summary>Adds the derivative of this one element to the <see cref="grad"/> of every leaf it was computed from.</summary>
        public void backward() => autograd.backward(this);

        /// <summary>Adds the derivatives of this tensor to the <see cref="grad"/> of the leaves it was computed from.</summary>
        /// <param name="grad_tensors">The weights of this tensor's elements; null is one, for a tensor of one element.</param>
        /// <param name="retain_graph">Keeps the graph for another pass.</param>
        /// <param name="create_graph">Makes the derivatives differentiable.</param>
        /// <param name="inputs">The leaves to reach; null is all.</param>
        public void backward(IList<Tensor>? grad_tensors = null, bool retain_graph = false, bool create_graph = false, IList<Tensor>? inputs = null) =>
            autograd.backward([this], grad_tensors, retain_graph, create_graph, inputs);

        /// <summary>Says whether gradients flow to this tensor.</summary>
        /// <param name="requires_grad">Whether they do.</param>
        /// <returns>This tensor.</returns>
        public Tensor requires_grad_(bool requires_grad = true)
        {
            this.requires_grad = requires_grad;
            return this;
        }

        /// <summary>The same elements as a leaf that does or does not need gradients.</summary>
        /// <param name="requires_grad">Whether it does.</param>
        /// <returns>A view.</returns>
        public Tensor with_requires_grad(bool requires_grad = true)
        {
            Tensor t = detach();
            if (requires_grad) t.requires_grad = true;
            return t;
        }

        /// <summary>Keeps the gradient of a tensor that is no leaf.</summary>
        public void retain_grad() => NativeMethods.Check(NativeMethods.rt_retain_grad(Handle));
    }
}
