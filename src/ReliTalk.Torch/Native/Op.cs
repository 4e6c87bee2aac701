namespace TorchSharp.Native;

// One overload of one ATen operator, looked up on first use.
internal sealed class Op(string name, string overload = "")
{
    private nint _handle;

    internal string Name => overload.Length == 0 ? name : name + "." + overload;

    internal nint Handle => _handle != 0 ? _handle : Find();

    private nint Find()
    {
        nint found = NativeMethods.rt_op("aten::" + name, overload);
        if (found == 0) throw NativeMethods.LastError();
        // Two threads may both look it up: they find equal records, and one small record stays unused.
        return _handle = found;
    }
}
