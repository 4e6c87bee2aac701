namespace ReliTalk.Evaluation;

/// <summary>Outcome of <c>relitalk bench</c>, as JSON: what the whole job costs, and on what.</summary>
public sealed record BenchRecord
{
    /// <summary>"bench": train, save, load, drive and relight, by the clock.</summary>
    public required string Protocol { get; init; }

    /// <summary>The clip's file name.</summary>
    public required string Video { get; init; }

    /// <summary>Training preset.</summary>
    public required string Preset { get; init; }

    /// <summary>Share of the preset's optimisation steps that was done, 1 for all of them.</summary>
    public required double StepShare { get; init; }

    /// <summary>Processor count and operating system.</summary>
    public required string Machine { get; init; }

    /// <summary>The processor's name.</summary>
    public required string Processor { get; init; }

    /// <summary>Threads of the training steps.</summary>
    public required int Threads { get; init; }

    /// <summary>What the machine computed in this run, 10^9 floating-point operations a second.</summary>
    public required ArithmeticSpeed Arithmetic { get; init; }

    /// <summary>One entry for each clip length and picture size.</summary>
    public required IReadOnlyList<BenchCase> Cases { get; init; }
}

/// <summary>Speed of single-precision arithmetic, 10^9 operations a second (one multiply-add is two).</summary>
/// <param name="MatrixProduct">1024 x 1024 times 1024 x 1024, the machine's practical peak.</param>
/// <param name="Convolution">A 3 x 3 convolution of 32 to 32 channels on 4 pictures of 128 x 128, the networks' commonest layer, without gradients.</param>
/// <param name="ConvolutionTraining">The same layer forward and backward (three times the operations).</param>
public sealed record ArithmeticSpeed(double MatrixProduct, double Convolution, double ConvolutionTraining);

/// <summary>One clip length and picture size.</summary>
public sealed record BenchCase
{
    /// <summary>Length of the clip in seconds.</summary>
    public required double Seconds { get; init; }

    /// <summary>Whether the clip was repeated to reach that length: good for timing, not for quality.</summary>
    public required bool Repeated { get; init; }

    /// <summary>Side of the square portrait in pixels.</summary>
    public required int Size { get; init; }

    /// <summary>Frames learnt from.</summary>
    public required int Frames { get; init; }

    /// <summary>Seconds by stage of training, in their order.</summary>
    public required IReadOnlyDictionary<string, double> Stages { get; init; }

    /// <summary>Seconds: "train" (all stages and what lies between), "save", "load", "drive", "relight" (to a finished mp4).</summary>
    public required IReadOnlyDictionary<string, double> Totals { get; init; }

    /// <summary>Milliseconds from asking for frames to having the first: "drive", "relight". The portrait is loaded.</summary>
    public required IReadOnlyDictionary<string, double> FirstFrameMs { get; init; }

    /// <summary>Frames a second of the computation alone: "drive", "relight".</summary>
    public required IReadOnlyDictionary<string, double> ModelFps { get; init; }

    /// <summary>Frames a second over the whole job, with decoding and H.264: "drive", "relight".</summary>
    public required IReadOnlyDictionary<string, double> DeliveredFps { get; init; }

    /// <summary>Largest resident memory of the process in MB: "train", "drive".</summary>
    public required IReadOnlyDictionary<string, double> PeakRssMb { get; init; }

    /// <summary>Size of the .portrait file in MB (10^6 bytes).</summary>
    public required double PortraitMb { get; init; }
}
