namespace ReliTalk.Audio.Synchronisation;

/// <summary>Pearson's correlation.</summary>
internal static class Correlation
{
    /// <summary>Correlation of two series, 0 where one of them does not vary.</summary>
    internal static double Of(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double ma = 0, mb = 0;
        for (var i = 0; i < a.Length; i++)
        {
            ma += a[i] / a.Length;
            mb += b[i] / a.Length;
        }

        double aa = 0, bb = 0, ab = 0;
        for (var i = 0; i < a.Length; i++)
        {
            aa += (a[i] - ma) * (a[i] - ma);
            bb += (b[i] - mb) * (b[i] - mb);
            ab += (a[i] - ma) * (b[i] - mb);
        }

        return aa > 0 && bb > 0 ? ab / Math.Sqrt(aa * bb) : 0;
    }
}
