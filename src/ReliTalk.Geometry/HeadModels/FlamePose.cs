using System.Numerics;

namespace ReliTalk.Geometry.HeadModels;

/// <summary>The joints' turns theta of a FLAME head, each an axis-angle vector in radians in its parent's axes.</summary>
/// <param name="Root">The whole head about the neck's base.</param>
/// <param name="Neck">The head on the neck.</param>
/// <param name="Jaw">The jaw; positive x opens.</param>
/// <param name="LeftEye">The person's left eyeball.</param>
/// <param name="RightEye">The person's right eyeball.</param>
public readonly record struct FlamePose(Vector3 Root = default, Vector3 Neck = default, Vector3 Jaw = default, Vector3 LeftEye = default, Vector3 RightEye = default)
{
    /// <summary>Number of joints.</summary>
    public const int JointCount = 5;

    /// <summary>The turn of one joint in the model's order: root, neck, jaw, left eye, right eye.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such joint.</exception>
    public Vector3 this[int joint] => joint switch
    {
        0 => Root,
        1 => Neck,
        2 => Jaw,
        3 => LeftEye,
        4 => RightEye,
        _ => throw new ArgumentOutOfRangeException(nameof(joint), joint, "A FLAME head has five joints."),
    };
}
