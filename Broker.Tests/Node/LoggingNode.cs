using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace Broker.Tests.Node;

/// <summary>A node that keeps what it logs as an error.</summary>
public sealed class LoggingNode : RunningNode, ILoggerProvider
{
    /// <summary>The errors.</summary>
    public ConcurrentQueue<string> Errors { get; } = new();

    protected override void Configure(WebApplicationBuilder builder) => builder.Logging.AddProvider(this);

    ILogger ILoggerProvider.CreateLogger(string categoryName) => new Line(Errors, categoryName);

    void IDisposable.Dispose()
    {
    }

    private sealed class Line(ConcurrentQueue<string> errors, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                errors.Enqueue($"{category} {formatter(state, exception)} {exception}");
            }
        }
    }
}
