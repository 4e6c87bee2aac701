namespace ReliTalk;

/// <summary>No usable face was found where one is needed; the message names the frames.</summary>
public sealed class FaceNotFoundException : ReliTalkException
{
    /// <summary>Creates the error with a message that tells the user what to do.</summary>
    public FaceNotFoundException(string message) : base(message) { }

    /// <summary>Creates the error with a message and the error that caused it.</summary>
    public FaceNotFoundException(string message, Exception? innerException) : base(message, innerException) { }
}
