using Spectre.Console;

namespace ReliTalk.Cli;

/// <summary>Runs a command's work: one line for an error a user can act on, exit codes, Ctrl-C as cancellation.</summary>
internal static class ConsoleSession
{
    public const int Success = 0;
    public const int Failure = 1;
    public const int BadUsage = 2;
    public const int Cancelled = 130;

    public static IAnsiConsole Errors { get; } = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });

    public static async Task<int> RunAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        try
        {
            await work(cancellationToken);
            return Success;
        }
        catch (ArgumentOutOfRangeException error)
        {
            Errors.MarkupLineInterpolated($"[red]error:[/] {FirstLine(error.Message)}");
            return BadUsage;
        }
        catch (ReliTalkException error)
        {
            Errors.MarkupLineInterpolated($"[red]error:[/] {error.Message.ReplaceLineEndings(" ")}");
            return Failure;
        }
        catch (OperationCanceledException)
        {
            Errors.MarkupLine("[yellow]cancelled[/]: nothing was written under the output's name.");
            return Cancelled;
        }
    }

    private static string FirstLine(string message) => message.Split('\n')[0].TrimEnd();
}
