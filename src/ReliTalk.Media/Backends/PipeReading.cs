namespace ReliTalk.Media.Backends;

/// <summary>Reads whole records from a pipe that delivers them in pieces.</summary>
internal static class PipeReading
{
    /// <summary>Fills the buffer; returns fewer bytes only at the end of the data. A kill by the token surfaces as cancellation.</summary>
    public static async ValueTask<int> FillAsync(Stream source, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var filled = 0;
        while (filled < buffer.Length)
        {
            int read;
            try
            {
                read = await source.ReadAsync(buffer[filled..], cancellationToken).ConfigureAwait(false);
            }
            catch (Exception error) when (error is IOException or ObjectDisposedException)
            {
                cancellationToken.ThrowIfCancellationRequested();
                throw;
            }
            if (read == 0) break;
            filled += read;
        }
        cancellationToken.ThrowIfCancellationRequested();
        return filled;
    }
}
