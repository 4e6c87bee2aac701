using System.Globalization;

namespace ReliTalk.Learning.Tests.Optimisation;

public sealed class ExactResumeTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("relitalk-resume-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_training_killed_five_times_ends_bit_equal_to_an_unbroken_one()
    {
        const int steps = 60;
        var unbroken = Directory.CreateDirectory(Path.Combine(_folder, "unbroken")).FullName;
        using (var child = ChildTraining.Start(unbroken, steps)) Finish(child);

        var broken = Directory.CreateDirectory(Path.Combine(_folder, "broken")).FullName;
        var random = new Random(20);
        var firstSteps = new List<int>();
        for (var kill = 0; kill < 5; kill++)
        {
            using var child = ChildTraining.Start(broken, steps);
            var left = random.Next(4, 14);
            while (left-- > 0 && child.StandardOutput.ReadLine() is { } line)
                if (firstSteps.Count == kill) firstSteps.Add(StepOf(line));
            Thread.Sleep(random.Next(3));
            child.Kill();
            child.WaitForExit();
            Assert.Equal(128 + 9, child.ExitCode);
        }
        using (var child = ChildTraining.Start(broken, steps)) Finish(child);

        Assert.Equal(1, firstSteps[0]);
        Assert.True(firstSteps.Zip(firstSteps.Skip(1)).All(pair => pair.Second > pair.First), $"Every start goes on from a checkpoint: {string.Join(", ", firstSteps)}");
        Assert.Equal(File.ReadAllBytes(Path.Combine(unbroken, ChildTraining.Result)), File.ReadAllBytes(Path.Combine(broken, ChildTraining.Result)));
    }

    [Fact]
    public void A_thousand_steps_do_not_grow_the_process()
    {
        using var child = ChildTraining.Start(_folder, 1000);
        var sizes = new Dictionary<int, double>();
        while (child.StandardOutput.ReadLine() is { } line)
            sizes[StepOf(line)] = double.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture);
        child.WaitForExit();
        Assert.Equal(0, child.ExitCode);
        var early = Enumerable.Range(251, 50).Average(step => sizes[step]);
        var late = Enumerable.Range(951, 50).Average(step => sizes[step]);
        Assert.InRange(late / early, 0, 1.02);
    }

    private static int StepOf(string line) => int.Parse(line.Split(' ')[0], CultureInfo.InvariantCulture);

    private static void Finish(System.Diagnostics.Process child)
    {
        child.StandardOutput.ReadToEnd();
        child.WaitForExit();
        Assert.Equal(0, child.ExitCode);
    }
}
