using Broker.Runtime.Event;
using Broker.Runtime.TestKit.Internal;
using Broker.Runtime.TestKit.TestEvent;

namespace Broker.Runtime.TestKit;

/// <summary>A logger that does not show what the test expects or has muted.</summary>
/// <remarks>Filters come and go by the event stream, in order with the events, so nothing that was published while a filter was there is shown after.</remarks>
public class TestEventListener : DefaultLogger
{
    private readonly List<EventFilterBase> _filters = [];

    /// <inheritdoc />
    protected override bool Receive(object message)
    {
        switch (message)
        {
            case InitializeLogger initialize:
                initialize.LoggingBus.Subscribe(Self, typeof(Mute));
                initialize.LoggingBus.Subscribe(Self, typeof(Unmute));
                return base.Receive(message);
            case Mute mute:
                _filters.AddRange(mute.Filters);
                return true;
            case Unmute unmute:
                foreach (var filter in unmute.Filters)
                    _filters.Remove(filter);
                return true;
            case LogEvent logEvent when _filters.Exists(filter => filter.Apply(logEvent)):
                return true;
            default:
                return base.Receive(message);
        }
    }
}
