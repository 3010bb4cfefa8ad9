using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace EtlMesh.Orchestrator.Tests.DeadLetters;

/// <summary>Hears from the log which letters are kept, for tests that wait for them.</summary>
internal sealed class LetterNews : ILoggerProvider
{
    private const int LetterKept = 1040;
    private readonly Channel<long> kept = Channel.CreateUnbounded<long>();

    /// <summary>The next letter's id.</summary>
    public async Task<long> NextAsync() => await kept.Reader.ReadAsync().AsTask().WaitAsync(MeshNight.Bound);

    public ILogger CreateLogger(string categoryName) => new Ear(kept.Writer);

    public void Dispose()
    {
    }

    private sealed class Ear(ChannelWriter<long> kept) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (eventId.Id == LetterKept && state is IReadOnlyList<KeyValuePair<string, object?>> values)
                kept.TryWrite((long)values.Single(value => value.Key == "Id").Value!);
        }
    }
}
