using static TorchSharp.torch;

namespace ReliTalk.Training;

/// <summary>
/// Optimisation is long synchronous work whose dispose scopes belong to a thread: it gets a thread of its own, and nothing is awaited on it.
/// </summary>
internal static class TrainingThread
{
    private const string UserChoice = "OMP_NUM_THREADS";

    /// <summary>Runs training with all processors, unless the user chose a number of threads, and gives the previous number back afterwards.</summary>
    public static Task<T> RunAsync<T>(Func<T> work, CancellationToken cancellationToken = default) => Task.Factory.StartNew(
        () =>
        {
            if (Environment.GetEnvironmentVariable(UserChoice) is { Length: > 0 }) return work();
            // libtorch counts two processors of a virtual machine as one core with two threads; training wants them all.
            var before = get_num_threads();
            set_num_threads(Environment.ProcessorCount);
            try
            {
                return work();
            }
            finally
            {
                set_num_threads(before);
            }
        },
        cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
