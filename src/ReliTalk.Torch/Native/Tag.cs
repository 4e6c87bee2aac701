namespace TorchSharp.Native;

// The kinds of value that cross the bridge; the numbers are those of enum Tag in relitalk_torch.cpp.
internal enum Tag
{
    None,
    Tensor,
    Int,
    Double,
    Bool,
    String,
    IntList,
    DoubleList,
    BoolList,
    TensorList,
    OptionalTensorList,
    Device,
    Generator,
    Complex,
}
