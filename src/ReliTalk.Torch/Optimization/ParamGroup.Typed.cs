namespace TorchSharp.Modules;

/// <summary>Parameters with settings of one kind.</summary>
/// <typeparam name="TOptions">Kind of settings.</typeparam>
public class ParamGroup<TOptions> : ParamGroup where TOptions : OptimizerOptions, new()
{
    /// <summary>An empty group.</summary>
    public ParamGroup() => base.Options = new TOptions();

    /// <summary>A group.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <param name="options">The settings; null takes the optimiser's.</param>
    public ParamGroup(IEnumerable<Parameter> parameters, TOptions? options = null)
    {
        Parameters = parameters;
        base.Options = options ?? new TOptions();
    }

    /// <summary>The settings; those that are null are the optimiser's.</summary>
    public new TOptions Options
    {
        get => (TOptions)base.Options;
        set => base.Options = value;
    }
}
