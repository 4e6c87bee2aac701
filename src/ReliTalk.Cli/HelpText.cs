using System.CommandLine;
using System.Text;

namespace ReliTalk.Cli;

/// <summary>
/// What the help of a command says beyond its options: the tool's installed name and examples. A command's description may end in
/// ": relitalk …"; each further line of it is an example, too.
/// </summary>
internal static class HelpText
{
    private const string Mark = ": " + CommandLine.ToolName + " ";

    public static string Complete(string help, Command command)
    {
        var (said, examples) = Split(command);
        var everyExample = command.Subcommands.SelectMany(inner => Split(inner).Examples).Concat(examples).ToHashSet(StringComparer.Ordinal);
        var text = new StringBuilder();
        foreach (var line in help.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n'))
        {
            var shown = line.Replace(RootCommand.ExecutableName, CommandLine.ToolName, StringComparison.Ordinal);
            // The parser's own help writes descriptions as they are; the examples stand below instead.
            foreach (var own in command.Subcommands.Append(command).Where(own => own.Description is not null))
            {
                var first = own.Description!.Split('\n')[0];
                shown = shown.Replace(first, Split(own).Said, StringComparison.Ordinal);
            }
            if (!everyExample.Contains(shown.Trim())) text.Append(shown).Append('\n');
        }
        if (examples.Length > 0) text.Append("\nExamples:\n").AppendJoin('\n', examples.Select(example => "  " + example)).Append('\n');
        if (command is RootCommand)
            text.Append($"\nExit codes: 0 done, 1 failed, 2 wrong usage, 130 cancelled.\n'{CommandLine.ToolName} COMMAND --help' has options and examples.\n");
        return text.ToString();
    }

    /// <summary>The words that reach a command: "relitalk evaluate drive".</summary>
    public static string PathOf(Command command)
        => command is RootCommand ? CommandLine.ToolName : $"{PathOf(command.Parents.OfType<Command>().FirstOrDefault() ?? new RootCommand())} {command.Name}";

    public static (string Said, string[] Examples) Split(Command command)
    {
        var lines = (command.Description ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (lines.Length == 0) return ("", []);
        var at = lines[0].LastIndexOf(Mark, StringComparison.Ordinal);
        return at < 0 ? (lines[0], lines[1..]) : (lines[0][..at] + ".", [lines[0][(at + 2)..], .. lines[1..]]);
    }
}
