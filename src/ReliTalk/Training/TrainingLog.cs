using Microsoft.Extensions.Logging;

namespace ReliTalk.Training;

/// <summary>What training and driving write to the caller's logger; the ids are stable.</summary>
internal static partial class TrainingLog
{
    [LoggerMessage(EventId = 1001, Level = LogLevel.Information, Message = "Clip prepared: {Frames} frames, {Bridged} of them bridged, crop side {CropSide} px")]
    public static partial void ClipPrepared(ILogger logger, int frames, int bridged, int cropSide);

    [LoggerMessage(EventId = 1002, Level = LogLevel.Information, Message = "Sound is {Milliseconds:0} ms late against the lips; corrected")]
    public static partial void SoundOffset(ILogger logger, double milliseconds);

    [LoggerMessage(EventId = 1003, Level = LogLevel.Information, Message = "Stage {Stage} finished in {Seconds:0.0} s")]
    public static partial void StageFinished(ILogger logger, string stage, double seconds);

    [LoggerMessage(EventId = 2001, Level = LogLevel.Information, Message = "Drove {Frames} frames: model {ModelFps:0.0} fps, delivered {DeliveredFps:0.0} fps")]
    public static partial void Drove(ILogger logger, int frames, double modelFps, double deliveredFps);
}
