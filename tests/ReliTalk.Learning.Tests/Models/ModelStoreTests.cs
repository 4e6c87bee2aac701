using ReliTalk.Learning.Models;

namespace ReliTalk.Learning.Tests.Models;

public sealed class ModelStoreTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("relitalk-models-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Pins_name_the_mesh_with_the_hash_that_was_published_with_it()
        => Assert.Equal("883b7411747bac657c30c462d305d312e9dec6adbf8b85e2f5d8d722fca9455d",
            ModelStore.Pins["face_landmark_with_attention.tflite"]);

    [Fact]
    public void A_missing_file_is_reported_with_the_way_to_get_it()
    {
        var error = Assert.Throws<BackendMissingException>(() => new ModelStore(_folder).Find("face_landmark.tflite"));
        Assert.Contains("run.sh", error.Message);
        Assert.Contains("RELITALK_MODELS", error.Message);
        Assert.Contains("face_landmark.tflite", error.Message);
    }

    [Fact]
    public void A_file_that_differs_from_its_pin_is_refused()
    {
        File.WriteAllText(Path.Combine(_folder, "face_landmark.tflite"), "not a network");
        var error = Assert.Throws<WeightsFileException>(() => new ModelStore(_folder).Find("face_landmark.tflite"));
        Assert.Contains("SHA-256", error.Message);
    }

    [Fact]
    public void A_file_without_a_pin_is_found_by_name_in_a_sub_folder()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "en-us"));
        var path = Path.Combine(_folder, "en-us", "cmudict-en-us.dict");
        File.WriteAllText(path, "a AH");
        Assert.Equal(path, new ModelStore(_folder).Find("en-us/cmudict-en-us.dict"));
    }

    [ModelFact("face_landmark.tflite")]
    public void The_fetched_mesh_is_the_pinned_one()
        => Assert.EndsWith("face_landmark.tflite", new ModelStore().Find("face_landmark.tflite"));
}
