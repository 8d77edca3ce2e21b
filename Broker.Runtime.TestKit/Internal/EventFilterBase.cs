using Broker.Runtime.Event;

namespace Broker.Runtime.TestKit.Internal;

/// <summary>The base of filters of log events.</summary>
public abstract class EventFilterBase : IEventFilter
{
    /// <inheritdoc />
    public bool Apply(LogEvent logEvent) => IsMatch(logEvent);

    /// <summary>Whether the event matches.</summary>
    protected abstract bool IsMatch(LogEvent evt);
}
