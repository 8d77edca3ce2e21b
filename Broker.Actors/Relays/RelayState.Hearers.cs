using Broker.Actors.HeadReports;
using Broker.Actors.Topics;
using Broker.Protocol.Publications;

namespace Broker.Actors.Relays;

/// <content>Those who hear the topic on this node: by its name, one by one, or through filters, as audiences.</content>
public sealed partial class RelayState<TPeer, TSubscriber>
{
    private readonly RelayJoins<TSubscriber> _joins = new();

    // Made when somebody comes back with a position.
    private RelayRecoveries<TSubscriber>? _recoveries;
    private int _admitted;
    private int _audiences;
    private long _holds;
    private Position _started;

    /// <summary>The subscribers by name, admitted or waiting.</summary>
    public int Subscribers => _admitted + _joins.Count + (_recoveries?.Count ?? 0);

    /// <summary>The audiences of filters.</summary>
    public int Audiences => _audiences;

    /// <summary>The publications kept for those who come back.</summary>
    public int KeptForRecovery => _recoveries?.Kept ?? 0;

    private bool IsHeard => _admitted > 0 || _audiences > 0;

    private bool IsWanted => Subscribers > 0 || _audiences > 0;

    /// <summary>Before anything else: this relay goes on where its node was invited, or where its predecessor rested.</summary>
    public void Begin(Position position, Term followed)
    {
        Position = position;
        Highest = followed;
        _started = position;
        _head = position.Offset;
        _term = followed;
    }

    /// <summary>Someone on this node wants to hear the topic; admitted when the topic will deliver.</summary>
    public void Join(TSubscriber subscriber, long now, List<RelayEffect<TPeer, TSubscriber>> effects)
    {
        _joins.Add(subscriber, Phase == RelayPhase.Subscribed ? _head : null, null);
        Hold(now, effects);
        AdmitThoseInReach(effects);
    }

    /// <summary>Someone comes back who has heard the topic through a position; admitted together with what it missed, or without.</summary>
    public void Recover(TSubscriber subscriber, Position after, long now, List<RelayEffect<TPeer, TSubscriber>> effects)
    {
        _recoveries ??= new RelayRecoveries<TSubscriber>(options);
        _recoveries.Add(subscriber, after);
        Hold(now, effects);
        Recover(now, effects);
        FetchIfBehind(now, effects);
    }

    /// <summary>One who joined leaves, admitted or not.</summary>
    public void Leave(TSubscriber subscriber, long now)
    {
        if (!_joins.Remove(subscriber) && _recoveries?.Remove(subscriber) != true)
        {
            _admitted--;
        }

        RestWhenUnheard(now);
    }

    /// <summary>The topic is heard through one more filter.</summary>
    public void Attach(long now, List<RelayEffect<TPeer, TSubscriber>> effects)
    {
        _audiences++;
        Hold(now, effects);
        RestWhenUnheard(now);
    }

    /// <summary>A filter through which the topic was heard is dropped.</summary>
    public void Detach(long now)
    {
        _audiences--;
        RestWhenUnheard(now);
    }

    /// <summary>An owner says that this node is not on its list though a filter here matches its topic.</summary>
    public void Invited(TopicMatched invite, long now, List<RelayEffect<TPeer, TSubscriber>> effects)
    {
        _holds++;
        if (Position.IsNone)
        {
            if (options.Rules.InvitedPositionsAreTaken)
            {
                Begin(invite.Before, invite.Term > Highest ? invite.Term : Highest);
            }
        }
        else if (invite.Before.Epoch != Position.Epoch)
        {
            HearOfOtherEpoch(invite, now, effects);
        }
        else if (invite.Before.Epoch == _started.Epoch && invite.Before.Offset < _started.Offset)
        {
            // It was subscribed by somebody else's join, at a later head, and the answer did not know of the invite.
            effects.Add(new(RelayEffectKind.TellGap, new TopicGap(topic, GapReason.RangeGone, invite.Before, _started)));
            _started = invite.Before;
        }

        if (invite.Term > Highest)
        {
            HearOfNewer(invite.Term, now, effects);
        }

        if (Phase != RelayPhase.Subscribing && (Phase != RelayPhase.Subscribed || invite.Term == _term))
        {
            LookForOwner(now, effects);
        }

        RestWhenUnheard(now);
    }

    private void HearOfOtherEpoch(TopicMatched invite, long now, List<RelayEffect<TPeer, TSubscriber>> effects)
    {
        if (invite.Term > Highest)
        {
            HearOfNewer(invite.Term, now, effects);
        }
        else if (invite.Term < _term)
        {
            // What that owner accepted last and could not deliver is lost with it.
            TellGap(GapReason.OwnerLost, Position, effects);
        }
    }

    private void Hold(long now, List<RelayEffect<TPeer, TSubscriber>> effects)
    {
        _holds++;
        _restAt = null;
        if (Phase is RelayPhase.Resting or RelayPhase.Unsubscribing)
        {
            LookForOwner(now, effects);
        }
    }

    private void RestWhenUnheard(long now)
    {
        var patience = _audiences > 0 ? options.AudienceIdle : options.Linger;
        _restAt = Subscribers > 0 || Phase == RelayPhase.Resting ? null : now + (long)patience.TotalMilliseconds;
    }

    // Called for each publication: a relay that is heard through filters only stays for as long as there is something to hear.
    private void RestLater(long now)
    {
        if (_audiences > 0 && Subscribers == 0)
        {
            _restAt = now + (long)options.AudienceIdle.TotalMilliseconds;
        }
    }

    // A subscriber hears what comes after the head of its joining, not what this node is just catching up with.
    private void AdmitThoseInReach(List<RelayEffect<TPeer, TSubscriber>> effects)
    {
        if (Phase != RelayPhase.Subscribed && options.Rules.AdmittedOnlyInReach)
        {
            return;
        }

        while (_joins.TryTake(Position.Offset, options.Rules.AdmittedOnlyInReach, out var subscriber, out var range))
        {
            _admitted++;
            effects.Add(new(RelayEffectKind.Admit, range, Subscriber: subscriber, Position: Position));
        }
    }

    private void Recover(long now, List<RelayEffect<TPeer, TSubscriber>> effects)
    {
        if (Phase == RelayPhase.Subscribed && _recoveries is { Count: > 0 })
        {
            _recoveries.Begin(Position);
            if (_recoveries.IsOn && _recoveries.FetchFrom is null && _owner is not null)
            {
                effects.Add(new(RelayEffectKind.Send, _recoveries.NextFetch(_term, now), _owner));
            }
        }

        HandOut(effects);
    }

    // Right after it was found out, so that nothing is emitted between what one missed and what it hears.
    private void HandOut(List<RelayEffect<TPeer, TSubscriber>> effects)
    {
        if (_recoveries is not { Done.Count: > 0 })
        {
            return;
        }

        foreach (var (subscriber, after, range) in _recoveries.Done)
        {
            if (range.IsRecovered)
            {
                _admitted++;
                effects.Add(new(RelayEffectKind.Admit, range, Subscriber: subscriber, Position: after));
            }
            else
            {
                _joins.Add(subscriber, Phase == RelayPhase.Subscribed ? _head : null, range);
            }
        }

        _recoveries.Done.Clear();
        AdmitThoseInReach(effects);
    }
}
