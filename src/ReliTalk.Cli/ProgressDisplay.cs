using System.Globalization;
using Spectre.Console;

namespace ReliTalk.Cli;

/// <summary>Progress on standard error, so that standard output holds results only: live bars on a terminal; in a pipe one plain line per stage and tenth.</summary>
internal static class ProgressDisplay
{
    public static async Task RunAsync(Func<IProgress<TrainingProgress>, Task> work)
    {
        var console = Console.IsErrorRedirected ? null : AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        if (console is not { Profile.Capabilities: { Interactive: true, Ansi: true } })
        {
            await work(new PlainProgress());
            return;
        }
        await console.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new SpinnerColumn())
            .StartAsync(context => work(new LiveProgress(context)));
    }

    internal static string Format(TimeSpan time) => time.TotalHours >= 1 ? time.ToString(@"h\:mm\:ss", CultureInfo.InvariantCulture) : time.ToString(@"m\:ss", CultureInfo.InvariantCulture);

    private sealed class LiveProgress(ProgressContext context) : IProgress<TrainingProgress>
    {
        private readonly Dictionary<string, ProgressTask> _tasks = [];

        public void Report(TrainingProgress value)
        {
            lock (_tasks)
            {
                if (!_tasks.TryGetValue(value.Stage, out var task))
                {
                    foreach (var earlier in _tasks.Values) earlier.Value = earlier.MaxValue;
                    _tasks[value.Stage] = task = context.AddTask(Markup.Escape(value.Stage));
                }
                task.IsIndeterminate = value.TotalSteps == 0;
                task.MaxValue = Math.Max(1, value.TotalSteps);
                task.Value = value.Step;
                var loss = value.Loss is { } l ? $"  loss {l:0.0000}" : "";
                var left = value.Remaining is { } r ? $"  {Format(r)} left" : "";
                task.Description = Markup.Escape(value.Stage + loss + left);
            }
        }
    }

    private sealed class PlainProgress : IProgress<TrainingProgress>
    {
        private readonly Lock _gate = new();
        private string _stage = "";
        private int _tenth = -1;

        public void Report(TrainingProgress value)
        {
            lock (_gate)
            {
                var tenth = value.TotalSteps > 0 ? value.Step * 10 / value.TotalSteps : 0;
                if (value.Stage == _stage && tenth == _tenth) return;
                (_stage, _tenth) = (value.Stage, tenth);
                var line = $"{value.Stage}: {tenth * 10} %";
                if (value.Loss is { } loss) line += string.Create(CultureInfo.InvariantCulture, $", loss {loss:0.0000}");
                if (value.Remaining is { } left) line += $", {Format(left)} left";
                Console.Error.WriteLine(line);
            }
        }
    }
}
