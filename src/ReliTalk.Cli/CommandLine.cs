using System.CommandLine;

namespace ReliTalk.Cli;

/// <summary>The whole command line, for the program and for its tests.</summary>
internal static class CommandLine
{
    public static RootCommand Create() => new("Learn a portrait from one talking video, drive it with any speech, light it with any light.")
    {
        TrainCommand.Create(),
        DriveCommand.Create(),
        InspectCommand.Create(),
        EvaluateCommand.Create(),
        BenchCommand.Create(),
        DoctorCommand.Create(),
    };

    public static Task<int> RunAsync(string[] arguments)
        => Create().Parse(arguments).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
