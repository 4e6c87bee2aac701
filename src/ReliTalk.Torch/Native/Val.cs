using System.Runtime.InteropServices;

namespace TorchSharp.Native;

// One argument or result as the bridge sees it (struct Val in relitalk_torch.cpp).
[StructLayout(LayoutKind.Explicit, Size = 16)]
internal struct Val
{
    [FieldOffset(0)] public Tag Tag;
    [FieldOffset(4)] public int Count;
    [FieldOffset(8)] public long Int;
    [FieldOffset(8)] public double Double;
    [FieldOffset(8)] public nint Pointer;
}
