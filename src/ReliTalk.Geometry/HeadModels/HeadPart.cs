namespace ReliTalk.Geometry.HeadModels;

/// <summary>What a triangle of a head shows.</summary>
public enum HeadPart
{
    /// <summary>Skin of the face.</summary>
    Face,

    /// <summary>Red of the lips.</summary>
    Lips,

    /// <summary>The opening between the lips with what is seen in it.</summary>
    MouthInterior,

    /// <summary>The opening between the lids.</summary>
    Eyes,

    /// <summary>Skull behind the face's outline: hair, temples and ears.</summary>
    Skull,

    /// <summary>Neck and the underside of the jaw.</summary>
    Neck,
}
