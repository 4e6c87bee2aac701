using ReliTalk.Audio;
using ReliTalk.Driving;
using ReliTalk.Reflectance.Decomposition;
using ReliTalk.Reflectance.Training;
using ReliTalk.Rendering.Networks;
using ReliTalk.Rendering.Bank;

namespace ReliTalk.Training;

/// <summary>Everything that a trained portrait consists of, one member a layer.</summary>
internal sealed record PortraitParts(ClipData Clip, SpeechDriver Speech, FrameBank Bank, RenderingModel Rendering, ReflectanceModel Reflectance, BakedFrames Baked) : IDisposable
{
    public void Dispose()
    {
        Speech.Dispose();
        Rendering.Dispose();
        Reflectance.Dispose();
    }
}
