using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace ReliTalk.Cli;

/// <summary>The whole command line, for the program and for its tests.</summary>
internal static class CommandLine
{
    /// <summary>Name under which the tool is installed; the assembly has another one.</summary>
    public const string ToolName = "relitalk";

    public static RootCommand Create() => new("Learn a portrait from one talking video, drive it with any speech, light it with any light.")
    {
        InspectCommand.Create(),
        TrainCommand.Create(),
        DriveCommand.Create(),
        EvaluateCommand.Create(),
        BenchCommand.Create(),
        HeadCommand.Create(),
        DoctorCommand.Create(),
        CompletionCommand.Create(),
    };

    public static async Task<int> RunAsync(string[] arguments)
    {
        var root = Create();
        // Completion scripts send the line as it was typed, with the tool's name in front.
        if (arguments is ["complete", var position, var line]) return CompletionCommand.Suggest(root, position, line);
        var parse = root.Parse(arguments);
        var configuration = new InvocationConfiguration { EnableDefaultExceptionHandler = false };
        if (parse.Action is HelpAction)
        {
            configuration.Output = new StringWriter();
            var code = await parse.InvokeAsync(configuration);
            Console.Write(HelpText.Complete(configuration.Output.ToString()!, parse.CommandResult.Command));
            return code;
        }
        if (parse.Action is ParseErrorAction)
        {
            foreach (var error in parse.Errors) Console.Error.WriteLine($"error: {error.Message}");
            Console.Error.WriteLine($"Try '{HelpText.PathOf(parse.CommandResult.Command)} --help'.");
            return ConsoleSession.BadUsage;
        }
        return await parse.InvokeAsync(configuration);
    }
}
