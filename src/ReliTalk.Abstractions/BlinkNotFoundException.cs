namespace ReliTalk;

/// <summary>Blinks are asked for, but the portrait's source video shows none that could be copied.</summary>
public sealed class BlinkNotFoundException : ReliTalkException
{
    /// <summary>Creates the error with a message that tells the user what to do.</summary>
    public BlinkNotFoundException(string message) : base(message) { }

    /// <summary>Creates the error with a message and the error that caused it.</summary>
    public BlinkNotFoundException(string message, Exception? innerException) : base(message, innerException) { }
}
