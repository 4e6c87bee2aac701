using ReliTalk.Driving;

namespace ReliTalk.Tests;

public sealed class RecordedSpeechTests
{
    [Fact]
    public async Task Three_hours_of_speech_are_refused_from_the_header_and_the_message_names_the_limit_that_can_be_raised()
    {
        var speech = Path.Combine(Path.GetTempPath(), $"relitalk-three-hours-{Guid.NewGuid():N}.wav");
        const int rate = 8_000, length = rate * 3 * 3600;
        try
        {
            using (var writer = new BinaryWriter(File.Create(speech)))
            {
                // A header; the rest of the file is a hole.
                writer.Write("RIFF"u8);
                writer.Write(36 + length);
                writer.Write("WAVEfmt "u8);
                writer.Write(16);
                writer.Write((short)1);
                writer.Write((short)1);
                writer.Write(rate);
                writer.Write(rate);
                writer.Write((short)1);
                writer.Write((short)8);
                writer.Write("data"u8);
                writer.Write(length);
                writer.Flush();
                writer.BaseStream.SetLength(44 + length);
            }
            var before = GC.GetTotalAllocatedBytes();
            // The speech is judged before anything of the portrait is needed.
            var error = await Assert.ThrowsAsync<LimitsExceededException>(() => RecordedSpeech.ReadAsync(null!, speech, new DriveOptions { MaxSeconds = 3600 }, default));
            Assert.Contains(speech, error.Message);
            Assert.Contains("DriveOptions.MaxSeconds allows (3600 s)", error.Message);
            Assert.Contains("10800 s", error.InnerException!.Message);
            Assert.True(GC.GetTotalAllocatedBytes() - before < 100_000_000);
        }
        finally
        {
            File.Delete(speech);
        }
    }
}
