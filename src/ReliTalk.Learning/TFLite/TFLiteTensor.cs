namespace ReliTalk.Learning.TFLite;

/// <summary>An input or output of a TFLite network, as the file declares it.</summary>
/// <param name="Name">Name in the file.</param>
/// <param name="Shape">Shape in the file's order (pictures: batch, height, width, channels).</param>
public sealed record TFLiteTensor(string Name, IReadOnlyList<long> Shape);
