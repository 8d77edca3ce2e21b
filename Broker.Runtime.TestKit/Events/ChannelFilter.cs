using Broker.Runtime.Actor;
using Broker.Runtime.Event;
using Broker.Runtime.TestKit.Internal;
using Broker.Runtime.TestKit.TestEvent;

namespace Broker.Runtime.TestKit.Events;

/// <summary>What an applier looks for, as a filter that hides it from <see cref="TestEventListener"/> as long as it is not disposed.</summary>
internal sealed class ChannelFilter : EventFilterBase, IUnmutableFilter
{
    private readonly EventStream _stream;
    private readonly (Type Type, Predicate<object> Matches)[] _channels;
    private int _isOver;

    public ChannelFilter(ActorSystem system, (Type Type, Predicate<object> Matches)[] channels)
    {
        _stream = system.EventStream;
        _channels = channels;
        _stream.Publish(new Mute(this));
    }

    public bool Matches(object published) => Array.Exists(_channels, channel => channel.Type.IsInstanceOfType(published) && channel.Matches(published));

    public void Unmute() => Dispose();

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isOver, 1) == 0)
            _stream.Publish(new Unmute(this));
    }

    protected override bool IsMatch(LogEvent evt) => Matches(evt);
}
