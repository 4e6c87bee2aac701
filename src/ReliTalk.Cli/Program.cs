using System.CommandLine;
using ReliTalk.Cli;

var root = new RootCommand("Learn a portrait from one talking video, drive it with any speech, light it with any light.")
{
    TrainCommand.Create(),
    DriveCommand.Create(),
    InspectCommand.Create(),
    EvaluateCommand.Create(),
    DoctorCommand.Create(),
};
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
