using System.Runtime.Intrinsics;
using ReliTalk.Reflectance.Decomposition;

namespace ReliTalk.Reflectance.Shading;

/// <summary>What multiplies C_spec S_spec: the pixel's own albedo (Eq. 17 as printed), a constant grey (skin is a dielectric: its highlights have the light's colour), or a mixture.</summary>
internal readonly struct SpecularTint
{
    private SpecularTint(float ownShare, Vector128<float> constant)
    {
        OwnShare = ownShare;
        Constant = constant;
    }

    /// <summary>Share of the pixel's own albedo.</summary>
    public float OwnShare { get; }

    /// <summary>The constant part, already times its share.</summary>
    public Vector128<float> Constant { get; }

    public static SpecularTint Of(IntrinsicMaps maps)
        => new(maps.SpecularTint, Vector128.Create((1f - maps.SpecularTint) * maps.SpecularReference) * Vector128.Create(1f, 1f, 1f, 0f));
}
