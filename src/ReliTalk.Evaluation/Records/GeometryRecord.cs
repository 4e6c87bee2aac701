namespace ReliTalk.Evaluation;

/// <summary>Outcome of the geometry protocol, as JSON: tracking and head fit against a set with truth.</summary>
public sealed record GeometryRecord
{
    /// <summary>"geometry": the set's training video tracked and fitted as for training.</summary>
    public required string Protocol { get; init; }

    /// <summary>Head model of the fit.</summary>
    public required string HeadModel { get; init; }

    /// <summary>Frames of the video.</summary>
    public required int Frames { get; init; }

    /// <summary>Width and height of the pictures.</summary>
    public required int[] Size { get; init; }

    /// <summary>Mean distance of the 51 inner of the 68 classical landmarks to the truth, pixels. The two definitions of a point differ by a constant share.</summary>
    public required double LandmarkPx { get; init; }

    /// <summary>The same after each point's mean offset is taken away: what moves wrongly.</summary>
    public required double LandmarkMotionPx { get; init; }

    /// <summary>Mean angle in degrees between fitted and true head rotation after the best constant turn (each model has its own "straight").</summary>
    public required double RotationDeg { get; init; }

    /// <summary>Mean distance of the fitted head's own 51 inner landmarks to the truth, pixels; null for a head that does not name them.</summary>
    public double? HeadLandmarkPx { get; init; }

    /// <summary>Mean size of the second difference in time of the rotation's error, degrees: how much the head trembles against the truth.</summary>
    public required double RotationJitterDeg { get; init; }

    /// <summary>Found over true turns about the vertical axis, the slope of the regression: 1 is right, less means that turns are seen too small.</summary>
    public required double YawSlope { get; init; }

    /// <summary>The same of nods.</summary>
    public required double PitchSlope { get; init; }

    /// <summary>Mean absolute second difference in time of the texture of forehead, nose and upper cheeks along the landmarks' poses, grey levels of 255.</summary>
    public double? TextureJitterBefore { get; init; }

    /// <summary>The same along the poses that were aligned with the pictures; the video's own noise is part of both.</summary>
    public double? TextureJitterAfter { get; init; }

    /// <summary>Mean distance in pixels of the fitted head's landmarks to the tracked ones.</summary>
    public required double ReprojectionPx { get; init; }

    /// <summary>Rough normals N^ against the truth, on skin.</summary>
    public required NormalScores Normal { get; init; }

    /// <summary>Normals of the implicit surface, met by a ray for every pixel, against the truth; the mesh's where no ray meets it.</summary>
    public NormalScores? ImplicitNormal { get; init; }

    /// <summary>Normals of the implicit surface baked into a fine mesh, as portraits use them.</summary>
    public NormalScores? BakedNormal { get; init; }

    /// <summary>Time that the implicit surface took to learn, seconds.</summary>
    public double? SurfaceSeconds { get; init; }
}
