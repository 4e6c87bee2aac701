using System.Globalization;
using System.Text;
using ReliTalk.Rendering;

namespace ReliTalk.Samples.Rendering;

/// <summary>Scores of one method over the held-out frames, with a box of the method's picture pasted into the truth.</summary>
internal sealed class Evaluation(string name, int size)
{
    private readonly List<byte[]> drawn = [];
    private readonly List<byte[]> truths = [];
    private readonly List<Box> boxes80 = [];
    private readonly List<Box> boxes120 = [];

    public string Name { get; } = name;

    public IReadOnlyList<byte[]> Drawn => drawn;

    /// <summary>Adds a held-out frame.</summary>
    public void Add(byte[] picture, byte[] truth, Box box80, Box box120)
    {
        drawn.Add(picture);
        truths.Add(truth);
        boxes80.Add(box80);
        boxes120.Add(box120);
    }

    public static string Header => $"{"method",-34} {"full80",7} {"box80",7} {"ssim80",7} {"full120",8} {"box120",7} {"sharp",6} {"flick",6} {"seam",6}";

    /// <summary>One line of the table: mean over frames of the decibels.</summary>
    public string Line()
    {
        var whole = new Box(0, 0, size);
        double full80 = 0, box80 = 0, ssim = 0, full120 = 0, box120 = 0, sharp = 0, sharpTruth = 0, seam = 0, seamTruth = 0, flicker = 0, flickerTruth = 0;
        for (var t = 0; t < drawn.Count; t++)
        {
            full80 += Scores.Psnr(Pasted(t, boxes80[t]), truths[t], size, whole);
            box80 += Scores.Psnr(drawn[t], truths[t], size, boxes80[t]);
            ssim += Scores.Ssim(drawn[t], truths[t], size, boxes80[t]);
            full120 += Scores.Psnr(Pasted(t, boxes120[t]), truths[t], size, whole);
            box120 += Scores.Psnr(drawn[t], truths[t], size, boxes120[t]);
            var mouth = Centre(boxes80[t]);
            sharp += Scores.LaplacianEnergy(drawn[t], size, mouth);
            sharpTruth += Scores.LaplacianEnergy(truths[t], size, mouth);
            seam += Scores.BorderStep(drawn[t], size, boxes120[t]);
            seamTruth += Scores.BorderStep(truths[t], size, boxes120[t]);
            if (t == 0 || t + 1 == drawn.Count) continue;
            flicker += Scores.SecondDifference(drawn[t - 1], drawn[t], drawn[t + 1], size, boxes80[t]);
            flickerTruth += Scores.SecondDifference(truths[t - 1], truths[t], truths[t + 1], size, boxes80[t]);
        }
        var n = drawn.Count;
        return string.Create(CultureInfo.InvariantCulture,
            $"{Name,-34} {full80 / n,7:F2} {box80 / n,7:F2} {ssim / n,7:F3} {full120 / n,8:F2} {box120 / n,7:F2} {sharp / sharpTruth,6:F2} {flicker / flickerTruth,6:F2} {seam / seamTruth,6:F2}");
    }

    private byte[] Pasted(int t, Box box)
    {
        var result = (byte[])truths[t].Clone();
        foreach (var n in box.Offsets(size))
            for (var c = 0; c < 3; c++) result[n + c] = drawn[t][n + c];
        return result;
    }

    // The mouth proper: the middle of the driven area.
    private static Box Centre(Box box) => new(box.X + box.Side / 4, box.Y + box.Side / 4, box.Side / 2);
}
