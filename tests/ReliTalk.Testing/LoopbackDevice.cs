using System.Runtime.InteropServices;
using TorchSharp;

namespace ReliTalk.Testing;

/// <summary>
/// A device that libtorch takes for an accelerator and that computes on the processor: it counts what a card would have to wait for, and refuses
/// processor tensors among its own as a card does. It shows that work stays on its device; it shows nothing of a card's kernels, memory or speed.
/// </summary>
public static class LoopbackDevice
{
    private const string Library = "relitalk_loopback";
    /// <summary>Why there is none, or null where there is one: its library is built against the machine's libtorch.</summary>
    public static string? Missing { get; } =
        File.Exists(Path.Combine(AppContext.BaseDirectory, $"lib{Library}.so")) ? null : "needs the system backend: the pretend device is built against the machine's libtorch";

    /// <summary>The device.</summary>
    public static torch.Device Device => new((DeviceType)loopback_device_type(), 0);

    /// <summary>
    /// Tells libtorch of the device. The first backward pass of a process starts a thread for each device there is, so this must come before it;
    /// LoopbackRegistration.cs, which is compiled into the test assemblies, sees to that.
    /// </summary>
    public static void Register()
    {
        if (Missing is not null) return;
        // libtorch must be there before the library that extends it.
        torch.zeros(1).Dispose();
        _ = loopback_device_type();
    }

    /// <summary>Everything so far in this process, whatever the thread.</summary>
    public static unsafe DeviceTraffic Traffic()
    {
        var counts = stackalloc long[6];
        loopback_counts(counts);
        return new DeviceTraffic(counts[0], counts[1], counts[2], counts[3], counts[4], counts[5]);
    }

    [DllImport(Library)]
    private static extern int loopback_device_type();

    [DllImport(Library)]
    private static extern unsafe void loopback_counts(long* counts);
}
