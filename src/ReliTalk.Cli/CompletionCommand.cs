using System.CommandLine;
using System.Globalization;

namespace ReliTalk.Cli;

/// <summary>Prints completion scripts. They ask the tool itself ("complete POSITION LINE"), so they know every verb, option and value; where it knows nothing, the shell offers files.</summary>
internal static class CompletionCommand
{
    private const string Bash = """
        _relitalk() {
            local candidates
            candidates="$(relitalk complete "$COMP_POINT" "$COMP_LINE" 2>/dev/null)"
            mapfile -t COMPREPLY < <(compgen -W "$candidates" -- "${COMP_WORDS[COMP_CWORD]}")
        }
        complete -o bashdefault -o default -F _relitalk relitalk
        """;

    private const string Zsh = """
        #compdef relitalk
        _relitalk() {
            local -a candidates
            candidates=("${(@f)$(relitalk complete "$CURSOR" "$BUFFER" 2>/dev/null)}")
            if [[ -n "${candidates[1]}" ]]; then compadd -a candidates; else _files; fi
        }
        compdef _relitalk relitalk
        """;

    private const string Fish = """
        complete -c relitalk -a "(relitalk complete (commandline -C) (commandline -p) 2>/dev/null)"
        """;

    private const string PowerShell = """
        Register-ArgumentCompleter -Native -CommandName relitalk -ScriptBlock {
            param($word, $ast, $position)
            relitalk complete $position "$ast" 2>$null | ForEach-Object {
                [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
            }
        }
        """;

    public static Command Create()
    {
        var shell = new Argument<string>("shell") { Description = "bash, zsh, fish or pwsh." };
        shell.AcceptOnlyFromAmong("bash", "zsh", "fish", "pwsh");
        var command = new Command("completion", """
            Print a completion script for a shell: relitalk completion bash > ~/.local/share/bash-completion/completions/relitalk
            relitalk completion zsh > ~/.zfunc/_relitalk
            relitalk completion fish > ~/.config/fish/completions/relitalk.fish
            relitalk completion pwsh >> $PROFILE
            """) { shell };
        command.SetAction(parse => Console.WriteLine(parse.GetValue(shell) switch { "bash" => Bash, "zsh" => Zsh, "fish" => Fish, _ => PowerShell }));
        return command;
    }

    /// <summary>Prints what may stand at a position of a line that begins with the tool's name.</summary>
    public static int Suggest(RootCommand root, string position, string line)
    {
        var name = line.TrimStart().Split(' ')[0];
        var skipped = line.IndexOf(name, StringComparison.Ordinal) + name.Length;
        if (!int.TryParse(position, NumberStyles.None, CultureInfo.InvariantCulture, out var at) || at <= skipped) return ConsoleSession.Success;
        // The shell may have dropped blanks behind the last word.
        var typed = line.PadRight(at)[(skipped + 1)..];
        foreach (var completion in root.Parse(typed).GetCompletions(at - skipped - 1)) Console.WriteLine(completion.Label);
        return ConsoleSession.Success;
    }
}
