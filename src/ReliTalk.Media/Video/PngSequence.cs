using System.Globalization;
using System.Text.RegularExpressions;

namespace ReliTalk.Media;

/// <summary>A folder of numbered pictures.</summary>
internal static partial class PngSequence
{
    public const string AudioName = "audio.wav";

    /// <summary>Only a folder that this writer made itself may be replaced as a whole.</summary>
    public static void RequireReplaceable(string folder)
    {
        if (!Directory.Exists(folder)) return;
        var foreign = Directory.EnumerateFileSystemEntries(folder).Select(Path.GetFileName).FirstOrDefault(name => name != AudioName && !Numbered().IsMatch(name!));
        if (foreign is not null)
            throw new MediaException($"The folder '{folder}' holds '{foreign}', which is not part of a PNG sequence, and would be replaced. Choose a new folder.");
    }

    public static void Write(string folder, int index, Frame frame, IReadOnlyDictionary<string, string> metadata)
    {
        try
        {
            using var file = File.Create(Path.Combine(folder, index.ToString("00000", CultureInfo.InvariantCulture) + ".png"));
            PngWriter.Write(file, frame, metadata);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new MediaException($"Frame {index} could not be written to '{folder}': {error.Message} Free space or choose another folder.", error);
        }
    }

    [GeneratedRegex(@"^\d{5,}\.png$")]
    private static partial Regex Numbered();
}
