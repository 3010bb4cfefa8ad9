using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace EtlMesh.Orchestrator.Tests.Simulation;

/// <summary>What is logged, for tests that wait for it.</summary>
public sealed class HeardLog : ILoggerProvider
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> awaited = new(StringComparer.Ordinal);

    public ConcurrentQueue<string> Lines { get; } = [];

    /// <summary>The first line that begins so.</summary>
    public Task Heard(string start)
    {
        var heard = awaited.GetOrAdd(start, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        if (Lines.Any(line => line.StartsWith(start, StringComparison.Ordinal)))
            heard.TrySetResult();
        return heard.Task;
    }

    public ILogger CreateLogger(string categoryName) => new Ear(this);

    public void Dispose()
    {
    }

    private void Take(string line)
    {
        Lines.Enqueue(line);
        foreach (var (start, heard) in awaited)
        {
            if (line.StartsWith(start, StringComparison.Ordinal))
                heard.TrySetResult();
        }
    }

    private sealed class Ear(HeardLog log) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
                log.Take(formatter(state, exception));
        }
    }
}
