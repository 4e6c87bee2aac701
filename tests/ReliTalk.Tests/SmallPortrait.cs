using ReliTalk.Testing;

namespace ReliTalk.Tests;

/// <summary>One portrait of the embedded demo for all tests that only need some portrait: 3 s, 128 pixels, few optimisation steps.</summary>
public sealed class SmallPortrait : IAsyncLifetime
{
    public static TrainingOptions Options { get; } = new() { MaxSeconds = 3, Size = 128, StepShare = 0.01 };

    public Portrait Portrait { get; private set; } = null!;

    public async Task InitializeAsync() => Portrait = await Portrait.Train(SharedData.Asset("speaker.mp4"), Options).BuildAsync();

    public Task DisposeAsync()
    {
        Portrait?.Dispose();
        return Task.CompletedTask;
    }
}

/// <summary>Tests that share <see cref="SmallPortrait"/>.</summary>
[CollectionDefinition(nameof(SmallPortrait))]
public sealed class SmallPortraitCollection : ICollectionFixture<SmallPortrait>;
