namespace TorchSharp.Modules;

/// <summary>A module without state.</summary>
/// <typeparam name="T1">Kind of input.</typeparam>
/// <typeparam name="TResult">Kind of result.</typeparam>
public abstract class ParameterLessModule<T1, TResult> : torch.nn.Module<T1, TResult>
{
    /// <summary>A module.</summary>
    /// <param name="name">A label for messages.</param>
    protected ParameterLessModule(string name) : base(name)
    {
    }
}
