using Spectre.Console;

namespace ReliTalk.Cli;

/// <summary>Runs a command's work: one line for an error a user can act on, exit codes, Ctrl-C as cancellation.</summary>
internal static class ConsoleSession
{
    public const int Success = 0;
    public const int Failure = 1;
    public const int BadUsage = 2;
    public const int Cancelled = 130;

    public static async Task<int> RunAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        try
        {
            await work(cancellationToken);
            return Success;
        }
        catch (ArgumentOutOfRangeException error)
        {
            Say("error", "red", FirstLine(error.Message));
            return BadUsage;
        }
        catch (ReliTalkException error)
        {
            Say("error", "red", error.Message.ReplaceLineEndings(" "));
            return Failure;
        }
        catch (OperationCanceledException)
        {
            Say("cancelled", "yellow", "nothing was written under the output's name.");
            return Cancelled;
        }
    }

    /// <summary>One line: coloured on a terminal, plain and unbroken in a pipe.</summary>
    private static void Say(string kind, string colour, string message)
    {
        if (Console.IsErrorRedirected)
        {
            Console.Error.WriteLine($"{kind}: {message}");
            return;
        }
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        console.MarkupLine($"[{colour}]{kind}:[/] {Markup.Escape(message)}");
    }

    private static string FirstLine(string message) => message.Split('\n')[0].TrimEnd();
}
