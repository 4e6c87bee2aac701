using System.IO.Pipes;

namespace ReliTalk.Media.Backends.Packages;

/// <summary>A pipe to ffmpeg that waits for ffmpeg to connect before the first byte; ends empty when ffmpeg ends without connecting.</summary>
internal sealed class ConnectingPipeStream(NamedPipeServerStream pipe, Task ended) : Stream
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private bool _connected;
    private bool _disposed;

    public override bool CanRead => pipe.CanRead;

    public override bool CanWrite => pipe.CanWrite;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        => await ConnectAsync(cancellationToken).ConfigureAwait(false) ? await pipe.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) : 0;

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (!await ConnectAsync(cancellationToken).ConfigureAwait(false)) throw new IOException("ffmpeg ended before it read anything.");
        await pipe.WriteAsync(buffer, cancellationToken).ConfigureAwait(false);
    }

    public override int Read(byte[] buffer, int offset, int count) => ReadAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

    public override void Write(byte[] buffer, int offset, int count) => WriteAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

    public override void Flush() { }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (!disposing || _disposed) return;
        _disposed = true;
        pipe.Dispose();
        _gate.Dispose();
        base.Dispose(disposing);
    }

    private async Task<bool> ConnectAsync(CancellationToken cancellationToken)
    {
        if (_connected) return true;
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_connected) return true;
            using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var connecting = pipe.WaitForConnectionAsync(giveUp.Token);
            await Task.WhenAny(connecting, ended).ConfigureAwait(false);
            if (!connecting.IsCompleted) await giveUp.CancelAsync().ConfigureAwait(false);
            try
            {
                await connecting.ConfigureAwait(false);
                return _connected = true;
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                return false;
            }
        }
        finally
        {
            _gate.Release();
        }
    }
}
