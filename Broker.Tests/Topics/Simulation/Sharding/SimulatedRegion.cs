using Broker.Actors.Topics;
using Broker.Tests.Topics.Simulation.Nodes;

namespace Broker.Tests.Topics.Simulation.Sharding;

/// <summary>A model of one node's shard region: routes to where it believes a shard to be, and buffers while it does not know.</summary>
internal sealed class SimulatedRegion : SimulatedActor
{
    private const int BufferSize = 1000;
    private const int AskAgain = 700;

    private readonly SimulatedNode?[] _homes;
    private readonly SimulatedShard?[] _hosted;
    private readonly Queue<(SimulatedActor From, ITopicMessage Message)>[] _buffers;
    private long? _askAt;
    private bool _isClosed;

    public SimulatedRegion(SimulatedNode node)
        : base(node)
    {
        var shards = World.Plan.Shards;
        _homes = new SimulatedNode?[shards];
        _hosted = new SimulatedShard?[shards];
        _buffers = new Queue<(SimulatedActor, ITopicMessage)>[shards];
        for (var shard = 0; shard < shards; shard++)
        {
            _buffers[shard] = new();
        }
    }

    public IReadOnlyList<SimulatedShard?> Hosted => _hosted;

    protected override long? NextTick => _askAt;

    /// <summary>Whether nothing waits here for a home.</summary>
    public bool IsEmpty => Array.TrueForAll(_buffers, static buffer => buffer.Count == 0);

    public bool HasNoShard => Array.TrueForAll(_hosted, static shard => shard is null);

    /// <summary>The node leaves and has no region any more.</summary>
    public void Close()
    {
        _isClosed = true;
        Array.ForEach(_buffers, static buffer => buffer.Clear());
        foreach (var shard in _hosted)
        {
            shard?.Kill();
        }
    }

    /// <summary>Sends from this node to the owner of a topic.</summary>
    public void Send(SimulatedActor from, ITopicMessage message)
    {
        if (_isClosed)
        {
            return;
        }

        var shard = World.Topic(message.Topic).Shard;
        if (_hosted[shard] is { IsStopping: false } here)
        {
            here.Deliver(from, message);
        }
        else if (_homes[shard] is { } home && home != Node)
        {
            World.Links.Send(new RoutedFrom(Node, from), home.Region, message);
        }
        else
        {
            Buffer(shard, from, message);
        }
    }

    /// <summary>From another region. Where this one does not have the shard it asks anew, so that nothing goes round in circles.</summary>
    public override void Receive(SimulatedActor from, object message)
    {
        var topicMessage = (ITopicMessage)message;
        var sender = ((RoutedFrom)from).Sender;
        var shard = World.Topic(topicMessage.Topic).Shard;
        if (_hosted[shard] is not { IsStopping: false })
        {
            _homes[shard] = null;
        }

        Send(sender, topicMessage);
    }

    public void Host(int shard)
    {
        if (_hosted[shard] is null && !_isClosed)
        {
            _hosted[shard] = new SimulatedShard(this, shard);
            World.Trace?.Note($"{Node} hosts shard {shard}");
            Register();
        }
    }

    public void SetHome(int shard, SimulatedNode home)
    {
        if (Node.HasRemoved(home))
        {
            return;
        }

        _homes[shard] = home;
        if (home == Node && _hosted[shard] is null)
        {
            // The word that it is here came before the word to host it, or after it was stopped here: the coordinator is asked again.
            _homes[shard] = null;
            return;
        }

        if (home == Node)
        {
            _hosted[shard]!.IsHandedOff = false;
        }

        for (var left = _buffers[shard].Count; left > 0; left--)
        {
            var (from, message) = _buffers[shard].Dequeue();
            Send(from, message);
        }
    }

    /// <summary>The shard will move: nothing more is sent there.</summary>
    public void BeginHandOff(int shard)
    {
        _homes[shard] = null;
        if (_hosted[shard] is { } hosted)
        {
            hosted.IsHandedOff = true;
        }
    }

    /// <summary>Stops a shard here, and says when it has stopped.</summary>
    public void HandOff(int shard, Action stopped)
    {
        if (_hosted[shard] is { } hosted)
        {
            hosted.StopAll(() =>
            {
                _hosted[shard] = null;
                hosted.Stop();
                stopped();
            });
        }
        else
        {
            stopped();
        }
    }

    public void MemberRemoved(SimulatedNode member)
    {
        for (var shard = 0; shard < _homes.Length; shard++)
        {
            if (_homes[shard] == member)
            {
                _homes[shard] = null;
            }
        }
    }

    /// <summary>Tells the coordinator, as far as this node knows it, what is here.</summary>
    public void Register()
    {
        if (Node.View.Oldest is { } oldest)
        {
            World.Links.Control(Node, oldest, () => oldest.Coordinator?.Registered(Node));
        }
    }

    public override string ToString() => $"region@{Node}";

    protected override void Tick()
    {
        _askAt = null;
        for (var shard = 0; shard < _buffers.Length; shard++)
        {
            if (_buffers[shard].Count > 0)
            {
                Ask(shard);
            }
        }

        FollowTick();
    }

    private void Buffer(int shard, SimulatedActor from, ITopicMessage message)
    {
        if (_buffers[shard].Count == BufferSize)
        {
            World.Statistics.BufferOverflows++;
            return;
        }

        _buffers[shard].Enqueue((from, message));
        if (_askAt is null)
        {
            Ask(shard);
        }

        FollowTick();
    }

    private void Ask(int shard)
    {
        _askAt = Now + AskAgain;
        if (Node.View.Oldest is { } oldest)
        {
            World.Links.Control(Node, oldest, () => oldest.Coordinator?.GetHome(Node, shard));
        }
    }
}
