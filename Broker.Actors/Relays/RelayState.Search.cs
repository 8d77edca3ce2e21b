using Broker.Actors.Deliveries;
using Broker.Actors.Topics;
using Broker.Protocol.Publications;

namespace Broker.Actors.Relays;

/// <content>Which owner is followed, how one is found, and how a relay leaves it.</content>
public sealed partial class RelayState<TPeer, TSubscriber>
{
    private TPeer? _owner;
    private int _attempt;
    private long _number;
    private long? _searchAt;
    private long? _restAt;

    /// <summary>An owner stopped, or its node is gone.</summary>
    public void OwnerGone(TPeer owner, long now, List<RelayEffect<TPeer, TSubscriber>> effects)
    {
        if (!owner.Equals(_owner))
        {
            return;
        }

        // The end of a watch may overtake ordinary messages, so what still comes of this term is taken until there is a new owner.
        _owner = null;
        _fetchFrom = null;
        _recoveries?.FetchLost();
        if (Phase == RelayPhase.Unsubscribing && !IsWanted)
        {
            Rest(effects);
        }
        else
        {
            LookForOwner(now, effects);
        }
    }

    /// <summary>The owner has taken this node off its list, at its head.</summary>
    public void Unsubscribed(TPeer owner, NodeUnsubscribed message, List<RelayEffect<TPeer, TSubscriber>> effects)
    {
        if (Phase != RelayPhase.Unsubscribing || !owner.Equals(_owner) || message.Term != _term
            || (message.Number != _number && options.Rules.RestsAreNumbered))
        {
            return;
        }

        effects.Add(new(RelayEffectKind.Unwatch, Peer: _owner));
        _owner = null;
        Rest(effects);
    }

    private void LookForOwner(long now, List<RelayEffect<TPeer, TSubscriber>> effects)
    {
        Phase = RelayPhase.Subscribing;
        _attempt = 0;
        _fetchesLost = 0;
        _number++;
        SendSubscribe(now, effects);
    }

    private void SearchAgain(long now, List<RelayEffect<TPeer, TSubscriber>> effects)
    {
        if (Phase == RelayPhase.Unsubscribing)
        {
            SendUnsubscribe(now, effects);
        }
        else
        {
            SendSubscribe(now, effects);
        }
    }

    private void SendSubscribe(long now, List<RelayEffect<TPeer, TSubscriber>> effects)
    {
        var wait = Math.Min(options.SubscribeRetry.TotalMilliseconds * (1L << Math.Min(_attempt, 16)), options.SubscribeRetryMax.TotalMilliseconds);
        _attempt++;
        _searchAt = now + (long)wait;
        effects.Add(new(RelayEffectKind.SendToTopic, new SubscribeNode(topic, Position, Highest, _term, node, _number)));
    }

    // Whether a message is of the owner this relay follows. Of an older one nothing is taken, and it is told; of a newer one the answer
    // to the subscribe was lost, so that its numbers have no known start yet.
    private bool IsCurrent(TPeer sender, Term term, long now, List<RelayEffect<TPeer, TSubscriber>> effects)
    {
        if (term == _term && term == Highest)
        {
            return true;
        }

        if (term < Highest)
        {
            effects.Add(new(RelayEffectKind.Send, new TermOutlived(Highest), sender));
            return !options.Rules.LowerTermsAreRefused;
        }

        HearOfNewer(term, now, effects);
        return false;
    }

    private void HearOfNewer(Term term, long now, List<RelayEffect<TPeer, TSubscriber>> effects)
    {
        Highest = term;
        if (Phase is RelayPhase.Subscribed or RelayPhase.Unsubscribing)
        {
            LookForOwner(now, effects);
        }
    }

    // An owner that goes on with what its predecessor left, though somebody was active in between whom this relay followed.
    private bool IsStale(NodeSubscribed message) =>
        message.Continues != Term.Zero
        && message.Continues < _term
        && message.Term != _term
        && options.Rules.StaleContinuationsAreRefused;

    private void Follow(TPeer owner, Term term, List<RelayEffect<TPeer, TSubscriber>> effects)
    {
        _term = term;
        Highest = term;
        if (owner.Equals(_owner))
        {
            return;
        }

        if (_owner is not null)
        {
            effects.Add(new(RelayEffectKind.Unwatch, Peer: _owner));
        }

        _owner = owner;
        _fetchFrom = null;
        _recoveries?.FetchLost();
        effects.Add(new(RelayEffectKind.Watch, Peer: owner));
    }

    // An owner that still has this node on its list would deliver to nobody, so a relay leaves it before it rests, and only at the head.
    private void TryRest(long now, List<RelayEffect<TPeer, TSubscriber>> effects)
    {
        _restAt = null;
        if (!options.Rules.RelaysRestAtTheHead)
        {
            Rest(effects);
        }
        else if (Phase == RelayPhase.Subscribed && Position.Offset >= _head && _reportDue is null)
        {
            AskForRest(now, effects);
        }
        else if (Phase is RelayPhase.Subscribing or RelayPhase.Subscribed)
        {
            _restAt = now + Math.Max(1, (long)options.Linger.TotalMilliseconds);
        }
    }

    private void AskForRest(long now, List<RelayEffect<TPeer, TSubscriber>> effects)
    {
        Phase = RelayPhase.Unsubscribing;
        SendUnsubscribe(now, effects);
    }

    private void SendUnsubscribe(long now, List<RelayEffect<TPeer, TSubscriber>> effects)
    {
        _searchAt = now + (long)options.SubscribeRetry.TotalMilliseconds;
        effects.Add(new(RelayEffectKind.Send, new UnsubscribeNode(_term, Position, _number), _owner));
    }

    // What comes from the owner after this node's position shows that the owner has not let it go, and won't at that position.
    private void CancelRest()
    {
        if (Phase == RelayPhase.Unsubscribing)
        {
            Phase = RelayPhase.Subscribed;
            _searchAt = null;
            _restAt ??= 0;
        }
    }

    private void Rest(List<RelayEffect<TPeer, TSubscriber>> effects)
    {
        Phase = RelayPhase.Resting;
        _searchAt = null;
        _restAt = null;
        effects.Add(new(RelayEffectKind.Rest, new RelayRested(topic, _holds, Position, _term)));
    }
}
