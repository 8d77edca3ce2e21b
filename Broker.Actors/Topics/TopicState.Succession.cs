using Broker.Actors.Deliveries;
using Broker.Actors.Keepers;
using Broker.Protocol.Publications;

namespace Broker.Actors.Topics;

/// <content>One owner after the other: whose state this one continues, and when it makes room for a newer one.</content>
public sealed partial class TopicState<TPeer>
{
    /// <summary>A relay says that there is a newer owner.</summary>
    public void Outlived(TermOutlived message, List<TopicEffect<TPeer>> effects)
    {
        if (Phase != TopicPhase.Outlived && message.Highest > Term && MustYield)
        {
            RiseAbove(message.Highest, effects);
        }
    }

    /// <summary>A relay says that it has followed another owner since the one whose state this one continues.</summary>
    public void Contradicted(InheritanceStale message, List<TopicEffect<TPeer>> effects)
    {
        if (Phase == TopicPhase.Outlived || message.Term != Term || message.Followed <= Continues)
        {
            return;
        }

        if (Phase == TopicPhase.Fresh)
        {
            DropInheritance();
        }
        else
        {
            StepDown(message.Followed > Highest ? message.Followed : Highest, effects);
        }
    }

    /// <summary>Another node holds a state of this topic. Of an owner before this one it is out of date; else this owner is.</summary>
    public void Reminded(LeftBehind message, List<TopicEffect<TPeer>> effects)
    {
        if (message.Term < Term)
        {
            effects.Add(new(TopicEffectKind.Remind, Message: message));
        }
        else if (Phase == TopicPhase.Active && MustYield)
        {
            StepDown(message.Term, effects);
        }
    }

    private bool MustYield => Phase == TopicPhase.Fresh ? _options.Rules.FreshOwnersRise : _options.Rules.OutlivedOwnersStop;

    private void Inherit(LeftTopic left)
    {
        Continues = left.Term;
        Head = left.Head;
        foreach (var kept in left.Log)
        {
            _log.Append(kept.Publication, kept.At);
        }

        if (_options.Rules.MemoryOfPublishersMoves)
        {
            _publishers.Inherit(left.Publishers, left.ForgottenEarly);
        }

        _rest.Published(left.LastPublished);
        _readers.Inherit(left.Invited);
    }

    private void DropInheritance()
    {
        Continues = Term.Zero;
        Head = new Position(_freshEpoch, Offset.Zero);
        _log = new TopicLog(_home.Namespace, _options);
        _publishers = new DedupeWindow(_options);
        _readers.Disinherit();
    }

    // While nothing is promised an owner may go above; afterwards it can only make room for one that is.
    private bool RiseAbove(Term higher, List<TopicEffect<TPeer>> effects)
    {
        if (Phase == TopicPhase.Fresh)
        {
            Term = new Term(higher.Value + 1);
            Highest = Term;
            effects.Add(new(TopicEffectKind.NoteTerm));
            return true;
        }

        StepDown(higher, effects);
        return false;
    }

    private void StepDown(Term higher, List<TopicEffect<TPeer>> effects)
    {
        Phase = TopicPhase.Outlived;
        Highest = higher;
        _readers.Close();
        effects.Add(new(TopicEffectKind.NoteTerm));
        effects.Add(new(TopicEffectKind.Passivate));
    }
}
