namespace TorchSharp;

/// <summary>Moving and converting modules.</summary>
public static class ModuleExtensionMethods
{
    /// <summary>Converts the floating-point parameters and buffers.</summary>
    /// <typeparam name="T">Kind of module.</typeparam>
    /// <param name="module">The module.</param>
    /// <param name="type">The type.</param>
    /// <param name="non_blocking">Does not wait for copies where the devices allow that.</param>
    /// <returns>The same module.</returns>
    public static T to<T>(this T module, torch.ScalarType type, bool non_blocking = false) where T : torch.nn.Module => Moved(module, null, type, non_blocking);

    /// <summary>Moves and converts the parameters and buffers.</summary>
    /// <typeparam name="T">Kind of module.</typeparam>
    /// <param name="module">The module.</param>
    /// <param name="device">The device.</param>
    /// <param name="type">The type.</param>
    /// <param name="non_blocking">Does not wait for copies where the devices allow that.</param>
    /// <returns>The same module.</returns>
    public static T to<T>(this T module, torch.Device device, torch.ScalarType type, bool non_blocking = false) where T : torch.nn.Module =>
        Moved(module, device, type, non_blocking);

    /// <summary>Moves the parameters and buffers.</summary>
    /// <typeparam name="T">Kind of module.</typeparam>
    /// <param name="module">The module.</param>
    /// <param name="deviceType">The kind of device.</param>
    /// <param name="deviceIndex">Its number; -1 is the current one.</param>
    /// <param name="non_blocking">Does not wait for copies where the devices allow that.</param>
    /// <returns>The same module.</returns>
    public static T to<T>(this T module, DeviceType deviceType, int deviceIndex = -1, bool non_blocking = false) where T : torch.nn.Module =>
        Moved(module, new torch.Device(deviceType, deviceIndex), null, non_blocking);

    /// <summary>Moves the parameters and buffers.</summary>
    /// <typeparam name="T">Kind of module.</typeparam>
    /// <param name="module">The module.</param>
    /// <param name="device">The device.</param>
    /// <param name="non_blocking">Does not wait for copies where the devices allow that.</param>
    /// <returns>The same module.</returns>
    public static T to<T>(this T module, torch.Device device, bool non_blocking = false) where T : torch.nn.Module => Moved(module, device, null, non_blocking);

    /// <summary>Moves the parameters and buffers.</summary>
    /// <typeparam name="T">Kind of module.</typeparam>
    /// <param name="module">The module.</param>
    /// <param name="device">The device's description.</param>
    /// <param name="non_blocking">Does not wait for copies where the devices allow that.</param>
    /// <returns>The same module.</returns>
    public static T to<T>(this T module, string device, bool non_blocking = false) where T : torch.nn.Module =>
        Moved(module, new torch.Device(device), null, non_blocking);

    /// <summary>Moves the parameters and buffers to the processor.</summary>
    /// <typeparam name="T">Kind of module.</typeparam>
    /// <param name="module">The module.</param>
    /// <param name="non_blocking">Does not wait for copies where the devices allow that.</param>
    /// <returns>The same module.</returns>
    public static T cpu<T>(this T module, bool non_blocking = false) where T : torch.nn.Module => Moved(module, torch.CPU, null, non_blocking);

    /// <summary>Moves the parameters and buffers to a graphics card.</summary>
    /// <typeparam name="T">Kind of module.</typeparam>
    /// <param name="module">The module.</param>
    /// <param name="deviceIndex">Its number; -1 is the current one.</param>
    /// <param name="non_blocking">Does not wait for copies where the devices allow that.</param>
    /// <returns>The same module.</returns>
    public static T cuda<T>(this T module, int deviceIndex = -1, bool non_blocking = false) where T : torch.nn.Module =>
        Moved(module, new torch.Device(DeviceType.CUDA, deviceIndex), null, non_blocking);

    /// <summary>Converts the floating-point parameters and buffers to single precision.</summary>
    /// <typeparam name="T">Kind of module.</typeparam>
    /// <param name="module">The module.</param>
    /// <param name="non_blocking">Does not wait for copies where the devices allow that.</param>
    /// <returns>The same module.</returns>
    public static T @float<T>(this T module, bool non_blocking = false) where T : torch.nn.Module => Moved(module, null, torch.ScalarType.Float32, non_blocking);

    /// <summary>Converts the floating-point parameters and buffers to double precision.</summary>
    /// <typeparam name="T">Kind of module.</typeparam>
    /// <param name="module">The module.</param>
    /// <param name="non_blocking">Does not wait for copies where the devices allow that.</param>
    /// <returns>The same module.</returns>
    public static T @double<T>(this T module, bool non_blocking = false) where T : torch.nn.Module => Moved(module, null, torch.ScalarType.Float64, non_blocking);

    /// <summary>Converts the floating-point parameters and buffers to bfloat16.</summary>
    /// <typeparam name="T">Kind of module.</typeparam>
    /// <param name="module">The module.</param>
    /// <param name="non_blocking">Does not wait for copies where the devices allow that.</param>
    /// <returns>The same module.</returns>
    public static T bfloat16<T>(this T module, bool non_blocking = false) where T : torch.nn.Module => Moved(module, null, torch.ScalarType.BFloat16, non_blocking);

    private static T Moved<T>(T module, torch.Device? device, torch.ScalarType? type, bool non_blocking) where T : torch.nn.Module
    {
        module.Move(device, type, non_blocking);
        return module;
    }
}
