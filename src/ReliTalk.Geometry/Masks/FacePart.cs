namespace ReliTalk.Geometry.Masks;

/// <summary>What a pixel of a portrait shows.</summary>
public enum FacePart
{
    /// <summary>Skin of the face and ears, without lips, brows and eyes.</summary>
    Skin,

    /// <summary>Red of the lips.</summary>
    Lips,

    /// <summary>The opening between the lips without the teeth: tongue, gums and dark.</summary>
    MouthInterior,

    /// <summary>The opening between the lids.</summary>
    Eyes,

    /// <summary>Eyebrows.</summary>
    Brows,

    /// <summary>Hair of the head.</summary>
    Hair,

    /// <summary>Skin below the jaw.</summary>
    Neck,

    /// <summary>Everything else of the person, mostly clothes.</summary>
    Cloth,

    /// <summary>Teeth that are seen between the lips.</summary>
    Teeth,
}
