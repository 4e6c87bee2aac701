using TorchSharp.Native;

namespace TorchSharp.Modules;

/// <summary>A tensor that a module learns. It takes the place of its data in the dispose scope that owns that, so build modules outside of scopes or detach them.</summary>
public sealed class Parameter : torch.Tensor
{
    /// <summary>A parameter over a tensor's elements; the tensor object given is consumed.</summary>
    /// <param name="data">The initial elements.</param>
    /// <param name="requires_grad">Whether it is learned.</param>
    public Parameter(torch.Tensor data, bool requires_grad = true) : base(Consume(data))
    {
        if (requires_grad) this.requires_grad = true;
    }

    private static nint Consume(torch.Tensor data)
    {
        using torch.Tensor leaf = Call.Tensor(Ops.detach, data);
        data.Dispose();
        return leaf.DecoupleFromNativeHandle();
    }
}
