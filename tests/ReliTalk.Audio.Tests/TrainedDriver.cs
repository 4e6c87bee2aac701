using ReliTalk.Audio.Expression;
using static TorchSharp.torch;

namespace ReliTalk.Audio.Tests;

/// <summary>One driver, trained once on a synthetic clip whose sound comes 120 ms late.</summary>
public sealed class TrainedDriver : IDisposable
{
    internal static readonly SpeechDriverOptions Quick =
        new() { Features = SpeechFeatureKind.Phones, Predictor = new ExpressionPredictorOptions { Ensemble = 1, Steps = 150, Width = 24, FramesAhead = 3, ChunkFrames = 96 } };

    public TrainedDriver()
    {
        set_num_threads(1);
        Driver = SpeechDriver.Train(SyntheticClip.Parts, Clip.Clip, Quick, null, default);
    }

    internal SyntheticClip Clip { get; } = new(400, offset: 0.12);

    internal SpeechDriver Driver { get; }

    public void Dispose()
    {
        Driver.Dispose();
        Clip.Dispose();
    }
}
