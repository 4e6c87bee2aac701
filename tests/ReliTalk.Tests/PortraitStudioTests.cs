using Microsoft.Extensions.DependencyInjection;

namespace ReliTalk.Tests;

public sealed class PortraitStudioTests
{
    [Fact]
    public void A_service_collection_gives_one_studio_without_any_logger()
    {
        using var provider = new ServiceCollection().AddReliTalk().BuildServiceProvider();
        Assert.Same(provider.GetRequiredService<PortraitStudio>(), provider.GetRequiredService<PortraitStudio>());
    }

    [Fact]
    public async Task A_studio_with_an_empty_model_folder_says_how_to_fill_it()
    {
        var folder = Directory.CreateTempSubdirectory("relitalk-no-models-").FullName;
        try
        {
            var studio = new PortraitStudio(new PortraitStudioOptions { ModelFolder = folder });
            var error = await Assert.ThrowsAsync<BackendMissingException>(() => studio.InspectAsync(ReliTalk.Testing.SharedData.Asset("speaker.mp4")));
            Assert.Contains("setup.sh", error.Message);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
