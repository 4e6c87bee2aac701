using System.Runtime.InteropServices;
using System.Text;
using ReliTalk.Media;

namespace ReliTalk.LipMeshTrainer;

/// <summary>Speech from the system's libespeak-ng together with the time of every phoneme. The library holds one voice at a time, so one instance a process.</summary>
internal sealed unsafe partial class EspeakSynthesiser : IDisposable
{
    private const string Library = "libespeak-ng.so.1";
    private const int Synchronous = 2;
    private const int PhonemeEvents = 1;
    private const int Utf8 = 1;
    private const int Rate = 1;
    private const int Pitch = 3;
    private const int Range = 4;
    private const int PhonemeEvent = 7;

    private readonly int _sampleRate;
    private readonly Callback _callback;
    private readonly List<short> _samples = [];
    private readonly List<(string Name, double Start)> _phonemes = [];

    internal EspeakSynthesiser()
    {
        _sampleRate = Initialize(Synchronous, 0, null, PhonemeEvents);
        if (_sampleRate <= 0) throw new BackendMissingException("espeak-ng did not start. Install Debian's espeak-ng and run the trainer again.");
        _callback = Receive;
        SetSynthCallback(Marshal.GetFunctionPointerForDelegate(_callback));
    }

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int Callback(short* wave, int count, Event* events);

    /// <summary>Speaks a text.</summary>
    /// <param name="voice">Voice with an optional variant, for instance <c>en-us+f2</c>.</param>
    /// <param name="text">Text in the voice's language.</param>
    /// <param name="wordsPerMinute">80 to 450.</param>
    /// <param name="pitch">0 to 99.</param>
    /// <param name="range">Pitch range, 0 to 99.</param>
    /// <returns>16 kHz samples and the phonemes' mnemonics with start and end in seconds.</returns>
    internal SynthesisedSpeech Speak(string voice, string text, int wordsPerMinute, int pitch, int range)
    {
        if (SetVoiceByName(voice) != 0 && !SetVoiceByLanguage(voice)) throw new ArgumentException($"espeak-ng has no voice '{voice}'.", nameof(voice));
        SetParameter(Rate, wordsPerMinute, 0);
        SetParameter(Pitch, pitch, 0);
        SetParameter(Range, range, 0);
        _samples.Clear();
        _phonemes.Clear();
        var bytes = Encoding.UTF8.GetBytes(text + '\0');
        fixed (byte* start = bytes)
        {
            if (Synth(start, (nuint)bytes.Length, 0, 0, 0, Utf8, null, null) != 0) throw new InvalidOperationException("espeak-ng refused the text.");
        }

        Synchronize();
        var raw = new float[_samples.Count];
        for (var i = 0; i < raw.Length; i++) raw[i] = _samples[i] / 32768f;
        var length = (double)raw.Length / _sampleRate;
        var phonemes = new List<(string, double, double)>();
        for (var i = 0; i < _phonemes.Count; i++)
        {
            var end = i + 1 < _phonemes.Count ? _phonemes[i + 1].Start : length;
            if (end > _phonemes[i].Start) phonemes.Add((_phonemes[i].Name, _phonemes[i].Start, end));
        }

        return new SynthesisedSpeech(new AudioClip(raw, _sampleRate).Resample(16000).Samples, phonemes);
    }

    public void Dispose() => Terminate();

    private static bool SetVoiceByLanguage(string language)
    {
        fixed (byte* name = Encoding.UTF8.GetBytes(language + '\0'))
        {
            var voice = new Voice { Languages = name };
            return SetVoiceByProperties(&voice) == 0;
        }
    }

    private int Receive(short* wave, int count, Event* events)
    {
        for (var i = 0; wave is not null && i < count; i++) _samples.Add(wave[i]);
        for (var e = events; e->Type != 0; e++)
        {
            if (e->Type != PhonemeEvent) continue;
            var name = Encoding.UTF8.GetString(new ReadOnlySpan<byte>(e->Name, 8));
            var end = name.IndexOf('\0');
            _phonemes.Add((end < 0 ? name : name[..end], e->AudioPosition / 1000.0));
        }

        return 0;
    }

    [LibraryImport(Library, EntryPoint = "espeak_Initialize", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Initialize(int output, int bufferLength, string? path, int options);

    [LibraryImport(Library, EntryPoint = "espeak_SetSynthCallback")]
    private static partial void SetSynthCallback(nint callback);

    [LibraryImport(Library, EntryPoint = "espeak_SetVoiceByName", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetVoiceByName(string name);

    [LibraryImport(Library, EntryPoint = "espeak_SetVoiceByProperties")]
    private static partial int SetVoiceByProperties(Voice* voice);

    [LibraryImport(Library, EntryPoint = "espeak_SetParameter")]
    private static partial int SetParameter(int parameter, int value, int relative);

    [LibraryImport(Library, EntryPoint = "espeak_Synth")]
    private static partial int Synth(byte* text, nuint size, uint position, int positionType, uint endPosition, uint flags, uint* identifier, void* user);

    [LibraryImport(Library, EntryPoint = "espeak_Synchronize")]
    private static partial int Synchronize();

    [LibraryImport(Library, EntryPoint = "espeak_Terminate")]
    private static partial int Terminate();

    /// <summary>espeak_VOICE of espeak-ng's speak_lib.h.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Voice
    {
        internal byte* Name;
        internal byte* Languages;
        internal byte* Identifier;
        internal byte Gender;
        internal byte Age;
        internal byte Variant;
        internal byte Reserved;
        internal int Score;
        internal void* Spare;
    }

    /// <summary>espeak_EVENT of espeak-ng's speak_lib.h.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Event
    {
        internal int Type;
        internal uint Identifier;
        internal int TextPosition;
        internal int Length;
        internal int AudioPosition;
        internal int Sample;
        internal void* User;
        internal fixed byte Name[8];
    }
}

/// <summary>Synthesised speech and what is said when.</summary>
/// <param name="Samples">16 kHz mono, -1..1.</param>
/// <param name="Phonemes">Mnemonic, start and end in seconds.</param>
internal sealed record SynthesisedSpeech(float[] Samples, IReadOnlyList<(string Mnemonic, double Start, double End)> Phonemes);
