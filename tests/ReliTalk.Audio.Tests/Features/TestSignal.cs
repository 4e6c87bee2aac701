namespace ReliTalk.Audio.Tests.Features;

internal static class TestSignal
{
    /// <summary>A sum of modulated tones and a chirp, given by a formula so that any other program can make it.</summary>
    internal static float[] Tones(int length)
    {
        var x = new float[length];
        for (var n = 0; n < length; n++)
            x[n] = (float)(0.3 * Math.Sin(0.17 * n) * Math.Sin(0.003 * n) + 0.1 * Math.Sin(1.1 * n) * Math.Cos(0.011 * n)
                + 0.02 * Math.Sin(0.5 * n * n));
        return x;
    }

    /// <summary>Noise of a fixed seed.</summary>
    internal static float[] Noise(int length, double amplitude, int seed = 1)
    {
        var random = new Random(seed);
        var x = new float[length];
        for (var n = 0; n < length; n++) x[n] = (float)(amplitude * (2 * random.NextDouble() - 1));
        return x;
    }
}
