using System.CommandLine;
using ReliTalk.Diagnostics;
using Spectre.Console;

namespace ReliTalk.Cli;

internal static class DoctorCommand
{
    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "Print the findings as JSON." };
        var command = new Command("doctor", """
            Check libtorch, ffmpeg, the networks and the accelerator, and say how to mend what is missing: relitalk doctor
            relitalk doctor --json
            """) { json };
        command.SetAction(parse =>
        {
            var slots = Doctor.Examine();
            if (parse.GetValue(json))
            {
                JsonOutput.Print(slots);
            }
            else if (Console.IsOutputRedirected)
            {
                foreach (var slot in slots)
                {
                    var state = slot.FilledBy is not null ? "ok" : slot.Required ? "missing" : "empty";
                    Console.WriteLine($"{state,-8}{slot.Slot}: {string.Join("; ", new[] { slot.FilledBy, slot.Licence, slot.Fix }.Where(part => part is not (null or "-")))}");
                }
            }
            else
            {
                var table = new Table().AddColumns("slot", "filled by", "licence", "what to do");
                foreach (var slot in slots)
                {
                    var filled = slot.FilledBy is { } name ? $"[green]{Markup.Escape(name)}[/]" : slot.Required ? "[red]missing[/]" : "[grey]-[/]";
                    table.AddRow(Markup.Escape(slot.Slot), filled, Markup.Escape(slot.Licence), Markup.Escape(slot.Fix ?? ""));
                }
                AnsiConsole.Write(table);
            }
            return slots.All(slot => slot.IsHealthy) ? ConsoleSession.Success : ConsoleSession.Failure;
        });
        return command;
    }
}
