using System.Buffers.Binary;
using ReliTalk.Audio.Features;

namespace ReliTalk.Audio.Tests.Features;

/// <summary>Five read sentences with transcripts from Debian's pocketsphinx-testdata, aligned to their phones by Viterbi's algorithm.</summary>
internal static class LibriVox
{
    private const string Folder = "/usr/share/pocketsphinx/test/data/librivox";

    // Phones that look alike, by place of articulation and lip shape.
    private static readonly string[] Visemes =
    [
        "P B M", "F V", "TH DH", "T D N L", "S Z", "SH ZH CH JH", "K G NG HH Y", "R ER", "AA AO AW AY AH AE", "EH EY IH IY", "OW OY UH UW W", "SIL +NSN+ +SPN+",
    ];

    internal static bool Available => AcousticModel.Folder is not null && File.Exists(Path.Combine(Folder, "transcription"));

    internal static (double Phone, double Viseme, int Frames) Agreement(int smoothing)
    {
        var dictionary = Dictionary();
        var features = PhonemePosteriors.Load(AcousticModel.Folder!, smoothing);
        var transitions = Transitions();
        int frames = 0, phones = 0, visemes = 0;
        var lines = File.ReadAllLines(Path.Combine(Folder, "transcription"));
        foreach (var line in lines.Where(l => l.Contains('(')))
        {
            var name = line[(line.LastIndexOf('(') + 1)..line.LastIndexOf(')')];
            var words = line[..line.LastIndexOf('(')].Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(w => w[0] != '<');
            var samples = ReadWav(Path.Combine(Folder, name + ".wav"));
            var truth = Align(features, transitions, samples, [.. words.Select(w => dictionary[w])]);
            var track = features.Extract(samples);
            for (var r = 0; r < track.Rows; r++)
            {
                var best = 0;
                for (var p = 1; p < 42; p++)
                    if (track[r][p] > track[r][best]) best = p;
                frames++;
                if (best == truth[r]) phones++;
                if (Viseme(best) == Viseme(truth[r])) visemes++;
            }
        }

        return ((double)phones / frames, (double)visemes / frames, frames);
    }

    private static int Viseme(int phone) => Array.FindIndex(Visemes, v => v.Split(' ').Contains(PhonemePosteriors.Phones[phone]));

    private static Dictionary<string, int[]> Dictionary()
    {
        var phones = PhonemePosteriors.Phones.ToList();
        var words = new Dictionary<string, int[]>();
        foreach (var line in File.ReadLines(Path.Combine(AcousticModel.Folder!, "cmudict-en-us.dict")))
        {
            var parts = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            words.TryAdd(parts[0], [.. parts.Skip(1).Select(p => phones.IndexOf(p))]);
        }

        return words;
    }

    private static double[] Transitions()
    {
        var counts = SphinxModelReader.ReadTransitions(Path.Combine(AcousticModel.Folder!, "transition_matrices"));
        var logs = new double[counts.Length];
        for (var row = 0; row < counts.Length; row += 4)
        {
            var sum = counts[row] + counts[row + 1] + counts[row + 2] + counts[row + 3];
            for (var i = 0; i < 4; i++) logs[row + i] = Math.Log(Math.Max(1e-10, counts[row + i] / sum));
        }

        return logs;
    }

    /// <summary>The phone of every row on the best path through the words with optional silence around each of them.</summary>
    private static int[] Align(PhonemePosteriors features, double[] transitions, float[] samples, int[][] words)
    {
        const int silence = 32;
        var chain = new List<int> { silence };
        foreach (var word in words)
        {
            chain.AddRange(word);
            chain.Add(silence);
        }

        var cepstra = features.Cepstra(samples);
        var rows = cepstra.Length / 13;
        var states = chain.Count * 3;
        var scorer = features.CreateScorer();
        var best = Enumerable.Repeat(double.NegativeInfinity, states).ToArray();
        var from = new int[rows, states];
        var frame = new float[39];
        var scratch = new float[42];
        for (var r = 0; r < rows; r++)
        {
            for (var i = 0; i < 13; i++)
            {
                float C(int offset) => cepstra[Math.Clamp(r + offset, 0, rows - 1) * 13 + i];
                frame[i] = C(0);
                frame[13 + i] = C(2) - C(-2);
                frame[26 + i] = C(3) - C(-1) - (C(1) - C(-3));
            }

            scorer.Score(frame, scratch);
            var next = Enumerable.Repeat(double.NegativeInfinity, states).ToArray();
            for (var s = 0; s < states; s++)
            {
                if (r == 0)
                {
                    if (s == 0 || s == 3) next[s] = 0;
                }
                else
                {
                    void Try(int source, double log)
                    {
                        if (source < 0 || best[source] + log <= next[s]) return;
                        next[s] = best[source] + log;
                        from[r, s] = source;
                    }

                    var (position, state) = (s / 3, s % 3);
                    double T(int at, int a, int b) => transitions[(chain[at] * 3 + a) * 4 + b];
                    Try(s, T(position, state, state));
                    if (state >= 1) Try(s - 1, T(position, state - 1, state));
                    if (state == 2) Try(s - 2, T(position, 0, 2));
                    if (state == 0 && position >= 1)
                    {
                        Try(s - 1, T(position - 1, 2, 3));
                        if (position >= 2 && chain[position - 1] == silence) Try(s - 4, T(position - 2, 2, 3));
                    }
                }

                next[s] += scorer.Senones[chain[s / 3] * 3 + s % 3];
            }

            best = next;
        }

        var last = best[states - 1] > best[states - 4] ? states - 1 : states - 4;
        var phones = new int[rows];
        for (var r = rows - 1; r >= 0; r--)
        {
            phones[r] = chain[last / 3];
            last = from[r, last];
        }

        return phones;
    }

    private static float[] ReadWav(string path)
    {
        var file = File.ReadAllBytes(path);
        var at = file.AsSpan().IndexOf("data"u8) + 8;
        var samples = new float[(file.Length - at) / 2];
        for (var i = 0; i < samples.Length; i++) samples[i] = BinaryPrimitives.ReadInt16LittleEndian(file.AsSpan(at + 2 * i)) / 32768f;
        return samples;
    }
}

/// <summary>A fact that needs Debian's pocketsphinx-testdata and the acoustic model.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LibriVoxFactAttribute : FactAttribute
{
    public LibriVoxFactAttribute()
    {
        if (!LibriVox.Available) Skip = "needs the acoustic model and Debian's pocketsphinx-testdata";
    }
}
