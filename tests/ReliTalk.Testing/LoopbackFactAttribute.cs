using Xunit;

namespace ReliTalk.Testing;

/// <summary>A fact that needs <see cref="LoopbackDevice"/> and is skipped, with a reason, where it is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LoopbackFactAttribute : FactAttribute
{
    /// <summary>Marks a test.</summary>
    public LoopbackFactAttribute() => Skip = LoopbackDevice.Missing;
}
