namespace Broker.Testing.Histories;

/// <summary>Knows when accepted messages may have died with their owner.</summary>
internal sealed class Excuses
{
    private readonly HistoryRules _rules;
    private readonly IReadOnlyList<Fault> _faults;
    private readonly IReadOnlyList<NodeLife> _lives;
    private readonly ILookup<(string Topic, string Epoch), NodeLife> _owners;

    public Excuses(History history, HistoryRules rules)
    {
        _rules = rules;
        _faults = history.Faults;
        _lives = history.Lives;
        _owners = history.Publishes
            .Where(publish => publish is { Position: not null, Owner: not null })
            .Select(publish => (publish.Topic, publish.Position!.Value.Epoch, Life: OwnerOf(publish)))
            .Where(owner => owner.Life is not null)
            .Distinct()
            .ToLookup(owner => (owner.Topic, owner.Epoch), owner => owner.Life!);
    }

    /// <summary>Whether a connection to that node may go on without this accepted message: one of the epoch's owners died soon after.</summary>
    public bool DiedWithOwner(PublishRecord publish, string node) =>
        publish.Position is { } position
            ? _owners[(publish.Topic, position.Epoch)].Any(life => Covers(life, node, publish))
            : _lives.Any(life => Covers(life, node, publish));

    private bool Covers(NodeLife life, string node, PublishRecord publish) =>
        life.EndedUncleanly && publish.SentAt <= life.Until && publish.AnsweredAt >= Beginning(life, node);

    /// <summary>What was accepted before had all the time it needed: goes back over every fault that disturbed the owner or the connection's node.</summary>
    private TimeSpan Beginning(NodeLife life, string node)
    {
        var beginning = life.Until - _rules.RepairTime;
        while (_faults.Where(fault => Touches(fault, life.Node, node) && fault.Until >= beginning && fault.From <= life.Until).Select(fault => fault.From - _rules.RepairTime)
            .DefaultIfEmpty(beginning).Min() is var earlier && earlier < beginning)
        {
            beginning = earlier;
        }

        return beginning;
    }

    private static bool Touches(Fault fault, string owner, string node) => fault.Nodes.Contains(owner) || fault.Nodes.Contains(node);

    private NodeLife? OwnerOf(PublishRecord publish) => _lives.LastOrDefault(life => life.Address == publish.Owner && life.From <= publish.AnsweredAt);
}
