using System.Runtime.CompilerServices;

namespace ReliTalk.Testing;

// Compiled into every test assembly that uses the pretend device.
internal static class LoopbackRegistration
{
#pragma warning disable CA2255 // An initialiser is what runs before any test can.
    [ModuleInitializer]
    internal static void Run() => LoopbackDevice.Register();
#pragma warning restore CA2255
}

/// <summary>Tests that run while no other test does, since they look at what the whole process shares: torch's random numbers, its heap, the processor.</summary>
[Xunit.CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    /// <summary>The collection's name.</summary>
    public const string Name = "alone";
}
