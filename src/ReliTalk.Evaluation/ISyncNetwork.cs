using ReliTalk.Media;

namespace ReliTalk.Evaluation;

/// <summary>
/// Slot for a lip-sync expert, for instance SyncNet v2, whose weights no package redistributes. Implementations are used from one thread at a time.
/// </summary>
public interface ISyncNetwork
{
    /// <summary>Name printed beside every figure, for instance "SyncNet v2".</summary>
    string Name { get; }

    /// <summary>Embeds every window of 5 frames at 25 frames a second and the 0.2 s of sound that belong to it.</summary>
    /// <param name="frames">Face tracks as the network wants them cut from; any size.</param>
    /// <param name="sound">The sound of those frames, 16 kHz mono.</param>
    /// <param name="cancellationToken">Stops between windows.</param>
    /// <returns>As many picture as sound embeddings.</returns>
    (IReadOnlyList<float[]> Pictures, IReadOnlyList<float[]> Sounds) Embed(IReadOnlyList<Frame> frames, AudioClip sound, CancellationToken cancellationToken = default);
}
