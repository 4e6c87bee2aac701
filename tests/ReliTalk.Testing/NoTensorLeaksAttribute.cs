using System.Reflection;
using TorchSharp;
using Xunit.Sdk;

namespace ReliTalk.Testing;

/// <summary>Fails a test (or every test of a class) that leaves tensors of its own thread undisposed, or a dispose scope open.</summary>
/// <remarks>
/// Tensors are counted by thread, so the test must not be asynchronous. What a test keeps on purpose, such as the fields of its class, it must dispose before it returns.
/// </remarks>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class)]
public sealed class NoTensorLeaksAttribute : BeforeAfterTestAttribute
{
    private long _before;
    private DisposeScope? _scope;

    /// <summary>Notes how many tensors live.</summary>
    /// <param name="methodUnderTest">The test.</param>
    public override void Before(MethodInfo methodUnderTest)
    {
        _before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        _scope = torch.CurrentDisposeScope;
    }

    /// <summary>Fails where more tensors live than before.</summary>
    /// <param name="methodUnderTest">The test.</param>
    public override void After(MethodInfo methodUnderTest)
    {
        long left = DisposeScopeManager.Statistics.ThreadTotalLiveCount - _before;
        if (left > 0) throw new XunitException($"{methodUnderTest.Name} left {left} tensors undisposed.");
        if (!ReferenceEquals(_scope, torch.CurrentDisposeScope)) throw new XunitException($"{methodUnderTest.Name} left a dispose scope open.");
    }
}
