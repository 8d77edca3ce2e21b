using Broker.Tests.Topics.Simulation.Nodes;

namespace Broker.Tests.Topics.Simulation.Membership;

/// <summary>A model of the failure detector: who has not heard of whom for longer than it tolerates, and who can talk to whom at all.</summary>
internal sealed class ReachabilityModel(World world)
{
    /// <summary>How long silence is tolerated, as <c>acceptable-heartbeat-pause</c>.</summary>
    public const int Tolerance = 3_000;

    private const int Jitter = 700;
    private const int Recovery = 600;

    private readonly int[,] _silent = new int[World.MaxNodes, World.MaxNodes];
    private readonly bool[,] _suspected = new bool[World.MaxNodes, World.MaxNodes];
    private readonly uint[] _components = new uint[World.MaxNodes];

    private long _looked;

    /// <summary>Whether the last look found anything out of order.</summary>
    public bool IsDisturbed { get; private set; }

    /// <summary>The slots of the members that a member can exchange gossip with, over others if need be; itself included.</summary>
    public uint Component(SimulatedNode node) => _components[node.Slot];

    /// <summary>Who, of the members, is suspected by anybody of a component.</summary>
    public uint SuspectedIn(uint component, List<SimulatedMember> members)
    {
        uint suspected = 0;
        if (!IsDisturbed)
        {
            return suspected;
        }

        foreach (var observer in members)
        {
            if ((component & (1u << observer.Node.Slot)) != 0)
            {
                foreach (var subject in members)
                {
                    if (_suspected[observer.Node.Slot, subject.Node.Slot])
                    {
                        suspected |= 1u << subject.Node.Slot;
                    }
                }
            }
        }

        return suspected;
    }

    /// <summary>A process that was stopped finds everyone silent when it wakes up, until they answer.</summary>
    public void Resumed(SimulatedNode node, List<SimulatedMember> members)
    {
        foreach (var other in members)
        {
            if (other.Node != node)
            {
                _suspected[node.Slot, other.Node.Slot] = true;
                _silent[node.Slot, other.Node.Slot] = 0;
            }
        }
    }

    /// <summary>A new process at an address knows nothing and is not suspected.</summary>
    public void Forget(int slot)
    {
        for (var other = 0; other < World.MaxNodes; other++)
        {
            _silent[slot, other] = 0;
            _silent[other, slot] = 0;
            _suspected[slot, other] = false;
            _suspected[other, slot] = false;
        }
    }

    /// <summary>Looks at all pairs; some time has passed since the last look.</summary>
    public void Look(List<SimulatedMember> members, long version, int passed)
    {
        // Most of the time nothing is wrong, and then nothing has changed.
        if (!IsDisturbed && _looked == version && world.Links.Closed == 0 && members.TrueForAll(static member => member.Node.IsRunning))
        {
            return;
        }

        _looked = version;
        IsDisturbed = false;
        foreach (var observer in members)
        {
            uint connected = 0;
            foreach (var subject in members)
            {
                if (Observe(observer.Node, subject.Node, passed))
                {
                    connected |= 1u << subject.Node.Slot;
                }
            }

            _components[observer.Node.Slot] = connected;
        }

        Close(members);
    }

    private bool Observe(SimulatedNode observer, SimulatedNode subject, int passed)
    {
        if (!observer.IsRunning)
        {
            IsDisturbed = true;
            return false;
        }

        var (from, to) = (observer.Slot, subject.Slot);
        if (observer == subject || (subject.IsRunning && world.Links.AreConnected(observer, subject)))
        {
            if (_suspected[from, to] && ++_silent[from, to] * passed >= Recovery)
            {
                _suspected[from, to] = false;
            }

            IsDisturbed |= _suspected[from, to];
            _silent[from, to] = _suspected[from, to] ? _silent[from, to] : 0;
            return true;
        }

        IsDisturbed = true;
        _silent[from, to] += _suspected[from, to] ? 0 : passed;
        if (!_suspected[from, to] && _silent[from, to] >= Tolerance + world.Random.Next(Jitter))
        {
            _suspected[from, to] = true;
            _silent[from, to] = 0;
        }

        return false;
    }

    // Gossip passes over any member in between.
    private void Close(List<SimulatedMember> members)
    {
        for (var grown = true; grown;)
        {
            grown = false;
            foreach (var member in members)
            {
                var mask = _components[member.Node.Slot];
                foreach (var other in members)
                {
                    if ((mask & (1u << other.Node.Slot)) != 0)
                    {
                        mask |= _components[other.Node.Slot];
                    }
                }

                grown |= mask != _components[member.Node.Slot];
                _components[member.Node.Slot] = mask;
            }
        }
    }
}
