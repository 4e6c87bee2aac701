namespace ReliTalk;

/// <summary>A native part is missing on this machine: libtorch, ffmpeg, or a pre-trained network.</summary>
public sealed class BackendMissingException : ReliTalkException
{
    /// <summary>Creates the error with a message that tells the user what to do.</summary>
    public BackendMissingException(string message) : base(message) { }

    /// <summary>Creates the error with a message and the error that caused it.</summary>
    public BackendMissingException(string message, Exception? innerException) : base(message, innerException) { }
}
