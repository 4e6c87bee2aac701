using System.Globalization;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Where a tensor's elements lie.</summary>
    public sealed class Device
    {
        /// <summary>Parses "cpu", "cuda", "cuda:1".</summary>
        /// <param name="description">Kind, or kind and number joined by a colon.</param>
        /// <exception cref="ArgumentException">The text names no known device.</exception>
        public Device(string description)
        {
            string[] parts = description.Split(':');
            type = Kind(parts[0]);
            index = -1;
            if (parts.Length == 1) return;
            if (parts.Length > 2 || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int number))
                throw new ArgumentException($"'{description}' is no device: write cpu, cuda or cuda:NUMBER.", nameof(description));
            index = number;
        }

        /// <summary>A device of a named kind.</summary>
        /// <param name="deviceType">"cpu", "cuda", "mps" or "meta".</param>
        /// <param name="index">Its number; -1 is the current one.</param>
        public Device(string deviceType, int index = -1) : this(Kind(deviceType), index)
        {
        }

        /// <summary>A device of a kind.</summary>
        /// <param name="deviceType">The kind.</param>
        /// <param name="index">Its number; -1 is the current one.</param>
        public Device(DeviceType deviceType, int index = -1)
        {
            type = deviceType;
            this.index = index;
        }

        /// <summary>A graphics card by number.</summary>
        /// <param name="index">Its number.</param>
        public Device(int index) : this(DeviceType.CUDA, index)
        {
        }

        /// <summary>The kind of device.</summary>
        public DeviceType type { get; }

        /// <summary>Its number; -1 is the current one.</summary>
        public int index { get; }

        /// <summary>Such as "cpu" or "cuda:0".</summary>
        /// <returns>The description that parses back.</returns>
        public override string ToString() => type.ToString().ToLowerInvariant() + (index < 0 ? "" : ":" + index.ToString(CultureInfo.InvariantCulture));

        /// <summary>Parses a description.</summary>
        /// <param name="description">Such as "cuda:0".</param>
        public static implicit operator Device(string description) => new(description);

        internal bool Same(Device other) => type == other.type && (index == other.index || index < 0 || other.index < 0);

        private static DeviceType Kind(string kind) => kind switch
        {
            "cpu" => DeviceType.CPU,
            "cuda" => DeviceType.CUDA,
            "mps" => DeviceType.MPS,
            "meta" => DeviceType.META,
            _ => throw new ArgumentException($"'{kind}' is no kind of device: write cpu, cuda, mps or meta.", nameof(kind)),
        };
    }
}
