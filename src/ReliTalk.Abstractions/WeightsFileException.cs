namespace ReliTalk;

/// <summary>A file of network weights or of head-model data is missing, damaged, of the wrong version or not allowed.</summary>
public sealed class WeightsFileException : ReliTalkException
{
    /// <summary>Creates the error with a message that tells the user what to do.</summary>
    public WeightsFileException(string message) : base(message) { }

    /// <summary>Creates the error with a message and the error that caused it.</summary>
    public WeightsFileException(string message, Exception? innerException) : base(message, innerException) { }
}
