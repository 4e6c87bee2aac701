namespace ReliTalk.Geometry.Surface;

/// <summary>What stands behind F_coarse, the renderer that supervises the geometry before the decomposition.</summary>
public enum CoarseShading
{
    /// <summary>A network of place, normal, features, psi and theta, as in the paper.</summary>
    Network,

    /// <summary>A smooth albedo of the place times the irradiance of nine spherical harmonics at the normal (R. Ramamoorthi and P. Hanrahan, 2001).</summary>
    SphericalHarmonics,
}
