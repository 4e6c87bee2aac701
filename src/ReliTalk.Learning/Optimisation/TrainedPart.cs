using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ReliTalk.Learning.Optimisation;

/// <summary>A module or a parameter that a loop trains, with its state for the checkpoint.</summary>
internal sealed record TrainedPart(string Name, double Rate, Parameter[] Parameters, Func<IDictionary<string, Tensor>> State);
