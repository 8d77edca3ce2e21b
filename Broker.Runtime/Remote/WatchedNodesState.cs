using Broker.Runtime.Actor;

namespace Broker.Runtime.Remote;

/// <summary>When each watched node was last heard of. Pure.</summary>
/// <param name="acceptablePause">Longer silence means that the node is gone.</param>
/// <param name="firstAnswerAfter">How much longer the first answer may take.</param>
internal sealed class WatchedNodesState(TimeSpan acceptablePause, TimeSpan firstAnswerAfter)
{
    private readonly Dictionary<Address, (int? Uid, TimeSpan Deadline)> _nodes = [];

    /// <summary>Watches exactly <paramref name="wanted"/>; true when that is a change.</summary>
    public bool Follow(IReadOnlySet<Address> wanted, TimeSpan now)
    {
        bool changed = false;
        foreach (Address gone in _nodes.Keys.Where(a => !wanted.Contains(a)).ToArray())
            changed |= _nodes.Remove(gone);
        foreach (Address address in wanted)
            changed |= _nodes.TryAdd(address, (null, now + acceptablePause + firstAnswerAfter));
        return changed;
    }

    public void Heard(Address address, int uid, TimeSpan now)
    {
        if (_nodes.ContainsKey(address))
            _nodes[address] = (uid, now + acceptablePause);
    }

    /// <summary>Forgets and returns the nodes that were silent for too long.</summary>
    public IReadOnlyList<(Address Address, int? Uid)> TakeSilent(TimeSpan now)
    {
        List<(Address, int?)> silent = [];
        foreach ((Address address, (int? uid, TimeSpan deadline)) in _nodes)
        {
            if (now > deadline)
                silent.Add((address, uid));
        }

        foreach ((Address address, _) in silent)
            _nodes.Remove(address);
        return silent;
    }
}
