// Writes what is made by machine: the approved public surfaces, the API reference, the examples in the handbook's pages.
//   eng/approve.sh
using ReliTalk.Handbook;

if (args is not [var root] || !File.Exists(Path.Combine(root, "ReliTalk.sln")))
{
    Console.Error.WriteLine("usage: ReliTalk.Handbook REPOSITORY_ROOT");
    return 2;
}
var problems = new List<string>();
foreach (var file in HandbookFiles.Update(Path.GetFullPath(root), problems)) Console.WriteLine($"updated {file}");
foreach (var problem in problems) Console.Error.WriteLine($"error: {problem}");
return problems.Count == 0 ? 0 : 1;
