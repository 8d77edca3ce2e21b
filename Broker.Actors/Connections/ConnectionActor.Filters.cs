using Broker.Actors.Relays;
using Broker.Protocol.Clients;
using Broker.Protocol.Errors;
using Broker.Protocol.Outbound;
using Broker.Protocol.Topics;

namespace Broker.Actors.Connections;

/// <summary>The filters that the client hears.</summary>
public sealed partial class ConnectionActor
{
    private Dictionary<TopicFilter, FilterSubscriber>? _filters;

    void IClientCommands.Subscribe(TopicFilter filter, long tag, IJoinReply? reply)
    {
        var isNew = _filters?.ContainsKey(filter) != true;
        if (isNew && _gate.Join(filter) is { } error)
        {
            _state.Refuse(tag, error);
            return;
        }

        if (_state.Subscribe(filter, tag, _now, isTold: reply is not null) == SubscribeStep.Join)
        {
            var subscriber = new FilterSubscriber(filter, _socket.Outbox, _protocol.Format, Self, reply) { MayOverlap = MayOverlap(filter) };
            _filters ??= [];
            _filters.Add(filter, subscriber);
            _services.Actors.Relays.Tell(new JoinFilter(subscriber), Self);
        }
        else if (isNew)
        {
            _gate.LeaveFull();
        }
    }

    void IClientCommands.Unsubscribe(TopicFilter filter)
    {
        if (_state.Unsubscribe(filter))
        {
            Leave(filter);
        }
    }

    private void Joined(FilterSubscriber subscriber)
    {
        if (IsCurrent(subscriber))
        {
            _state.Joined(subscriber.Filter, default);
        }
    }

    private void Refused(FilterSubscriber subscriber)
    {
        if (IsCurrent(subscriber))
        {
            _filters!.Remove(subscriber.Filter);
            _gate.Leave();
            _state.Fail(subscriber.Filter, ErrorCode.LimitExceeded);
        }
    }

    private void Feed(FilterGap gap)
    {
        if (IsFed && _filters?.ContainsKey(gap.Filter) == true)
        {
            _credits.Begin(cost: null);
            _protocol.FilterReset(gap.Filter, this);
            _credits.End();
        }
    }

    private bool Hears(TopicName topic) =>
        Find(topic) is not null || (_filters is not null && _filters.Keys.Any(filter => filter.Matches(topic)));

    // Whether something else that this connection hears may bring the same topic. Said too often it costs a little, too seldom two deliveries.
    private bool MayOverlap(TopicFilter filter) => _filters is { Count: > 0 } || _subscribers.Exists(subscriber => filter.Matches(subscriber.Topic));

    private bool MayOverlap(TopicName topic) => _filters is not null && _filters.Keys.Any(filter => filter.Matches(topic));

    private bool IsCurrent(FilterSubscriber subscriber) =>
        _filters is not null && _filters.TryGetValue(subscriber.Filter, out var current) && ReferenceEquals(current, subscriber);

    private void Leave(TopicFilter filter)
    {
        if (_filters is not null && _filters.Remove(filter, out var subscriber))
        {
            _gate.Leave();
            _services.Actors.Relays.Tell(new LeaveFilter(subscriber), Self);
        }
    }

    private void LeaveFilters()
    {
        foreach (var filter in _filters is null ? [] : _filters.Keys.ToArray())
        {
            Leave(filter);
        }
    }
}
