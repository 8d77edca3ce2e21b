using Broker.Actors.Deliveries;
using Broker.Actors.Keepers;
using Broker.Protocol.Publications;

namespace Broker.Actors.Topics;

/// <content>How an owner goes: it tells its relays where the stream ends, and leaves what the next one needs.</content>
public sealed partial class TopicState<TPeer>
{
    /// <summary>The stop message came: nothing more is accepted, and the relays are told the end.</summary>
    public void End(long now, List<TopicEffect<TPeer>> effects)
    {
        if (Phase == TopicPhase.Ending)
        {
            return;
        }

        if (Phase == TopicPhase.Outlived || _readers.Count == 0 || !_options.Rules.EndsAreConfirmed)
        {
            Stop(now, effects);
            return;
        }

        Phase = TopicPhase.Ending;
        _ending.Begin(now);
        TellEnd(now, effects);
    }

    /// <summary>A relay has everything through the end.</summary>
    public void EndReceived(TPeer relay, EndReceived message, long now, List<TopicEffect<TPeer>> effects)
    {
        if (Phase == TopicPhase.Ending && message.Term == Term && _readers.Remove(relay))
        {
            effects.Add(new(TopicEffectKind.Unwatch, relay));
            StopWhenEnded(now, effects);
        }
    }

    /// <summary>The owner is stopped, by itself or by force: what it leaves, once; null when nobody may go on with it, or nothing is worth it.</summary>
    public LeftTopic? Leave(long now)
    {
        _readers.Close();
        var left = IsWorthLeaving(now) ? ToLeft() : null;
        _hasLeft = true;
        return left;
    }

    // Repeated, since a lost last word would look like a lost owner.
    private void TellEnd(long now, List<TopicEffect<TPeer>> effects)
    {
        _ending.Told(now);
        _readers.Send(new TopicEnded(Term, Head), effects);
    }

    private void StopWhenEnded(long now, List<TopicEffect<TPeer>> effects)
    {
        if (Phase == TopicPhase.Ending && _readers.Count == 0)
        {
            Stop(now, effects);
        }
    }

    private void Stop(long now, List<TopicEffect<TPeer>> effects)
    {
        if (Leave(now) is { } left)
        {
            effects.Add(new(TopicEffectKind.Leave, Message: left));
        }

        effects.Add(new(TopicEffectKind.Stop));
    }

    // Who was outlived has nothing that anybody may go on with, and who promised nothing has nothing at all.
    private bool IsWorthLeaving(long now)
    {
        var isKnown = Phase is TopicPhase.Active or TopicPhase.Ending || Continues != Term.Zero;
        return isKnown && !_hasLeft && Phase != TopicPhase.Outlived && !(IsUnused && _rest.IsOver(now));
    }

    private LeftTopic ToLeft() => new(
        _topic,
        _shard,
        _hosting,
        Term,
        Head,
        _rest.LastPublished,
        _log.ToArray(),
        _publishers.ToArray(),
        _readers.ToArray(Head),
        _publishers.ForgottenEarly);
}
