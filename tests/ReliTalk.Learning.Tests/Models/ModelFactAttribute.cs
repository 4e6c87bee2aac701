using ReliTalk.Learning.Models;

namespace ReliTalk.Learning.Tests.Models;

/// <summary>A fact that needs a pre-trained network of the model store and is skipped, with a reason, where it is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ModelFactAttribute : FactAttribute
{
    /// <summary>Marks a test that reads the named model files.</summary>
    public ModelFactAttribute(params string[] names)
    {
        var store = new ModelStore();
        var missing = names.Where(name => !store.Contains(name)).ToArray();
        if (missing.Length > 0) Skip = $"needs model files: {string.Join(", ", missing)}";
    }
}
