using Broker.Runtime.Actor;

namespace Broker.Runtime.Event;

/// <summary>Something to be logged.</summary>
public abstract class LogEvent : INoSerializationVerificationNeeded
{
    /// <summary>Creates an event of now.</summary>
    protected LogEvent()
    {
        Timestamp = TimeProvider.System.GetUtcNow().UtcDateTime;
        Thread = Thread.CurrentThread;
    }

    /// <summary>What failed, if something did.</summary>
    public Exception? Cause { get; protected set; }

    /// <summary>When (UTC).</summary>
    public DateTime Timestamp { get; }

    /// <summary>On which thread.</summary>
    public Thread Thread { get; }

    /// <summary>Who says it: an actor's path or a name.</summary>
    public string LogSource { get; protected set; } = "";

    /// <summary>The type that says it.</summary>
    public Type LogClass { get; protected set; } = typeof(object);

    /// <summary>What is said.</summary>
    public object Message { get; protected set; } = "";

    /// <summary>How important it is.</summary>
    public abstract LogLevel LogLevel();

    /// <inheritdoc />
    public override string ToString()
    {
        var text = $"[{LogLevel().StringFor()}][{Timestamp:yyyy-MM-dd HH:mm:ss.fff}Z][{LogSource}] {Message}";
        return Cause is null ? text : $"{text}{Environment.NewLine}Cause: {Cause}";
    }
}
