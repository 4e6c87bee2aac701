namespace ReliTalk.Benchmarks.Peers;

/// <summary>One piece of work, which a peer does under the same name.</summary>
/// <param name="Name">The name in both programs.</param>
/// <param name="Repeats">How often a round does it.</param>
/// <param name="Work">The work once; it leaves no tensor behind.</param>
internal sealed record TensorCase(string Name, int Repeats, Action Work);
