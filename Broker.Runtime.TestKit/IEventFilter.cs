using Broker.Runtime.Event;

namespace Broker.Runtime.TestKit;

/// <summary>Knows the log events that <see cref="TestEventListener"/> does not show.</summary>
public interface IEventFilter
{
    /// <summary>Whether the event is one of them.</summary>
    bool Apply(LogEvent logEvent);
}
