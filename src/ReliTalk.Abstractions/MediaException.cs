namespace ReliTalk;

/// <summary>A video, sound or picture file cannot be read or written: missing, truncated, of another kind, or without the needed stream.</summary>
public sealed class MediaException : ReliTalkException
{
    /// <summary>Creates the error with a message that tells the user what to do.</summary>
    public MediaException(string message) : base(message) { }

    /// <summary>Creates the error with a message and the error that caused it.</summary>
    public MediaException(string message, Exception? innerException) : base(message, innerException) { }
}
