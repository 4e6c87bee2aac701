using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Audio.LipMesh;

/// <summary>F_mesh of Eq. 3: from speech features to the lip-related vertices of a head, whoever speaks. Immutable; calls may run in parallel.</summary>
public interface ILipMesh
{
    /// <summary>A short stable name, for instance <c>visemes</c>; part of a saved portrait.</summary>
    string Name { get; }

    /// <summary>V_lip = F_mesh(V_template, f_pho).</summary>
    /// <param name="template">The head's lips at rest.</param>
    /// <param name="windows">f_pho, float32 [T, 16, D]; the first 42 of the D numbers are phone posteriors.</param>
    /// <returns>Vertices in cm, float32 [T, V, 3], owned by the caller.</returns>
    Tensor Animate(LipTemplate template, Tensor windows);
}
