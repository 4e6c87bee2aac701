using System.Text;

namespace ReliTalk.LipMeshTrainer;

/// <summary>Endless made-up sentences: English words of the pronouncing dictionary in random order, and words of random syllables for other languages.</summary>
internal sealed class Corpus(string dictionaryPath)
{
    private static readonly Dictionary<string, (string[] Onsets, string[] Nuclei, string[] Codas)> Syllables = new()
    {
        ["de"] = (["b", "bl", "br", "d", "f", "fl", "fr", "g", "h", "k", "kl", "m", "n", "p", "pf", "r", "s", "sch", "schm", "sp", "st", "t", "tr", "w", "z", ""],
            ["a", "e", "i", "o", "u", "ä", "ö", "ü", "ei", "au", "eu", "ie", "ah", "oh"],
            ["", "", "n", "m", "r", "l", "t", "ch", "s", "ng", "ft", "rm", "lb", "nd"]),
        ["fr"] = (["b", "bl", "ch", "d", "f", "fr", "g", "j", "l", "m", "n", "p", "pl", "pr", "r", "s", "t", "v", "tr", ""],
            ["a", "é", "i", "o", "u", "ou", "eu", "an", "on", "in", "ai", "oi", "eau", "è"],
            ["", "", "", "r", "l", "t", "me", "be", "se", "che"]),
        ["es"] = (["b", "c", "ch", "d", "f", "fl", "g", "j", "l", "ll", "m", "n", "p", "pr", "r", "s", "t", "v", "z", ""],
            ["a", "e", "i", "o", "u", "ia", "ie", "ue", "ua"], ["", "", "", "n", "s", "r", "l", "m"]),
        ["it"] = (["b", "c", "ci", "d", "f", "g", "gi", "l", "m", "n", "p", "pr", "r", "s", "sc", "t", "v", "z", "sp"],
            ["a", "e", "i", "o", "u", "ia", "io", "uo"], ["", "", "", "n", "l", "r", "m"]),
        ["cmn-latn-pinyin"] = (["b", "p", "m", "f", "d", "t", "n", "l", "g", "k", "h", "zh", "ch", "sh", "r", "z", "c", "s"],
            ["a", "e", "ai", "ei", "ao", "ou", "an", "en", "ang", "eng", "u", "uo"], ["1", "2", "3", "4"]),
    };

    private readonly string[] _words = [.. File.ReadLines(dictionaryPath).Select(l => l.Split(' ')[0]).Where(w => w.Length > 1 && w.All(char.IsAsciiLetter))];

    // Short function words carry much of real speech but little of a dictionary.
    private static readonly string[] Frequent =
    [
        "the", "of", "and", "to", "a", "in", "that", "it", "is", "was", "I", "for", "on", "you", "he", "be", "with", "as", "by", "at", "have", "are", "this", "not",
        "but", "had", "his", "they", "from", "she", "which", "or", "we", "an", "were", "been", "have", "their", "would", "will", "what", "there", "more", "about",
        "people", "make", "some", "time", "my", "because", "every", "from", "before", "remember", "public", "problem", "family", "moment",
    ];

    /// <summary>A sentence of the voice's language.</summary>
    internal string Sentence(string language, Random random)
    {
        var text = new StringBuilder();
        var words = random.Next(5, 13);
        for (var w = 0; w < words; w++)
        {
            text.Append(language.StartsWith("en", StringComparison.Ordinal) ? English(random) : Word(language, random));
            text.Append(w == words - 1 ? "." : random.NextDouble() < 0.12 ? ", " : " ");
        }

        return text.ToString();
    }

    private string English(Random random) =>
        random.NextDouble() < 0.5 ? Frequent[random.Next(Frequent.Length)] : _words[random.Next(_words.Length)];

    private static string Word(string language, Random random)
    {
        var (onsets, nuclei, codas) = Syllables[language];
        var text = new StringBuilder();
        var syllables = language.StartsWith("cmn", StringComparison.Ordinal) ? 1 : random.Next(1, 4);
        for (var s = 0; s < syllables; s++)
            text.Append(onsets[random.Next(onsets.Length)]).Append(nuclei[random.Next(nuclei.Length)]).Append(codas[random.Next(codas.Length)]);
        return text.ToString();
    }
}
