using ReliTalk.Audio.Synchronisation;

namespace ReliTalk.Audio;

/// <summary>What was learnt from a clip besides the networks.</summary>
/// <param name="Offset">How the clip's sound lies against its picture.</param>
/// <param name="Frames">Frames that were learnt from.</param>
/// <param name="SpeakingShare">Share of those frames with speech, 0..1.</param>
public sealed record TrainedSpeech(AvOffset Offset, int Frames, double SpeakingShare);
