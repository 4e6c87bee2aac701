namespace ReliTalk.Evaluation;

/// <summary>Outcome of the relighting protocol (Table 2), as JSON. See docs/evaluation.md.</summary>
public sealed record RelightRecord
{
    /// <summary>"relight": truth under every light but the training one; regions "foreground" (truth's alpha above 0.5) and "skin" (parts = 1, eroded by 2 px).</summary>
    public required string Protocol { get; init; }

    /// <summary>Frames scored for each light.</summary>
    public required int Frames { get; init; }

    /// <summary>Width and height of the pictures.</summary>
    public required int[] Size { get; init; }

    /// <summary>Pictures that the truth has and the folder lacks; they are in no mean.</summary>
    public int Missing { get; init; }

    /// <summary>Figures of each light.</summary>
    public required IReadOnlyList<RelightLightRecord> Lights { get; init; }

    /// <summary>Means over the pictures of each kind of light, "hdri" and "directional".</summary>
    public required IReadOnlyDictionary<string, RelightScores> Mean { get; init; }

    /// <summary>The same figures for copying the source frame: what doing nothing is worth.</summary>
    public required IReadOnlyDictionary<string, RelightScores> Copy { get; init; }

    /// <summary>Normals against the truth, on skin; null where none were given.</summary>
    public NormalScores? Normal { get; init; }

    /// <summary>Albedo against the truth, on skin; null where none was given.</summary>
    public AlbedoScores? Albedo { get; init; }

    /// <summary>Seconds by stage, for instance "train" and "relight".</summary>
    public IReadOnlyDictionary<string, double>? Seconds { get; init; }

    /// <summary>Training preset; null where pictures of another tool were scored.</summary>
    public string? Preset { get; init; }

    /// <summary>Name of the head model's own file; null for the default head.</summary>
    public string? HeadModel { get; init; }

    /// <summary>Whether the rough normals came from the implicit surface; null or false: from the mesh.</summary>
    public bool? ImplicitNormals { get; init; }

    /// <summary>File name of the portrait that was measured; null where the protocol trained its own.</summary>
    public string? Portrait { get; init; }

    /// <summary>The machine: processor count and operating system; null where nothing was computed.</summary>
    public string? Machine { get; init; }

    /// <summary>Largest resident memory of the process in MB.</summary>
    public double? PeakRssMb { get; init; }
}

/// <summary>Figures of one light, see <see cref="RelightScores"/>.</summary>
/// <param name="Id">The light's number in the truth.</param>
/// <param name="Type">"hdri" or "directional".</param>
/// <param name="Fg">Foreground as it is.</param>
/// <param name="FgGain">Foreground after the gain.</param>
/// <param name="Skin">Skin as it is.</param>
/// <param name="SkinGain">Skin after the gain.</param>
/// <param name="Pictures">Pictures averaged.</param>
public sealed record RelightLightRecord(int Id, string Type, PairScores Fg, PairScores FgGain, PairScores Skin, PairScores SkinGain, int Pictures);

/// <summary>Figures of relit pictures: raw, and after one gain for each colour channel in linear light, fitted on skin.</summary>
/// <param name="Fg">Foreground as it is.</param>
/// <param name="FgGain">Foreground after the gain.</param>
/// <param name="Skin">Skin as it is.</param>
/// <param name="SkinGain">Skin after the gain.</param>
/// <param name="Pictures">Pictures averaged.</param>
public sealed record RelightScores(PairScores Fg, PairScores FgGain, PairScores Skin, PairScores SkinGain, int Pictures);

/// <summary>PSNR in dB and SSIM of one region; the record around it names region, resolution and count.</summary>
/// <param name="Psnr">Mean PSNR in dB.</param>
/// <param name="Ssim">Mean SSIM.</param>
public sealed record PairScores(double Psnr, double Ssim);

/// <summary>Normals on skin: Table 4 of the paper, and the angle.</summary>
/// <param name="Psnr">PSNR of the encoded maps in dB.</param>
/// <param name="PsnrGrad">PSNR of their gradients in dB.</param>
/// <param name="Ssim">SSIM of the encoded maps.</param>
/// <param name="AngleDeg">Mean angle in degrees.</param>
/// <param name="Frames">Frames averaged.</param>
public sealed record NormalScores(double Psnr, double PsnrGrad, double Ssim, double AngleDeg, int Frames);

/// <summary>Albedo on skin after one gain for each colour channel: its absolute scale cannot be known from a video.</summary>
/// <param name="PsnrGain">Mean PSNR in dB.</param>
/// <param name="Frames">Frames averaged.</param>
public sealed record AlbedoScores(double PsnrGain, int Frames);
