namespace ReliTalk;

/// <summary>
/// Base of every error that ReliTalk itself reports. The message says what is wrong, in which file or frame, and what to do.
/// Cancellation is never wrapped: it stays <see cref="OperationCanceledException"/>.
/// </summary>
public class ReliTalkException : Exception
{
    /// <summary>Creates the error with a message that tells the user what to do.</summary>
    public ReliTalkException(string message) : base(message) { }

    /// <summary>Creates the error with a message and the error that caused it.</summary>
    public ReliTalkException(string message, Exception? innerException) : base(message, innerException) { }
}
