namespace ReliTalk;

/// <summary>An input is larger or longer than the limit that the caller's options set.</summary>
public sealed class LimitsExceededException : ReliTalkException
{
    /// <summary>Creates the error with a message that tells the user what to do.</summary>
    public LimitsExceededException(string message) : base(message) { }

    /// <summary>Creates the error with a message and the error that caused it.</summary>
    public LimitsExceededException(string message, Exception? innerException) : base(message, innerException) { }
}
