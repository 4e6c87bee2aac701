using ReliTalk.Evaluation.Images;
using ReliTalk.Media;

namespace ReliTalk.Evaluation.Metrics;

/// <summary>
/// How much a pasted box shows: mean absolute step of colour across the four sides of the box, in grey levels of 255. The truth has a step of its
/// own there: the ratio of the two says how much the paste shows.
/// </summary>
internal static class SeamEnergy
{
    public static double Step(ColourPlanes picture, CropBox box)
    {
        double sum = 0;
        var count = 0;
        for (var x = Math.Max(0, box.X); x < Math.Min(picture.Width, box.X + box.Width); x++)
        {
            Add(x, box.Y - 1, x, box.Y);
            Add(x, box.Y + box.Height - 1, x, box.Y + box.Height);
        }
        for (var y = Math.Max(0, box.Y); y < Math.Min(picture.Height, box.Y + box.Height); y++)
        {
            Add(box.X - 1, y, box.X, y);
            Add(box.X + box.Width - 1, y, box.X + box.Width, y);
        }
        return count == 0 ? double.NaN : sum / count * 255;

        void Add(int x0, int y0, int x1, int y1)
        {
            if (x0 < 0 || y0 < 0 || x1 >= picture.Width || y1 >= picture.Height) return;
            foreach (var plane in picture.Channels)
            {
                sum += Math.Abs(plane[y0 * picture.Width + x0] - plane[y1 * picture.Width + x1]);
                count++;
            }
        }
    }
}
