using Broker.Runtime.Actor;
using Broker.Runtime.TestKit.Internal;

namespace Broker.Runtime.TestKit.TestEvent;

/// <summary>Published on the event stream: <see cref="TestEventListener"/> shows no more what these filters match.</summary>
public sealed class Mute : INoSerializationVerificationNeeded
{
    /// <summary>For these filters.</summary>
    public Mute(params EventFilterBase[] filters) => Filters = filters;

    /// <summary>For these filters.</summary>
    public Mute(IReadOnlyCollection<EventFilterBase> filters) => Filters = filters;

    /// <summary>The filters.</summary>
    public IReadOnlyCollection<EventFilterBase> Filters { get; }
}
