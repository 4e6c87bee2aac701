namespace ReliTalk.Media;

/// <summary>Container and codec of a written video.</summary>
public enum VideoFormat
{
    /// <summary>By the file name: .mp4 and .m4v, .mov (ProRes 4444), .webm (VP9 with alpha), no extension (folder of PNGs).</summary>
    Auto,

    /// <summary>H.264 4:2:0 and AAC, index in front: plays in every browser. Alpha is dropped; odd sizes are extended by one repeated column or row.</summary>
    Mp4,

    /// <summary>Apple ProRes 4444 with alpha, 10 bits or more, and 16-bit PCM in a .mov: for further editing.</summary>
    ProRes4444,

    /// <summary>VP9 with alpha and Opus in a .webm: transparent video for web pages.</summary>
    WebmAlpha,

    /// <summary>A folder of 00000.png, 00001.png, ...; sound, if given, lies beside them as audio.wav.</summary>
    PngSequence,
}
