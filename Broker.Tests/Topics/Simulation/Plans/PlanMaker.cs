using System.Globalization;
using Broker.Actors.Fencing;
using Broker.Actors.HeadReports;
using Broker.Actors.Interest;
using Broker.Actors.Keepers;
using Broker.Actors.Relays;
using Broker.Actors.Topics;
using Broker.Protocol.Namespaces;

namespace Broker.Tests.Topics.Simulation.Plans;

/// <summary>Draws the plan of a seed.</summary>
internal sealed class PlanMaker
{
    private const int Minute = 60_000;
    private const int LargeFrom = 8;
    private const int Quiet = 75_000;
    private const int MaxSkew = 8_000;

    private static readonly Mood[] Moods =
    [
        Mood.Wild, Mood.Wild, Mood.Calm, Mood.Calm, Mood.Cuts, Mood.Cuts, Mood.Crashes, Mood.Crashes, Mood.Doubles, Mood.Filters, Mood.Downs,
    ];

    private static readonly string[] Filters = ["a/+", "b/+", "+/1", "+/2", "#"];

    private readonly Random _random;
    private readonly List<PlanStep> _steps = [];
    private readonly Mood _mood;
    private readonly int _nodes;
    private readonly int _shards;
    private readonly int _topics;
    private readonly int _publishers;
    private readonly string[] _subscribers;
    private readonly long _end;
    private long _mayLeaveFrom;
    private readonly int _seed;
    private readonly ProtocolRules _rules;

    private PlanMaker(int seed, ProtocolRules rules, Mood? mood)
    {
        _seed = seed;
        _rules = rules;
        _random = new Random(seed);
        var drawn = Moods[_random.Next(Moods.Length)];
        _mood = mood ?? drawn;
        _nodes = DrawNodes();
        _shards = _random.Next(1, 5);
        _topics = _random.Next(1, 6);
        _publishers = _mood == Mood.Downs ? 8 : _random.Next(2, 5);
        _subscribers = new string[_random.Next(3, 11)];
        for (var i = 0; i < _subscribers.Length; i++)
        {
            _subscribers[i] = _random.Next(_mood == Mood.Filters ? 1 : 3) == 0
                ? Filters[_random.Next(Filters.Length)]
                : _random.Next(_topics).ToString(CultureInfo.InvariantCulture);
        }

        _end = _nodes is >= 3 and < LargeFrom ? (10 * Minute) + _random.Next(Minute) : 4 * Minute;
    }

    /// <summary>The plan of a seed; the same each time.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="rules">The rules of the cores.</param>
    /// <param name="mood">The kind of its faults; drawn, too, when it is null.</param>
    public static Plan Make(int seed, ProtocolRules rules, Mood? mood = null) => new PlanMaker(seed, rules, mood).Make();

    private Plan Make()
    {
        var faultyUntil = _end - Quiet;
        AddClients(faultyUntil);
        AddFaults(faultyUntil);
        _steps.Sort(static (left, right) => left.At.CompareTo(right.At));
        return new Plan
        {
            Seed = _seed,
            Mood = _mood,
            Nodes = _nodes,
            Shards = _shards,
            TopicCount = _topics,
            Publishers = _publishers,
            Subscribers = _subscribers,
            Skews = Draw(_nodes, () => _random.Next(-MaxSkew, MaxSkew)),
            FaultyUntil = faultyUntil,
            End = _end,
            Steps = _steps,
            Topics = new TopicOptions { FetchCount = _random.Next(4, 32), DedupePublishers = 8, StartStash = 32, Rules = _rules },
            Relays = new RelayOptions
            {
                EarlyCount = _random.Next(8, 64),
                RecoverCount = _random.Next(8, 64),
                AudienceIdle = TimeSpan.FromSeconds(_mood == Mood.Filters ? _random.Next(1, 4) : _random.Next(5, 30)),
                Rules = _rules,
            },
            Keepers = new KeeperOptions { SegmentBytes = 1_024, Takes = 2, Rules = _rules },
            Fencing = new FenceOptions { PingInterval = TimeSpan.FromSeconds(1), Rules = _rules },
            HeadReports = new HeadReportOptions { Rules = _rules },
            Interest = new InterestOptions { Rules = _rules },
            Namespace = new NamespaceOptions
            {
                RepairCount = _random.Next(16, 80),
                RepairBytes = 16 * 1024,
                HistorySize = _random.Next(2) * _random.Next(50),
                HistoryTtl = TimeSpan.FromSeconds(_random.Next(5, 60)),
                HistoryMetaTtl = TimeSpan.FromSeconds(_mood == Mood.Calm ? 3_600 : _random.Next(60, 120)),
            },
        };
    }

    private int DrawNodes() => _random.Next(100) switch
    {
        < 92 => _random.Next(3, LargeFrom),
        < 95 => 2,
        < 99 => _random.Next(LargeFrom, 16),
        _ => _random.Next(16, World.MaxNodes + 1),
    };

    private void AddClients(long until)
    {
        for (var subscriber = 0; subscriber < _subscribers.Length; subscriber++)
        {
            AddSubscriber(subscriber, until);
        }

        for (long at = 3_000; at < until; at += _random.Next(50, 3_000))
        {
            var burst = _random.Next(40) == 0 ? _random.Next(8, _mood == Mood.Calm ? 16 : 64) : _random.Next(1, 4);
            Add(at, StepKind.Publish, _random.Next(_publishers), _random.Next(_topics), burst);
            if (_random.Next(30) == 0)
            {
                // A pause in which topics may grow idle.
                at += _random.Next(5_000, 40_000);
            }
        }

        for (long at = _random.Next(Minute); at < until; at += _random.Next(2 * Minute))
        {
            Add(at, StepKind.Reconnect, _random.Next(_publishers));
        }
    }

    private void AddSubscriber(int subscriber, long until)
    {
        var isSteady = subscriber % 3 == 0;
        Add(_random.Next(1_000, 4_000), StepKind.Subscribe, subscriber);
        for (long at = _random.Next(Minute); at < until; at += _random.Next(10_000, 3 * Minute))
        {
            if (isSteady || _random.Next(4) == 0)
            {
                if (_random.Next(3) == 0)
                {
                    Add(at, StepKind.Stall, subscriber, 0, _random.Next(500, 10_000));
                }

                continue;
            }

            Add(at, StepKind.Unsubscribe, subscriber);
            at += _random.Next(10, 20_000);
            Add(at, StepKind.Subscribe, subscriber);
        }
    }

    private void AddFaults(long until)
    {
        var rest = _random.Next(5_000, 40_000);
        for (long at = _random.Next(6_000, 20_000); at < until; at += _random.Next(200, rest))
        {
            if (!TryAddEpisode(at))
            {
                AddFault(at);
            }
        }
    }

    private bool TryAddEpisode(long at)
    {
        var episodes = new Episodes(_random, _nodes, _topics, _publishers, _subscribers.Length, _steps);
        switch (_mood)
        {
            case Mood.Doubles when _random.Next(2) == 0:
                episodes.Doubled(at, _random.Next(_shards));
                return true;
            case Mood.Filters when _random.Next(4) > 0:
                Pick<Action<long>>(episodes.Whispered, episodes.Shunned, episodes.Crowded)(at);
                return true;
            case Mood.Downs when _random.Next(2) == 0:
                Pick<Action<long>>(episodes.Downed, episodes.Estranged)(at);
                return true;
            default:
                return false;
        }
    }

    private void AddFault(long at)
    {
        var kind = _mood switch
        {
            Mood.Calm => Pick(StepKind.Move, StepKind.Move, MayLeave(at), StepKind.Lose, StepKind.SetClock, StepKind.Slow),
            Mood.Cuts => Pick(StepKind.Cut, StepKind.CutOneWay, StepKind.Hold, StepKind.Partition, StepKind.Partition, StepKind.Break, StepKind.Lose, StepKind.Move),
            Mood.Crashes => Pick(StepKind.Crash, StepKind.Crash, StepKind.Pause, StepKind.Pause, StepKind.Leave, StepKind.Move, StepKind.StartTwice),
            Mood.Doubles => Pick(StepKind.Move, StepKind.Crash, StepKind.Pause, StepKind.Cut, StepKind.CutOneWay, StepKind.Lose, StepKind.SetClock),
            Mood.Filters => Pick(StepKind.Move, StepKind.Lose, StepKind.Slow, StepKind.CutOneWay, StepKind.Leave),
            Mood.Downs => Pick(StepKind.Move, StepKind.Crash, StepKind.Pause, StepKind.Partition, StepKind.Leave),
            _ => (StepKind)_random.Next((int)StepKind.Move, (int)StepKind.SetClock + 1),
        };
        AddFault(at, kind);
    }

    private void AddFault(long at, StepKind kind)
    {
        var (one, other) = (_random.Next(_nodes), _random.Next(_nodes));
        switch (kind)
        {
            case StepKind.Move:
                Add(at, kind, _random.Next(_shards));
                break;
            case StepKind.StartTwice:
                Add(at, kind, _random.Next(_shards), 0, _random.Next(500, 12_000));
                break;
            case StepKind.Partition:
                Add(at, kind, _random.Next(1, (1 << Math.Min(_nodes, 30)) - 1), _random.Next(2), Duration());
                break;
            case StepKind.Lose:
                Add(at, kind, 0, _random.Next(5, _mood == Mood.Calm ? 30 : 150), _random.Next(1_000, 20_000));
                break;
            case StepKind.Slow:
                Add(at, kind, one, _random.Next(50, _mood == Mood.Calm ? 400 : 1_500), _random.Next(1_000, 15_000));
                break;
            case StepKind.SetClock:
                Add(at, kind, one, 0, _random.Next(-MaxSkew, MaxSkew));
                break;
            default:
                Add(at, kind, one, other, Duration());
                break;
        }
    }

    // In calm histories one node leaves after the other: what the last of all has, nobody can take.
    private StepKind MayLeave(long at)
    {
        if (at < _mayLeaveFrom)
        {
            return StepKind.Move;
        }

        _mayLeaveFrom = at + Minute;
        return StepKind.Leave;
    }

    // As often shorter than the detector tolerates as longer, and at times longer than it takes to be removed.
    private int Duration() => _random.Next(4) switch
    {
        0 => _random.Next(100, 3_000),
        1 => _random.Next(2_500, 5_000),
        2 => _random.Next(5_000, 12_000),
        _ => _random.Next(9_000, 35_000),
    };

    private T Pick<T>(params ReadOnlySpan<T> choices) => choices[_random.Next(choices.Length)];

    private void Add(long at, StepKind kind, int a, int b = 0, int c = 0) => _steps.Add(new PlanStep(at, kind, a, b, c));

    private static int[] Draw(int count, Func<int> draw)
    {
        var drawn = new int[count];
        for (var i = 0; i < count; i++)
        {
            drawn[i] = draw();
        }

        return drawn;
    }
}
