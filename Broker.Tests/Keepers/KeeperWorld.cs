using System.Text;
using Broker.Actors.Fencing;
using Broker.Actors.Interest;
using Broker.Actors.Keepers;
using Broker.Actors.Nodes;
using Broker.Actors.Publishing;
using Broker.Actors.Topics;
using Broker.Protocol.Publications;
using Broker.Protocol.Topics;

namespace Broker.Tests.Keepers;

/// <summary>The keepers of some nodes, whose messages arrive at once and in order, unless a test holds them back.</summary>
internal sealed class KeeperWorld
{
    public static readonly ShardId Shard = new(7);
    public static readonly TopicName Topic = TopicName.Parse("news/today");
    public static readonly Epoch Epoch = new(0xE);

    private readonly Dictionary<NodeId, KeeperState<string>> _keepers = [];
    private readonly Dictionary<NodeId, TermSource> _terms = [];
    private readonly Queue<(NodeId To, object Message)> _onTheWay = new();
    private readonly Random _random = new(1);

    public KeeperWorld(int nodes, KeeperOptions? options = null)
    {
        for (var i = 1; i <= nodes; i++)
        {
            var node = new NodeId((ulong)i);
            _terms[node] = new TermSource(TimeProvider.System, _random);
            Fences[node] = new NodeFence();
            _keepers[node] = new KeeperState<string>(node, _terms[node], options ?? new KeeperOptions(), Fences[node], NoInterest.Instance);
            Unreachable[node] = false;
        }

        Show();
    }

    public long Now { get; set; } = 1_000_000;

    public Dictionary<NodeId, NodeFence> Fences { get; } = [];

    public Dictionary<NodeId, bool> Unreachable { get; } = [];

    /// <summary>What owners were told, by owner.</summary>
    public Dictionary<string, TopicMayBegin> Begun { get; } = [];

    /// <summary>What went to topics through the region.</summary>
    public List<object> ToTopics { get; } = [];

    /// <summary>The nodes that have said that they are drained.</summary>
    public List<NodeId> Drained { get; } = [];

    /// <summary>Messages between keepers so far.</summary>
    public int Messages { get; private set; }

    /// <summary>Which messages are lost.</summary>
    public Func<NodeId, object, bool> Loses { get; set; } = static (_, _) => false;

    public static NodeId Node(int number) => new((ulong)number);

    public KeeperState<string> Keeper(int number) => _keepers[Node(number)];

    public static LeftTopic Left(Term hosting, Term term, int publications = 3, TopicName? topic = null) => new(
        topic ?? Topic,
        Shard,
        hosting,
        term,
        new Position(Epoch, new Offset(publications)),
        LastPublished: 999_000,
        [.. Enumerable.Range(1, publications).Select(offset => new KeptPublication(
            new Publication(topic ?? Topic, Epoch, new Offset(offset), 5, Payload.OfText(Encoding.UTF8.GetBytes($"number {offset}"))), At: 998_000 + offset))],
        [new KeptPublisher(new PublisherId(1), LastUsed: 998_000, new PublishSequence(2), PublishSequence.None, [new(new PublishSequence(2), new Offset(1))])],
        [new KeptInvite(Node(9), new Position(Epoch, new Offset(1)))],
        ForgottenEarly: 997_000);

    /// <summary>An owner starts on a node, in the hosting that is named.</summary>
    public void Start(int number, string owner, string hosting, TopicName? topic = null) =>
        Turn(number, (keeper, effects) => keeper.Starting(owner, hosting, topic ?? Topic, Shard, Now, effects));

    public void Leave(int number, LeftTopic left) => Turn(number, (keeper, effects) => keeper.Left(left, Now, effects));

    /// <summary>An owner that began leaves its state, and its shard goes.</summary>
    public Term MoveOff(int number, string owner, string hosting, int publications = 3)
    {
        Start(number, owner, hosting);
        Pass(100);
        var start = Begun[owner];
        Turn(number, (keeper, _) => keeper.Begun(new TopicBegun(Topic, Shard)));
        var term = _terms[Node(number)].Next();
        Leave(number, Left(start.Hosting, term, publications));
        EndHosting(number, hosting);
        return term;
    }

    public void EndHosting(int number, string hosting) => Turn(number, (keeper, effects) => keeper.HostingEnded(hosting, Now, effects));

    public void Drain(int number) => Turn(number, (keeper, effects) => keeper.Drain(Now, effects));

    /// <summary>Time passes, with its ticks.</summary>
    public void Pass(long ms)
    {
        for (var end = Now + ms; Now < end;)
        {
            Now = Math.Min(end, Now + 50);
            foreach (var node in _keepers.Keys.ToList())
            {
                if (_keepers[node].NextTick <= Now)
                {
                    Turn((int)node.Value, (keeper, effects) => keeper.Tick(Now, effects));
                }
            }
        }
    }

    /// <summary>A node is gone for good.</summary>
    public void Remove(int number)
    {
        _keepers.Remove(Node(number));
        Unreachable.Remove(Node(number));
        Show();
    }

    /// <summary>The members see each other as they are.</summary>
    public void Show()
    {
        var members = Unreachable.Select(static node => new NodeStanding(node.Key, !node.Value, IsJoining: false, CanHost: true)).ToArray();
        foreach (var node in _keepers.Keys.ToList())
        {
            Turn((int)node.Value, (keeper, effects) => keeper.MembersChanged(new ClusterView(node, members), Now, effects));
        }
    }

    public void Turn(int number, Action<KeeperState<string>, List<KeeperEffect<string>>> action)
    {
        Do(Node(number), action);
        while (_onTheWay.TryDequeue(out var next))
        {
            if (_keepers.ContainsKey(next.To) && !Unreachable[next.To] && !Loses(next.To, next.Message))
            {
                Do(next.To, (keeper, effects) => keeper.Received(next.Message, Now, effects));
            }
        }
    }

    private void Do(NodeId node, Action<KeeperState<string>, List<KeeperEffect<string>>> action)
    {
        var effects = new List<KeeperEffect<string>>();
        action(_keepers[node], effects);
        foreach (var effect in effects)
        {
            switch (effect.Kind)
            {
                case KeeperEffectKind.SendToKeeper when !Unreachable.GetValueOrDefault(node):
                    Messages++;
                    _onTheWay.Enqueue((effect.Node, effect.Message!));
                    break;
                case KeeperEffectKind.SendToOwner:
                    Begun[effect.Peer!] = (TopicMayBegin)effect.Message!;
                    break;
                case KeeperEffectKind.SendToTopic:
                    ToTopics.Add(effect.Message!);
                    break;
                case KeeperEffectKind.Drained:
                    Drained.Add(node);
                    break;
            }
        }
    }
}
