using System.Globalization;
using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Learning;

/// <summary>Where tensors are computed, chosen by name before anything runs: the CPU, one CUDA card, or the best that the machine has.</summary>
public sealed record ComputeDevice
{
    private readonly DeviceType? _type;
    private readonly int _index;

    private ComputeDevice(DeviceType? type, int index)
    {
        _type = type;
        _index = index;
    }

    /// <summary>The first CUDA card where there is one, otherwise the CPU.</summary>
    public static ComputeDevice Auto { get; } = new(null, 0);

    /// <summary>The processor.</summary>
    public static ComputeDevice Cpu { get; } = new(DeviceType.CPU, 0);

    /// <summary>One CUDA card.</summary>
    /// <param name="index">Zero-based number of the card.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="index"/> is negative.</exception>
    public static ComputeDevice Cuda(int index = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        return new(DeviceType.CUDA, index);
    }

    /// <summary>Reads <c>auto</c>, <c>cpu</c>, <c>cuda</c> or <c>cuda:N</c>, in any case.</summary>
    /// <exception cref="FormatException">The text is none of these.</exception>
    public static ComputeDevice Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var name = text.Trim().ToLowerInvariant();
        return name switch
        {
            "auto" => Auto,
            "cpu" => Cpu,
            "cuda" => Cuda(),
            _ when name.StartsWith("cuda:", StringComparison.Ordinal)
                && int.TryParse(name.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out var index) => Cuda(index),
            _ => throw new FormatException($"'{text}' is not a device: use auto, cpu, cuda or cuda:N."),
        };
    }

    /// <summary>The torch device that this choice means on this machine.</summary>
    /// <exception cref="BackendMissingException">A CUDA card is asked for that torch cannot use here.</exception>
    public Device Resolve()
    {
        if (_type == DeviceType.CPU) return CPU;
        var cards = cuda.is_available() ? cuda.device_count() : 0;
        if (_type is null) return cards > 0 ? device(DeviceType.CUDA, 0) : CPU;
        if (_index >= cards)
            throw new BackendMissingException(cards == 0
                ? "CUDA was asked for, but this libtorch sees no CUDA card. Use the device 'cpu' or 'auto', or install a CUDA build of libtorch and the driver."
                : $"The CUDA card {_index} was asked for, but there are {cards}. Use cuda:0 to cuda:{cards - 1}, or 'auto'.");
        return device(DeviceType.CUDA, _index);
    }

    /// <summary>The text that <see cref="Parse"/> reads.</summary>
    public override string ToString() => _type switch
    {
        null => "auto",
        DeviceType.CPU => "cpu",
        _ => $"cuda:{_index}",
    };
}
