namespace ReliTalk.Audio.Evaluation;

/// <summary>One method on held-out speech.</summary>
/// <param name="Method">What was used: <c>mean expression</c>, <c>audio only</c>, <c>mesh only</c>, <c>audio and mesh</c>, or <c>audio and mesh, p b m shut</c> (the same with <see cref="BilabialBehaviour.Closed"/>).</param>
/// <param name="ExpressionError">Root mean square error of psi, each component over its standard deviation in training; about 1 for the mean.</param>
/// <param name="JawErrorDegrees">Root mean square error of the jaw's axis-angle, in degrees.</param>
/// <param name="Lips">The lips' aperture against the tracked one.</param>
public sealed record HeldOutResult(string Method, double ExpressionError, double JawErrorDegrees, LipMeasures Lips)
{
    /// <summary>Predicted aperture of each frame that was judged, on the scale of the clip's aperture.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public IReadOnlyList<float> Aperture { get; init; } = [];
}
