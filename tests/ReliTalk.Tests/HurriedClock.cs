namespace ReliTalk.Tests;

/// <summary>A clock on which nobody waits: every alarm rings at once, and the time moves to when it was due. What was planned for a time happens on the way there.</summary>
internal sealed class HurriedClock : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<(long Due, TaskCompletionSource Reached)> _planned = [];
    private long _now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp()
    {
        lock (_lock) return _now;
    }

    public override DateTimeOffset GetUtcNow() => new(GetTimestamp(), TimeSpan.Zero);

    /// <summary>Completes when the clock has gone on by this much.</summary>
    public Task After(TimeSpan time)
    {
        var reached = new TaskCompletionSource();
        lock (_lock) _planned.Add((_now + time.Ticks, reached));
        return reached.Task;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var alarm = new Alarm();
        if (dueTime == Timeout.InfiniteTimeSpan) return alarm;
        ThreadPool.QueueUserWorkItem(_ =>
        {
            if (alarm.IsOff) return;
            TaskCompletionSource[] reached;
            lock (_lock)
            {
                _now += dueTime.Ticks;
                reached = [.. _planned.Where(entry => entry.Due <= _now).Select(entry => entry.Reached)];
                _planned.RemoveAll(entry => entry.Due <= _now);
            }
            foreach (var entry in reached) entry.SetResult();
            callback(state);
        });
        return alarm;
    }

    private sealed class Alarm : ITimer
    {
        private volatile bool _isOff;

        public bool IsOff => _isOff;

        public bool Change(TimeSpan dueTime, TimeSpan period) => !_isOff;

        public void Dispose() => _isOff = true;

        public ValueTask DisposeAsync()
        {
            _isOff = true;
            return ValueTask.CompletedTask;
        }
    }
}
