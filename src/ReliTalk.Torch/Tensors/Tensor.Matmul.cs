using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The matrix product; dimensions before the last two are batches and broadcast.</summary>
        /// <param name="target">The right factor.</param>
        /// <returns>The product.</returns>
        /// <exception cref="ArgumentException">The inner sizes differ. The packaged backend would end the process, so it is checked here.</exception>
        public Tensor matmul(Tensor target)
        {
            long rows = dim() == 0 ? -1 : size(-1);
            long columns = target.dim() == 0 ? -1 : target.size(target.dim() == 1 ? -1 : -2);
            if (rows != columns || rows < 0)
                throw new ArgumentException($"matmul: the shapes [{string.Join(", ", shape)}] and [{string.Join(", ", target.shape)}] do not fit: {rows} columns meet {columns} rows.", nameof(target));
            return Call.Tensor(Ops.matmul, this, target);
        }
    }
}
