namespace ReliTalk.Rendering.Eyes;

/// <summary>The points of the face mesh around one eye.</summary>
/// <param name="Border">A closed ring outside the lids' crease and the lower lid, below the brow: what lies inside is moved.</param>
/// <param name="Anchors">Points that neither lids nor brows pull much: they say how the region moves.</param>
internal sealed record EyeMesh(int[] Border, int[] Anchors)
{
    public static EyeMesh Right { get; } = Of(
        [113, 225, 224, 223, 222, 221, 189, 244, 233, 232, 231, 230, 229, 228, 31, 226],
        [143, 111, 117, 118, 119, 120, 121, 128, 245]);

    public static EyeMesh Left { get; } = Of(
        [342, 445, 444, 443, 442, 441, 413, 464, 453, 452, 451, 450, 449, 448, 261, 446],
        [372, 340, 346, 347, 348, 349, 350, 357, 465]);

    private static EyeMesh Of(int[] border, int[] below) => new(border, [.. border, .. below]);
}
