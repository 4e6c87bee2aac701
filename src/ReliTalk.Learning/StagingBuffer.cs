using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Learning;

/// <summary>
/// The one place where a training's batches go from the host to the device: memory that is allocated once and, for a CUDA card, page-locked, so that the
/// copy runs beside the computation. On the CPU it is plain memory.
/// </summary>
/// <remarks>
/// Two buffers take turns, since the card may still read the last batch while the next one is written. So the host must read something from the device
/// at least once in two batches; <see cref="Optimisation.OptimisationLoop"/> does in every step. For one thread.
/// </remarks>
public sealed class StagingBuffer : IDisposable
{
    private readonly Device _device;
    private readonly Tensor[] _host = new Tensor[2];
    private int _turn;

    /// <summary>Allocates the memory.</summary>
    /// <param name="device">Where the batches go; null for the CPU.</param>
    /// <param name="length">float32 elements of a batch, 1 or more.</param>
    public StagingBuffer(Device? device, long length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        _device = device ?? CPU;
        for (var i = 0; i < _host.Length; i++)
        {
            using var scope = NewDisposeScope();
            var plain = zeros(length);
            _host[i] = (_device.type == DeviceType.CUDA ? plain.pin_memory() : plain).DetachFromDisposeScope();
        }
    }

    /// <summary>The elements of the next batch, to be written before <see cref="Send"/>. They hold what was written two batches ago.</summary>
    public Span<float> Next => MemoryMarshal.Cast<byte, float>(_host[_turn].bytes);

    /// <summary>Sends <see cref="Next"/> to the device with one copy and turns to the other buffer.</summary>
    /// <returns>float32 [length] on the device, owned by the caller's scope.</returns>
    public Tensor Send()
    {
        var batch = _host[_turn];
        _turn = (_turn + 1) % _host.Length;
        return _device.type == DeviceType.CPU ? batch.clone() : batch.to(_device, non_blocking: true);
    }

    /// <summary>Releases the memory.</summary>
    public void Dispose()
    {
        foreach (var buffer in _host) buffer.Dispose();
    }
}
