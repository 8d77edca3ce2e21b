using Broker.Actors.Publishing;
using Broker.Actors.Relays;
using Broker.Actors.Topics;
using Broker.Protocol.Topics;

namespace Broker.Tests.Topics.Simulation;

/// <summary>One topic on a few nodes: their cores on virtual time, over lossy links, under a model of sharding, without any engine.</summary>
internal sealed class TopicSimulation
{
    public static readonly TopicName Topic = TopicName.Parse("simulated/topic");

    private const int Clients = 3;
    private const int Nodes = 6;
    private const long FaultyUntil = 60_000;
    private const long End = 150_000;

    private readonly SimulatedRelay?[] _relays = new SimulatedRelay?[Clients];
    private readonly List<(SimulatedSubscriber Subscriber, int Node)> _subscribers = [];
    private readonly bool _isFaulty;
    private readonly SimulatedPublisher[] _publishers;
    private readonly TermSource[] _terms;
    private readonly TopicOptions _topicOptions = new() { RepairCount = 64, DedupePublishers = 16 };

    public TopicSimulation(int seed, bool isFaulty)
    {
        _isFaulty = isFaulty;
        Random = new Random(seed);
        Links = new SimulatedLinks(Time, Random, Nodes) { Loss = isFaulty ? Random.Next(4) * 0.02 : 0 };
        Sharding = new SimulatedSharding(this);
        _terms = [.. Enumerable.Range(0, Nodes).Select(_ => new TermSource(Time.WallClock(Random.Next(-5_000, 5_000)), Random))];
        _publishers = [.. Enumerable.Range(0, Clients).Select(node => new SimulatedPublisher(this, node, new PublishOptions()))];
    }

    public SimulatedTime Time { get; } = new();

    public Random Random { get; }

    public SimulatedLinks Links { get; }

    public SimulatedSharding Sharding { get; }

    public Ledger Ledger { get; } = new();

    public Statistics Statistics { get; } = new();

    public void Run()
    {
        for (var node = 0; node < Clients; node++)
        {
            Join(node);
            PublishAgain(node);
        }

        ChurnAgain();
        FaultAgain();
        Time.At(FaultyUntil, () =>
        {
            Links.Loss = 0;
            Links.Heal();
        });
        Time.RunUntil(End);
        CheckQuiet();
    }

    public SimulatedOwner NewOwner()
    {
        Statistics.Owners++;
        var node = Random.Next(Nodes);
        return new SimulatedOwner(this, node, _terms[node], _topicOptions);
    }

    public void Isolate(int node)
    {
        for (var other = 0; other < Nodes; other++)
        {
            if (other != node)
            {
                Links.Cut(node, other, isCut: true);
            }
        }
    }

    public void RelayRests(SimulatedRelay relay)
    {
        _relays[relay.Node] = null;
        Links.TellStopped(relay, 0);
    }

    private void Join(int node)
    {
        var relay = _relays[node] ??= new SimulatedRelay(this, node, new RelayOptions());
        var subscriber = new SimulatedSubscriber(this);
        _subscribers.Add((subscriber, node));
        relay.Join(subscriber);
    }

    private void PublishAgain(int node)
    {
        Time.After(Random.Next(1, 1_500), () =>
        {
            for (var burst = Random.Next(1, 4); burst > 0; burst--)
            {
                _publishers[node].Publish();
            }

            if (Time.Now < FaultyUntil + 10_000)
            {
                PublishAgain(node);
            }
        });
    }

    private void ChurnAgain()
    {
        Time.After(Random.Next(1, 8_000), () =>
        {
            if (_subscribers.Count > 1 && Random.Next(2) == 0)
            {
                var leaving = Random.Next(_subscribers.Count);
                var (subscriber, node) = _subscribers[leaving];
                _subscribers.RemoveAt(leaving);
                _relays[node]!.Leave(subscriber);
            }
            else if (_subscribers.Count < 12)
            {
                Join(Random.Next(Clients));
            }

            if (Time.Now < FaultyUntil)
            {
                ChurnAgain();
            }
        });
    }

    private void FaultAgain()
    {
        Time.After(Random.Next(500, 15_000), () =>
        {
            Fault();
            if (Time.Now < FaultyUntil - 20_000)
            {
                FaultAgain();
            }
        });
    }

    private void Fault()
    {
        switch (_isFaulty ? Random.Next(5) : 1)
        {
            case 0:
                Statistics.Crashes++;
                Sharding.Crash(Random.Next(10, 8_000));
                break;
            case 1 or 2:
                Statistics.HandOffs++;
                Sharding.HandOff();
                break;
            case 3:
                Statistics.CutOffs++;
                Sharding.CutOff(Random.Next(2_000, 6_000), Random.Next(6_000, 15_000));
                break;
            default:
                Links.Cut(Random.Next(Nodes), Random.Next(Nodes), isCut: true);
                Time.After(Random.Next(200, 5_000), Links.Heal);
                break;
        }
    }

    private void CheckQuiet()
    {
        Assert.All(_publishers, static publisher => Assert.Equal(0, publisher.Pending));
        var owner = Sharding.Owner;
        foreach (var (subscriber, node) in _subscribers)
        {
            var relay = _relays[node]!;
            Assert.Equal(RelayPhase.Subscribed, relay.State.Phase);
            Assert.Equal(owner!.State.Head, relay.State.Position);
            Assert.Equal(0, relay.State.Early);
            Assert.True(subscriber.IsAdmitted);
            if (subscriber.Told == 0)
            {
                var missed = Ledger.Accepted.Where(accepted => accepted.At > subscriber.AdmittedAt && !subscriber.Heard.Contains(accepted.Place));
                Assert.DoesNotContain(missed, missed => IsAfterAdmission(subscriber, missed.Place));
            }
        }
    }

    // An answer may come long after the publication: it counts only if the subscriber heard something of the epoch before it.
    private static bool IsAfterAdmission(SimulatedSubscriber subscriber, Position place) =>
        subscriber.Heard.Any(heard => heard.Epoch == place.Epoch && heard.Offset < place.Offset);
}
