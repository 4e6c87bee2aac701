using ReliTalk.Audio.Features;

namespace ReliTalk.Audio.LipMesh;

/// <summary>
/// The visemes of speech sounds. Targets are our own estimates for an average mouth in cm, after the order of lip heights and widths that
/// Montgomery and Jackson (1983) measured for vowels and the usual classes of consonants that look alike (Fisher 1968).
/// </summary>
public static class VisemeTable
{
    /// <summary>Silence: closed lips at rest.</summary>
    public static Viseme Silence { get; } = new("sil", default, 1f, 1f, 25);

    /// <summary>p, b, m: lips pressed together.</summary>
    public static Viseme Bilabial { get; } = new("PP", new(0, 0, 0, 0, 0, 0.4f), 25f, 0.15f, 45);

    /// <summary>f, v: lower lip at the upper teeth.</summary>
    public static Viseme Labiodental { get; } = new("FF", new(0.1f, 0.05f, 0, 0.12f, 0.5f, 0), 8f, 0.6f, 40);

    /// <summary>th.</summary>
    public static Viseme Dental { get; } = new("TH", new(0.35f, 0.05f, 0, 0.05f, 0, 0), 0.8f, 0.3f, 30);

    /// <summary>t, d, n, l.</summary>
    public static Viseme Alveolar { get; } = new("DD", new(0.35f, 0.05f, 0, 0.05f, 0, 0), 0.6f, 0.25f, 30);

    /// <summary>s, z: teeth together.</summary>
    public static Viseme Sibilant { get; } = new("SS", new(0.22f, 0.15f, 0, 0.1f, 0, 0), 1.5f, 0.6f, 30);

    /// <summary>sh, zh, ch, j: teeth together, lips pushed forward.</summary>
    public static Viseme Postalveolar { get; } = new("CH", new(0.28f, -0.18f, 0.4f, 0.15f, 0, 0), 1.6f, 1.8f, 28);

    /// <summary>k, g, ng, h and other sounds made behind the lips: they take the shape of their neighbours.</summary>
    public static Viseme Back { get; } = new("KK", new(0.45f, 0.05f, 0, 0, 0, 0), 0.25f, 0.1f, 30);

    /// <summary>r.</summary>
    public static Viseme Rhotic { get; } = new("RR", new(0.3f, -0.18f, 0.28f, 0.05f, 0, 0), 1f, 1f, 25);

    /// <summary>a as in father.</summary>
    public static Viseme OpenVowel { get; } = new("AA", new(1.15f, 0, 0, 0.08f, 0, 0), 1.2f, 0.7f, 20);

    /// <summary>a as in cat.</summary>
    public static Viseme FrontOpenVowel { get; } = new("AE", new(0.95f, 0.18f, 0, 0.1f, 0, 0), 1.2f, 0.8f, 20);

    /// <summary>The neutral vowel, as in but and about.</summary>
    public static Viseme CentralVowel { get; } = new("AH", new(0.6f, 0.03f, 0, 0.03f, 0, 0), 0.7f, 0.4f, 22);

    /// <summary>o as in thought.</summary>
    public static Viseme RoundedOpenVowel { get; } = new("AO", new(0.85f, -0.22f, 0.25f, 0.05f, 0, 0), 1.1f, 1.1f, 20);

    /// <summary>e as in bed.</summary>
    public static Viseme FrontMidVowel { get; } = new("EH", new(0.7f, 0.18f, 0, 0.06f, 0, 0), 1f, 0.8f, 20);

    /// <summary>i as in sit and see.</summary>
    public static Viseme FrontCloseVowel { get; } = new("IY", new(0.38f, 0.32f, 0, 0.08f, 0, 0), 1f, 1f, 22);

    /// <summary>o as in go.</summary>
    public static Viseme RoundedMidVowel { get; } = new("OW", new(0.5f, -0.32f, 0.42f, 0.02f, 0, 0), 1.1f, 1.6f, 20);

    /// <summary>oo and w.</summary>
    public static Viseme RoundedCloseVowel { get; } = new("UW", new(0.22f, -0.42f, 0.6f, 0, 0, 0), 1.6f, 2.2f, 20);

    /// <summary>Each phone of <see cref="PhonemePosteriors.Phones"/> as one viseme, in that order; diphthongs as the part that is held longest.</summary>
    public static IReadOnlyList<Viseme> OfPhones { get; } = [.. PhonemePosteriors.Phones.Select(OfPhone)];

    /// <summary>The viseme of a phone of the CMU dictionary.</summary>
    /// <param name="phone">For instance <c>AA</c>, <c>SIL</c>.</param>
    public static Viseme OfPhone(string phone) => phone switch
    {
        "P" or "B" or "M" => Bilabial,
        "F" or "V" => Labiodental,
        "TH" or "DH" => Dental,
        "T" or "D" or "N" or "L" => Alveolar,
        "S" or "Z" => Sibilant,
        "SH" or "ZH" or "CH" or "JH" => Postalveolar,
        "K" or "G" or "NG" or "HH" => Back,
        "R" or "ER" => Rhotic,
        "AA" or "AY" or "AW" => OpenVowel,
        "AE" => FrontOpenVowel,
        "AH" => CentralVowel,
        "AO" or "OY" => RoundedOpenVowel,
        "EH" or "EY" => FrontMidVowel,
        "IH" or "IY" or "Y" => FrontCloseVowel,
        "OW" or "UH" => RoundedMidVowel,
        "UW" or "W" => RoundedCloseVowel,
        "SIL" or "+NSN+" or "+SPN+" => Silence,
        _ => throw new ArgumentException($"'{phone}' is not a phone of the CMU dictionary.", nameof(phone)),
    };
}
