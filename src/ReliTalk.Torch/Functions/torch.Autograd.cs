using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Derivatives.</summary>
    public static unsafe class autograd
    {
        /// <summary>The derivatives of outputs with respect to inputs, without touching any <see cref="Tensor.grad"/>.</summary>
        /// <param name="outputs">What is differentiated.</param>
        /// <param name="inputs">With respect to what.</param>
        /// <param name="grad_outputs">The weights of the outputs' elements; null is one, for outputs of one element.</param>
        /// <param name="retain_graph">Keeps the graph for another pass.</param>
        /// <param name="create_graph">Makes the derivatives differentiable; going on from them needs the graph, so set retain_graph too.</param>
        /// <param name="allow_unused">Gives null, rather than failing, for an input the outputs do not depend on.</param>
        /// <returns>One derivative an input.</returns>
        public static IList<Tensor> grad(
            IList<Tensor> outputs, IList<Tensor> inputs, IList<Tensor>? grad_outputs = null, bool retain_graph = false, bool create_graph = false, bool allow_unused = false)
        {
            nint[] o = Handles(outputs), i = Handles(inputs), g = Handles(grad_outputs);
            var found = new nint[i.Length];
            int code;
            fixed (nint* po = o, pi = i, pg = g, pf = found)
                code = NativeMethods.rt_grad_of(po, o.Length, pi, i.Length, pg, g.Length, retain_graph ? 1 : 0, create_graph ? 1 : 0, allow_unused ? 1 : 0, pf);
            GC.KeepAlive(outputs);
            GC.KeepAlive(inputs);
            GC.KeepAlive(grad_outputs);
            NativeMethods.Check(code);
            var result = new Tensor[found.Length];
            for (int k = 0; k < found.Length; k++) result[k] = found[k] == 0 ? null! : new Tensor(found[k]);
            return result;
        }

        /// <summary>Adds the derivatives of tensors to the <see cref="Tensor.grad"/> of the leaves.</summary>
        /// <param name="tensors">What is differentiated.</param>
        /// <param name="grad_tensors">The weights of their elements; null is one, for tensors of one element.</param>
        /// <param name="retain_graph">Keeps the graph for another pass; null is as create_graph.</param>
        /// <param name="create_graph">Makes the derivatives differentiable.</param>
        /// <param name="inputs">The leaves to reach; null is all.</param>
        public static void backward(IList<Tensor> tensors, IList<Tensor>? grad_tensors = null, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null)
        {
            nint[] t = Handles(tensors), g = Handles(grad_tensors), i = Handles(inputs);
            int code;
            fixed (nint* pt = t, pg = g, pi = i)
                code = NativeMethods.rt_backward(pt, t.Length, pg, g.Length, retain_graph is { } r ? (r ? 1 : 0) : -1, create_graph ? 1 : 0, pi, i.Length);
            GC.KeepAlive(tensors);
            GC.KeepAlive(grad_tensors);
            GC.KeepAlive(inputs);
            NativeMethods.Check(code);
        }

        /// <inheritdoc cref="backward(IList{Tensor}, IList{Tensor}, bool?, bool, IList{Tensor})"/>
        public static void backward(Tensor tensor, IList<Tensor>? grad_tensors = null, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null) =>
            backward([tensor], grad_tensors, retain_graph, create_graph, inputs);

        /// <inheritdoc cref="backward(IList{Tensor}, IList{Tensor}, bool?, bool, IList{Tensor})"/>
        public static void backward(Tensor tensor, Tensor grad_tensor, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null) =>
            backward([tensor], [grad_tensor], retain_graph, create_graph, inputs);

        private static nint[] Handles(IList<Tensor>? tensors)
        {
            if (tensors is null) return [];
            var handles = new nint[tensors.Count];
            for (int i = 0; i < handles.Length; i++) handles[i] = tensors[i] is { } t ? t.Handle : 0;
            return handles;
        }
    }
}
