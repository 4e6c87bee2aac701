namespace ReliTalk.Testing;

/// <summary>Reads the pretend device's counters at every report of a training: what one step moves.</summary>
/// <typeparam name="T">The reports.</typeparam>
public sealed class StepTraffic<T> : IProgress<T>
{
    private readonly List<DeviceTraffic> _steps = [];
    private DeviceTraffic _before = LoopbackDevice.Traffic();

    /// <summary>The steps, from the second on: what is prepared before the first one is not part of it.</summary>
    public IReadOnlyList<DeviceTraffic> Steps => _steps[1..];

    /// <inheritdoc/>
    public void Report(T value)
    {
        var now = LoopbackDevice.Traffic();
        _steps.Add(now - _before);
        _before = now;
    }
}
