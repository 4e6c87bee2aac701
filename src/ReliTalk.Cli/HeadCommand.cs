using System.CommandLine;
using ReliTalk.Geometry.HeadModels;
using Spectre.Console;

namespace ReliTalk.Cli;

internal static class HeadCommand
{
    public static Command Create() => new("head", "Bring in head models of your own: relitalk head import FaceXModel --out ict.safetensors") { Import() };

    private static Command Import()
    {
        var source = new Argument<string>("source") { Description = "ICT-FaceKit's folder of OBJ files, FLAME's .pkl or .npz, or a head file." };
        var output = new Option<string>("--out", "-o") { Description = "The head file to write.", DefaultValueFactory = _ => "head.safetensors" };
        var landmarks = new Option<string?>("--landmarks") { Description = "For FLAME: landmark_embedding.npy, flame_static_embedding.pkl or mediapipe_landmark_embedding.npz." };
        var json = new Option<bool>("--json") { Description = "Print what was written as JSON." };
        var command = new Command("import", """
            Convert a head to one safetensors file: relitalk head import flame2023.pkl --landmarks landmark_embedding.npy --out flame.safetensors
            relitalk head import ICT-FaceKit/FaceXModel --out ict.safetensors
            """) { source, output, landmarks, json };
        command.SetAction((parse, cancellationToken) => ConsoleSession.RunAsync(token =>
        {
            token.ThrowIfCancellationRequested();
            var path = parse.GetValue(output)!;
            OutputFile.EnsureWritable(path);
            var model = HeadModelFile.Import(parse.GetValue(source)!, path, parse.GetValue(landmarks));
            if (parse.GetValue(json))
            {
                JsonOutput.Print(new
                {
                    Path = Path.GetFullPath(path), Head = model.Name, Vertices = model.VertexCount, IdentityModes = model.ShapeCount,
                    ExpressionModes = model.ExpressionCount, Landmarks = model.Landmarks.Count,
                });
                return Task.CompletedTask;
            }
            AnsiConsole.WriteLine($"{Path.GetFullPath(path)}: {model.Name}, {model.VertexCount} vertices, {model.ShapeCount} identity and {model.ExpressionCount} expression modes, {model.Landmarks.Count} landmarks");
            if (model.Landmarks.Count == 0)
                AnsiConsole.WriteLine("Without landmarks the head cannot be fitted to a face; name their embedding with --landmarks.");
            return Task.CompletedTask;
        }, cancellationToken));
        return command;
    }
}
