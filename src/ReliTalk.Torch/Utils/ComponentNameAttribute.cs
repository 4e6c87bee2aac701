namespace TorchSharp.Utils;

/// <summary>Gives a field of a module another name in the state dictionary.</summary>
[AttributeUsage(AttributeTargets.Field)]
public sealed class ComponentNameAttribute : Attribute
{
    /// <summary>The name.</summary>
    public string Name { get; set; } = "";
}
