using Broker.Actors.Nodes;
using Broker.Protocol.Publications;

namespace Broker.Actors.Keepers;

/// <summary>What becomes of everything that is left of a shard when it begins here: what counts comes or stays, the rest is dropped where it is.</summary>
internal sealed class LeftChoice<TPeer>(KeeperCore<TPeer> core, LeftHolder<TPeer> holder, LeftTaker<TPeer> taker)
    where TPeer : class
{
    /// <summary>Decides for a hosting that all have answered.</summary>
    /// <param name="hosting">The hosting that begins.</param>
    /// <param name="last">The hosting before it, by any node.</param>
    public void Make(ShardHosting<TPeer> hosting, Term last)
    {
        var sources = Sources(hosting);
        var refused = new List<(NodeId Node, LeftName Name)>();
        foreach (var topic in sources.Topics)
        {
            var source = sources.Choose(topic, core.Self, term => IsValid(term, last), refused);
            if (source is { } away && away.Node != core.Self && core.View.Contains(away.Node))
            {
                taker.Add(away.Node, away.Name, hosting.Shard, hosting.Term);
                continue;
            }

            taker.Cancel(topic);
            if (source is not { } here || here.Node != core.Self || !Adopt(here.Name, hosting.Term))
            {
                core.Counts.AddStale();
            }
        }

        Refuse(refused);
    }

    // It lies here already, and this hosting answers for it now.
    private bool Adopt(LeftName name, Term hosting)
    {
        var entry = core.Store.Find(name.Topic);
        var isMine = entry is not null && entry.State.Term == name.Term && (entry.PinnedTo == NodeId.None || entry.PinnedTo == core.Self);
        if (isMine)
        {
            entry!.State = entry.State with { Hosting = hosting };
        }

        return isMine;
    }

    private LeftSources Sources(ShardHosting<TPeer> hosting)
    {
        var sources = new LeftSources();
        foreach (var name in holder.NamesFor(core.Self, hosting.Shard).Concat(taker.Of(hosting.Shard)))
        {
            sources.Add(core.Self, name);
        }

        foreach (var (node, answer) in hosting.Answers)
        {
            foreach (var name in answer.Names)
            {
                sources.Add(node, name);
            }
        }

        return sources;
    }

    private void Refuse(List<(NodeId Node, LeftName Name)> refused)
    {
        foreach (var names in refused.GroupBy(static refusal => refusal.Node, static refusal => refusal.Name))
        {
            if (names.Key != core.Self)
            {
                core.TellTaken(names.Key, [.. names]);
                continue;
            }

            foreach (var name in names.Where(static name => !name.IsElsewhere))
            {
                core.Store.Remove(name.Topic);
            }
        }
    }

    private bool IsValid(Term left, Term last) => left == last || !core.Rules.HostingsInBetweenCount;
}
