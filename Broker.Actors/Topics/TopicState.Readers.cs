using Broker.Actors.Deliveries;
using Broker.Actors.History;
using Broker.Protocol.Publications;

namespace Broker.Actors.Topics;

/// <content>Whoever hears the topic: the relays of subscribed nodes, and readers of its history.</content>
public sealed partial class TopicState<TPeer>
{
    /// <summary>A relay wants deliveries, or wants to be sure that it gets them.</summary>
    public void Subscribe(TPeer relay, SubscribeNode subscribe, long now, List<TopicEffect<TPeer>> effects)
    {
        if (MustForward)
        {
            effects.Add(new(TopicEffectKind.Forward, relay, subscribe));
            return;
        }

        if (IsFenced(now))
        {
            return;
        }

        if (subscribe.Followed > Continues && Continues != Term.Zero && Phase == TopicPhase.Fresh && _options.Rules.StaleStatesAreDropped)
        {
            DropInheritance();
        }

        if (subscribe.Highest > Term && MustYield && !RiseAbove(subscribe.Highest, effects))
        {
            effects.Add(new(TopicEffectKind.Forward, relay, subscribe));
            return;
        }

        Activate(now);
        var invited = _readers.Add(relay, subscribe.Node, subscribe.Number, Head, out var isNew);
        if (isNew)
        {
            effects.Add(new(TopicEffectKind.Watch, relay));
        }

        // A relay that is behind asks for what it misses: one way to repair, whatever the reason.
        effects.Add(new(TopicEffectKind.Send, relay, new NodeSubscribed(Term, Head, Continues, invited)));
    }

    /// <summary>A relay that nobody needs for now wants to go.</summary>
    public void Unsubscribe(TPeer relay, UnsubscribeNode unsubscribe, long now, List<TopicEffect<TPeer>> effects)
    {
        if (MustForward || unsubscribe.Term != Term || IsFenced(now))
        {
            return;
        }

        var number = _readers.NumberOf(relay);
        if (unsubscribe.Number < number && _options.Rules.LateUnsubscribesAreIgnored)
        {
            // It has come back since.
            return;
        }

        if (number is not null && unsubscribe.Position != Head && _options.Rules.RelaysGoAtTheHead)
        {
            effects.Add(new(TopicEffectKind.Send, relay, new TopicHead(Term, Head)));
            return;
        }

        if (_readers.Remove(relay))
        {
            _rest.Use(now);
            effects.Add(new(TopicEffectKind.Unwatch, relay));
        }

        effects.Add(new(TopicEffectKind.Send, relay, new NodeUnsubscribed(Term, unsubscribe.Number)));
    }

    /// <summary>A relay stopped, or its node is gone.</summary>
    public void RelayGone(TPeer relay, long now, List<TopicEffect<TPeer>> effects)
    {
        if (_readers.Gone(relay, Term, Head, effects))
        {
            _rest.Use(now);
            StopWhenEnded(now, effects);
        }
    }

    /// <summary>A relay misses something.</summary>
    public void Fetch(TPeer relay, Fetch fetch, long now, List<TopicEffect<TPeer>> effects)
    {
        if (Phase == TopicPhase.Outlived || fetch.Term != Term || fetch.Epoch != Head.Epoch || IsFenced(now))
        {
            return;
        }

        var kept = _log.Count == 0 ? Head.Offset.Next : _log.First;
        var range = _log.Range(fetch.From, fetch.Through);
        effects.Add(new(TopicEffectKind.Send, relay, new Fetched(Term, fetch.From, kept, Head, range)));
    }

    /// <summary>Someone asks for the history.</summary>
    public void Read(TPeer from, ReadHistory read, long now, List<TopicEffect<TPeer>> effects)
    {
        if (MustForward)
        {
            effects.Add(new(TopicEffectKind.Forward, from, read));
        }
        else if (!IsFenced(now))
        {
            // The position in the answer is a promise as any other.
            Activate(now);
            _log.Trim(now);
            effects.Add(new(TopicEffectKind.Send, from, HistoryReader.Read(_log, Head, read)));
        }
    }
}
