namespace ReliTalk.Evaluation;

/// <summary>Outcome of the driving protocol (Table 1), as JSON. See docs/evaluation.md.</summary>
public sealed record DriveRecord
{
    /// <summary>"drive": trained on the clip's first 80 %, the rest driven by its own sound over its own head motion, compared with what was filmed.</summary>
    public required string Protocol { get; init; }

    /// <summary>The clip's file name.</summary>
    public required string Video { get; init; }

    /// <summary>Test frames compared.</summary>
    public required int Frames { get; init; }

    /// <summary>Frames trained on.</summary>
    public required int TrainFrames { get; init; }

    /// <summary>Training preset; the portrait's file name where one was given.</summary>
    public required string Preset { get; init; }

    /// <summary>File name of the portrait that was measured; null where the protocol trained its own.</summary>
    public string? Portrait { get; init; }

    /// <summary>Width and height of the work picture.</summary>
    public required int[] Size { get; init; }

    /// <summary>The whole picture. Most of it is the filmed frame itself, so this figure says little without the box.</summary>
    public required RegionScores Full { get; init; }

    /// <summary>The driven area, the paper's 80 of 256 scaled to the face.</summary>
    public required RegionScores Driven { get; init; }

    /// <summary>The hole, the paper's 120 of 256 scaled to the face: all that is not the filmed frame.</summary>
    public required RegionScores Hole { get; init; }

    /// <summary>Sides of the two boxes in pixels.</summary>
    public required DriveBox Box { get; init; }

    /// <summary>
    /// What simple answers are worth: "frozen" (one closed mouth moved with the head), "nearest" (the training frame of the nearest head pose), "mean" (our
    /// own networks with the mean expression instead of the predicted one).
    /// </summary>
    public required IReadOnlyDictionary<string, DriveBaseline> Baselines { get; init; }

    /// <summary>How well the lips follow; landmarks tracked on both videos.</summary>
    public required LipScores Lip { get; init; }

    /// <summary>What a lip-sync expert says; null without one.</summary>
    public SyncScores? Sync { get; init; }

    /// <summary>Frames by which the clip's sound is late, estimated on the training part and corrected for.</summary>
    public required double SoundLateFrames { get; init; }

    /// <summary>Sharpness ratio of the driven area.</summary>
    public required double Sharpness { get; init; }

    /// <summary>Perceptual distance of the driven area; null without a network.</summary>
    public double? Perceptual { get; init; }

    /// <summary>Name of that distance and its network.</summary>
    public string? PerceptualNetwork { get; init; }

    /// <summary>Flicker of the driven area: mean absolute second temporal difference over the film's.</summary>
    public double? Flicker { get; init; }

    /// <summary>Colour step across the sides of the driven area or of the hole, the larger of the two, over the film's own.</summary>
    public double? Seam { get; init; }

    /// <summary>Mean distance of face embeddings of driven and filmed frames; below 0.6 counts as one person. Null without the network.</summary>
    public double? Identity { get; init; }

    /// <summary>Seconds by stage: "train" ("prepare" where a portrait was given), "drive".</summary>
    public required IReadOnlyDictionary<string, double> Seconds { get; init; }

    /// <summary>Frames a second: "model" (computation of the driven frames), "delivered" (with everything around it).</summary>
    public required IReadOnlyDictionary<string, double> Fps { get; init; }

    /// <summary>Largest resident memory of the process in MB.</summary>
    public required double PeakRssMb { get; init; }

    /// <summary>The machine: processor count and operating system.</summary>
    public required string Machine { get; init; }
}

/// <summary>Sides of the boxes in pixels of the work picture.</summary>
/// <param name="Driven">Side of the driven area.</param>
/// <param name="Hole">Side of the hole.</param>
/// <param name="Of">Side of the picture.</param>
public sealed record DriveBox(int Driven, int Hole, int Of);

/// <summary>Figures of a simple answer on the same frames.</summary>
/// <param name="Full">The whole picture.</param>
/// <param name="Driven">The driven area, with the perceptual distance where a network was given.</param>
/// <param name="Hole">The hole, whose border shows seams; null in records of older versions.</param>
/// <param name="Lip">How well its lips follow; null in records of older versions.</param>
public sealed record DriveBaseline(RegionScores Full, RegionScores Driven, RegionScores? Hole = null, LipScores? Lip = null);

/// <summary>A lip-sync expert's figures.</summary>
/// <param name="Network">Its name.</param>
/// <param name="Driven">The driven frames.</param>
/// <param name="Film">The filmed frames with the same sound: what is possible here.</param>
public sealed record SyncScores(string Network, SyncConfidence Driven, SyncConfidence Film);
