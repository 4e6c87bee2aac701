using System.Numerics;
using ReliTalk.Audio.Features;
using ReliTalk.Media;

namespace ReliTalk.Samples.Audio;

/// <summary>Waveform, energy, lip aperture and phones over time, three seconds a line.</summary>
internal static class SpeechPlot
{
    private const int SecondWidth = 420;
    private const int LineHeight = 190;
    private const int Margin = 46;
    private const double SecondsALine = 3;

    private static readonly Vector3 Ink = new(0.15f, 0.15f, 0.2f);
    private static readonly Vector3 Wave = new(0.78f, 0.8f, 0.84f);
    private static readonly Vector3 Energy = new(0.95f, 0.6f, 0.15f);
    private static readonly Vector3 Aperture = new(0.05f, 0.35f, 0.75f);
    private static readonly Vector3 Silence = new(0.93f, 0.95f, 1f);

    internal static Frame Draw(float[] speech, FeatureTrack phones, IReadOnlyList<float> aperture, IReadOnlyList<float> speaking)
    {
        var seconds = speech.Length / 16000.0;
        var lines = (int)Math.Ceiling(seconds / SecondsALine);
        var canvas = new Canvas(Margin + (int)(SecondsALine * SecondWidth) + 10, lines * LineHeight + 24, Vector3.One);
        canvas.Text(Margin, 6, "WAVEFORM", Wave * 0.8f, 2);
        canvas.Text(Margin + 130, 6, "ENERGY", Energy, 2);
        canvas.Text(Margin + 240, 6, "LIP APERTURE 0 - 1.4 CM", Aperture, 2);
        canvas.Text(Margin + 560, 6, "SHADED- SILENCE", Ink * 1.6f, 2);
        for (var line = 0; line < lines; line++)
            DrawLine(canvas, 24 + line * LineHeight, line * SecondsALine, Math.Min(seconds, (line + 1) * SecondsALine), speech, phones, aperture, speaking);
        return canvas.ToFrame();
    }

    private static void DrawLine(
        Canvas canvas, float top, double from, double to, float[] speech, FeatureTrack phones, IReadOnlyList<float> aperture, IReadOnlyList<float> speaking)
    {
        float X(double t) => (float)(Margin + (t - from) * SecondWidth);
        var plotHeight = LineHeight - 44f;
        var middle = top + plotHeight / 2;
        for (var t = (int)(from * 25); t < Math.Min(speaking.Count, to * 25); t++)
            if (speaking[t] < 0.5f) canvas.Fill(X(t / 25.0), top, X((t + 1) / 25.0), top + plotHeight, Silence);
        var loudest = Math.Max(1e-4f, speech.Max(Math.Abs));
        for (var x = 0; x < (to - from) * SecondWidth; x++)
        {
            var first = (int)((from + (double)x / SecondWidth) * 16000);
            var samples = speech.AsSpan(Math.Min(first, speech.Length - 1), Math.Clamp(16000 / SecondWidth, 1, speech.Length - Math.Min(first, speech.Length - 1)));
            float low = 0, high = 0;
            foreach (var s in samples) (low, high) = (Math.Min(low, s), Math.Max(high, s));
            canvas.Line(new(Margin + x, middle - high / loudest * plotHeight / 2), new(Margin + x, middle - low / loudest * plotHeight / 2), 1, Wave);
        }

        var energy = new List<Vector2>();
        for (var t = from; t < to; t += 0.01)
        {
            double sum = 1e-9;
            var first = (int)(t * 16000);
            for (var i = first; i < Math.Min(first + 320, speech.Length); i++) sum += speech[i] * speech[i];
            var level = Math.Clamp((10 * Math.Log10(sum / 320) + 60) / 60, 0, 1);
            energy.Add(new Vector2(X(t), (float)(top + plotHeight * (1 - level))));
        }

        canvas.Curve(energy, 1.5f, Energy);
        var lips = new List<Vector2>();
        for (var t = (int)Math.Ceiling(from * 25); t < Math.Min(aperture.Count, to * 25 + 1); t++)
            lips.Add(new Vector2(X(t / 25.0), top + plotHeight * (1 - Math.Clamp(aperture[t] / 1.4f, 0, 1))));
        canvas.Curve(lips, 2.5f, Aperture);
        canvas.Line(new(Margin, top + plotHeight), new(X(to), top + plotHeight), 1, Ink);
        for (var t = from; t <= to + 1e-9; t += 0.5)
        {
            canvas.Line(new(X(t), top + plotHeight), new(X(t), top + plotHeight + 4), 1, Ink);
            canvas.Text(X(t) + 2, top + plotHeight + 26, t.ToString("0.0"), Ink);
        }

        DrawPhones(canvas, top + plotHeight + 6, from, to, phones, X);
    }

    private static void DrawPhones(Canvas canvas, float top, double from, double to, FeatureTrack phones, Func<double, float> x)
    {
        var first = (int)(from * 100);
        var end = Math.Min(phones.Rows, (int)(to * 100));
        for (var start = first; start < end;)
        {
            var phone = Best(phones[start]);
            var next = start + 1;
            while (next < end && Best(phones[next]) == phone) next++;
            if (next - start >= 3)
            {
                var name = PhonemePosteriors.Phones[phone];
                var shade = 0.55f + 0.4f * (phone * 7 % 11 / 10f);
                canvas.Fill(x(start / 100.0), top, x(next / 100.0) - 1, top + 14, name == "SIL" ? Silence : new Vector3(shade, 0.9f, 1.2f - shade * 0.5f));
                if ((next - start) * SecondWidth / 100 > name.Length * 6 && name[0] != '+') canvas.Text(x(start / 100.0) + 2, top + 4, name, Ink);
            }

            start = next;
        }
    }

    private static int Best(ReadOnlySpan<float> row)
    {
        var best = 0;
        for (var p = 1; p < PhonemePosteriors.Phones.Count; p++)
            if (row[p] > row[best]) best = p;
        return best;
    }
}
