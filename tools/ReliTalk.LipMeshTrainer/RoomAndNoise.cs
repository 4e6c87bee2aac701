namespace ReliTalk.LipMeshTrainer;

/// <summary>Makes clean speech sound recorded: a small room, a tilted spectrum, noise and a level.</summary>
internal static class RoomAndNoise
{
    /// <summary>A copy of the speech as a random room and microphone would give it.</summary>
    internal static float[] Apply(float[] speech, Random random)
    {
        var sound = random.NextDouble() < 0.6 ? Reverberate(speech, random) : (float[])speech.Clone();
        Tilt(sound, (float)(random.NextDouble() * 0.9 - 0.45));
        double power = 1e-9;
        foreach (var s in sound) power += s * (double)s / sound.Length;
        var ratio = 10 + 35 * random.NextDouble();
        var level = (float)Math.Sqrt(3 * power * Math.Pow(10, -ratio / 10));
        var colour = (float)(0.95 * random.NextDouble());
        var held = 0f;
        var gain = (float)Math.Pow(10, -random.NextDouble());
        for (var i = 0; i < sound.Length; i++)
        {
            held = colour * held + MathF.Sqrt(1 - colour * colour) * (float)(2 * random.NextDouble() - 1);
            sound[i] = Math.Clamp((sound[i] + level * held) * gain, -1, 1);
        }

        return sound;
    }

    /// <summary>A direct sound and sparse echoes that die away: an image-free stand-in for a room's response.</summary>
    private static float[] Reverberate(float[] speech, Random random)
    {
        var seconds = 0.05 + 0.3 * random.NextDouble();
        var strength = 0.15 + 0.45 * random.NextDouble();
        var echoes = new (int Delay, float Gain)[40];
        for (var e = 0; e < echoes.Length; e++)
        {
            var t = seconds * random.NextDouble();
            var sign = random.Next(2) * 2 - 1;
            echoes[e] = (1 + (int)(t * 16000), (float)(sign * strength * Math.Exp(-6.9 * t / (seconds * 1.5)) * random.NextDouble()));
        }

        var sound = (float[])speech.Clone();
        foreach (var (delay, gain) in echoes)
            for (var i = delay; i < sound.Length; i++) sound[i] += gain * speech[i - delay];
        return sound;
    }

    private static void Tilt(float[] sound, float amount)
    {
        var previous = 0f;
        for (var i = 0; i < sound.Length; i++)
        {
            var now = sound[i];
            sound[i] = now + amount * previous;
            previous = now;
        }
    }
}
