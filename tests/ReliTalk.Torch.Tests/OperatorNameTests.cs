using System.Reflection;
using ReliTalk.Testing;
using TorchSharp;
using TorchSharp.Native;
using static TorchSharp.torch;

namespace ReliTalk.Torch.Tests;

[NoTensorLeaks]
public sealed class OperatorNameTests
{
    [Fact]
    public void Every_operator_that_is_called_by_name_exists_in_this_libtorch()
    {
        zeros(1).Dispose();
        Op[] all = [.. typeof(Op).Assembly.GetTypes().SelectMany(t => t.GetFields(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Where(f => f.FieldType == typeof(Op)).Select(f => (Op)f.GetValue(null)!)];
        Assert.True(all.Length > 400, $"{all.Length} operators");
        var missing = all.Where(op => NativeMethods.rt_op("aten::" + op.Name.Split('.')[0], op.Name.Contains('.', StringComparison.Ordinal) ? op.Name.Split('.')[1] : "") == 0).Select(op => op.Name);
        Assert.Empty(missing);
    }
}
