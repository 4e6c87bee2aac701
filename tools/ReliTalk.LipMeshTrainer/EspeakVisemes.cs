using ReliTalk.Audio.LipMesh;

namespace ReliTalk.LipMeshTrainer;

/// <summary>What the lips do for espeak-ng's phoneme mnemonics, which are shared by its languages for the most part.</summary>
internal static class EspeakVisemes
{
    /// <summary>Timed visemes of timed mnemonics; a diphthong becomes two.</summary>
    internal static List<(Viseme Viseme, double Start, double End)> Of(IReadOnlyList<(string Mnemonic, double Start, double End)> phonemes)
    {
        var sounds = new List<(Viseme, double, double)>();
        foreach (var (mnemonic, start, end) in phonemes)
        {
            var (first, second) = Of(mnemonic);
            if (second is null)
            {
                sounds.Add((first, start, end));
                continue;
            }

            var change = start + 0.55 * (end - start);
            sounds.Add((first, start, change));
            sounds.Add((second, change, end));
        }

        return sounds;
    }

    internal static (Viseme First, Viseme? Second) Of(string mnemonic)
    {
        var m = mnemonic.TrimStart('\'', ',', '%', '=').TrimEnd(':', ';', '-', '|', '#', '!', '1', '4', '5', '6');
        if (m.Length == 0 || m[0] is '_' or '(') return (VisemeTable.Silence, null);
        return m switch
        {
            "aI" or "ai" or "AI" => (VisemeTable.OpenVowel, VisemeTable.FrontCloseVowel),
            "aU" or "au" or "aw" or "AU" => (VisemeTable.OpenVowel, VisemeTable.RoundedCloseVowel),
            "OI" or "oi" or "OY" or "Oy" => (VisemeTable.RoundedOpenVowel, VisemeTable.FrontCloseVowel),
            "eI" or "ei" or "EI" => (VisemeTable.FrontMidVowel, VisemeTable.FrontCloseVowel),
            "oU" or "ou" or "@U" or "ow" => (VisemeTable.RoundedMidVowel, VisemeTable.RoundedCloseVowel),
            "i@" or "iA" or "ia" => (VisemeTable.FrontCloseVowel, VisemeTable.CentralVowel),
            "e@" or "E@" => (VisemeTable.FrontMidVowel, VisemeTable.CentralVowel),
            "U@" or "u@" => (VisemeTable.RoundedMidVowel, VisemeTable.CentralVowel),
            "o@" or "O@" => (VisemeTable.RoundedOpenVowel, VisemeTable.Rhotic),
            "A@" => (VisemeTable.OpenVowel, VisemeTable.Rhotic),
            "@L" => (VisemeTable.CentralVowel, VisemeTable.Alveolar),
            "uo" => (VisemeTable.RoundedCloseVowel, VisemeTable.RoundedMidVowel),
            "pF" => (VisemeTable.Bilabial, VisemeTable.Labiodental),
            "hw" => (VisemeTable.RoundedCloseVowel, null),
            _ => (OfStart(m), null),
        };
    }

    private static Viseme OfStart(string m)
    {
        if (m.StartsWith("tS", StringComparison.Ordinal) || m.StartsWith("dZ", StringComparison.Ordinal) || m.StartsWith("ts.", StringComparison.Ordinal))
            return VisemeTable.Postalveolar;
        if (m.StartsWith("ts", StringComparison.Ordinal) || m.StartsWith("dz", StringComparison.Ordinal)) return VisemeTable.Sibilant;
        if (m.StartsWith("3", StringComparison.Ordinal)) return VisemeTable.Rhotic;
        return m[0] switch
        {
            'p' or 'b' or 'm' or 'B' => VisemeTable.Bilabial,
            'f' or 'v' => VisemeTable.Labiodental,
            'T' or 'D' => VisemeTable.Dental,
            't' or 'd' or 'n' or 'l' or '*' or 'L' => VisemeTable.Alveolar,
            's' or 'z' => m.Length > 1 && m[1] == '.' ? VisemeTable.Postalveolar : VisemeTable.Sibilant,
            'S' or 'Z' => VisemeTable.Postalveolar,
            'r' => VisemeTable.Rhotic,
            'w' or 'u' or 'y' => VisemeTable.RoundedCloseVowel,
            'j' or 'i' or 'I' or 'J' => VisemeTable.FrontCloseVowel,
            'A' => VisemeTable.OpenVowel,
            'a' => m.Length > 1 && m[1] == 'a' ? VisemeTable.FrontOpenVowel : m.Length > 1 ? VisemeTable.OpenVowel : VisemeTable.FrontOpenVowel,
            'O' or '0' => VisemeTable.RoundedOpenVowel,
            'o' or 'U' or 'Y' or 'W' or '2' or '8' => VisemeTable.RoundedMidVowel,
            'e' or 'E' => VisemeTable.FrontMidVowel,
            '@' or 'V' or '&' => VisemeTable.CentralVowel,
            _ => VisemeTable.Back,
        };
    }
}
