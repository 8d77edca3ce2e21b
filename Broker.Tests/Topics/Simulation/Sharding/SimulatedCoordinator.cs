using Broker.Tests.Topics.Simulation.Nodes;

namespace Broker.Tests.Topics.Simulation.Sharding;

/// <summary>A model of the shard coordinator on the node that believes to be the oldest. There may be two while the nodes disagree.</summary>
internal sealed class SimulatedCoordinator
{
    private const int WaitForState = 1_000;
    private const int HandOffTimeout = 10_000;
    private const int Late = 3_000;

    private readonly SimulatedNode _node;
    private readonly SimulatedNode?[] _homes;
    private readonly long[] _movingUntil;
    private readonly HashSet<SimulatedNode> _leaving = [];
    private readonly long[] _doubledUntil;
    private bool _isReady;

    public SimulatedCoordinator(SimulatedNode node)
    {
        _node = node;
        _homes = new SimulatedNode?[World.Plan.Shards];
        _movingUntil = new long[World.Plan.Shards];
        _doubledUntil = new long[World.Plan.Shards];
        foreach (var member in node.View.Members)
        {
            Links.Control(node, member, member.Region.Register);
        }

        // Bounded, as in the engines: a region that does not answer in time may have a shard that is then started twice.
        World.After(node, WaitForState, () => _isReady = true);
    }

    private World World => _node.World;

    private Links.SimulatedLinks Links => World.Links;

    public SimulatedNode? Home(int shard) => _homes[shard];

    public void Registered(SimulatedNode region)
    {
        for (var shard = 0; shard < _homes.Length; shard++)
        {
            if (region.Region.Hosted[shard] is null || _homes[shard] == region)
            {
                continue;
            }

            if (_homes[shard] is null)
            {
                _homes[shard] = region;
                Announce(shard);
            }
            else if (_movingUntil[shard] < World.Time.Now)
            {
                Drop(region, shard);
            }
        }
    }

    public void GetHome(SimulatedNode region, int shard)
    {
        if (!_isReady || _movingUntil[shard] >= World.Time.Now || _node.HasRemoved(region))
        {
            return;
        }

        if (_homes[shard] is { } home)
        {
            Links.Control(_node, home, () => home.Region.Host(shard));
            Links.Control(_node, region, () => region.Region.SetHome(shard, home));
        }
        else
        {
            Allocate(shard, except: null);
        }
    }

    public void MemberRemoved(SimulatedNode member)
    {
        _leaving.Remove(member);
        for (var shard = 0; shard < _homes.Length; shard++)
        {
            if (_homes[shard] == member)
            {
                _homes[shard] = null;
                _movingUntil[shard] = 0;
                if (_isReady)
                {
                    Allocate(shard, member);
                }
            }
        }
    }

    /// <summary>Moves a shard to another node by hand-off.</summary>
    public void Move(int shard)
    {
        if (!_isReady || _homes[shard] is not { } home || _movingUntil[shard] >= World.Time.Now)
        {
            return;
        }

        World.Statistics.HandOffs++;
        World.Trace?.Note($"shard {shard} moves away from {home}");
        _movingUntil[shard] = World.Time.Now + HandOffTimeout;
        var waiting = new HashSet<SimulatedNode>(_node.View.Members);
        foreach (var member in _node.View.Members)
        {
            Links.Control(_node, member, () =>
            {
                member.Region.BeginHandOff(shard);
                Links.Control(member, _node, () =>
                {
                    if (waiting.Remove(member) && waiting.Count == 0)
                    {
                        Links.Control(_node, home, () => home.Region.HandOff(shard, () => Links.Control(home, _node, () => Moved(shard, home))));
                    }
                });
            });
        }
    }

    /// <summary>A node leaves: its shards move one after another, and it gets no new ones.</summary>
    public void Leave(SimulatedNode node)
    {
        _leaving.Add(node);
        for (var shard = 0; shard < _homes.Length; shard++)
        {
            if (_homes[shard] == node)
            {
                Move(shard);
            }
        }
    }

    /// <summary>Starts a shard a second time, as when its region had not answered in time; the first hosting is stopped some time later.</summary>
    public void StartTwice(int shard, int overlap)
    {
        if (_isReady && _homes[shard] is { } home && Math.Max(_movingUntil[shard], _doubledUntil[shard]) < World.Time.Now && Allocate(shard, home))
        {
            _doubledUntil[shard] = World.Time.Now + overlap + Late;
            World.Statistics.StartedTwice++;
            World.Trace?.Note($"shard {shard} is started twice");
            World.After(_node, overlap, () => Drop(home, shard));
        }
    }

    private void Moved(int shard, SimulatedNode former)
    {
        if (_homes[shard] == former && _movingUntil[shard] > 0)
        {
            _movingUntil[shard] = 0;
            _homes[shard] = null;
            World.Statistics.Moves++;
            if (!Allocate(shard, former))
            {
                Allocate(shard, except: null);
            }
        }
    }

    private void Drop(SimulatedNode region, int shard) =>
        Links.Control(_node, region, () => region.Region.HandOff(shard, () => region.Region.MemberRemoved(region)));

    private bool Allocate(int shard, SimulatedNode? except)
    {
        SimulatedNode? least = null;
        var fewest = int.MaxValue;
        foreach (var member in _node.View.Members)
        {
            if (member != except && !_leaving.Contains(member) && !_node.View.IsLeaving(member) && !_node.View.IsJoining(member) && _node.View.IsReachable(member))
            {
                var load = World.Random.Next(4);
                foreach (var home in _homes)
                {
                    load += home == member ? 2 : 0;
                }

                (least, fewest) = load < fewest ? (member, load) : (least, fewest);
            }
        }

        if (least is null)
        {
            return false;
        }

        _homes[shard] = least;
        var delay = World.Random.Next(8) == 0 ? World.Random.Next(Late) : World.Random.Next(50);
        World.After(_node, delay, () => Announce(shard));
        return true;
    }

    private void Announce(int shard)
    {
        if (_homes[shard] is not { } home)
        {
            return;
        }

        Links.Control(_node, home, () => home.Region.Host(shard));
        foreach (var member in _node.View.Members)
        {
            Links.Control(_node, member, () => member.Region.SetHome(shard, home));
        }
    }
}
