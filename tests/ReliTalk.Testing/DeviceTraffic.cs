namespace ReliTalk.Testing;

/// <summary>What went between the processor and the pretend device.</summary>
/// <param name="ToDevice">Tensors copied to the device.</param>
/// <param name="FromDevice">Tensors copied from the device; the processor waits for each.</param>
/// <param name="Waits">Other operators for whose answer the processor must wait: subscripts by truth masks, counts, single elements.</param>
/// <param name="Operators">Operators that ran on the device.</param>
/// <param name="BytesToDevice">Bytes of the copies to the device.</param>
/// <param name="BytesFromDevice">Bytes of the copies from the device.</param>
public readonly record struct DeviceTraffic(long ToDevice, long FromDevice, long Waits, long Operators, long BytesToDevice, long BytesFromDevice)
{
    /// <summary>What came between two readings.</summary>
    public static DeviceTraffic operator -(DeviceTraffic after, DeviceTraffic before) => new(
        after.ToDevice - before.ToDevice, after.FromDevice - before.FromDevice, after.Waits - before.Waits, after.Operators - before.Operators,
        after.BytesToDevice - before.BytesToDevice, after.BytesFromDevice - before.BytesFromDevice);
}
