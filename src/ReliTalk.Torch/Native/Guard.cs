namespace TorchSharp.Native;

// Releases the native tensor of an object that nobody disposed. Only a tensor without a scope has one: an object with a finalizer costs the allocator and the
// collector several times as much as one without, and what a scope owns goes with the scope.
internal sealed class Guard(nint handle, int pressure)
{
    ~Guard() => torch.Tensor.ReleaseNative(handle, pressure);
}
