using Broker.Actors.Fencing;
using Broker.Actors.HeadReports;
using Broker.Actors.Interest;
using Broker.Actors.Keepers;
using Broker.Actors.Publishing;
using Broker.Actors.Relays;
using Broker.Actors.Topics;
using Broker.Protocol.Namespaces;

namespace Broker.Tests.Topics.Simulation.Plans;

/// <summary>A whole history before it happens: the world's size and settings, and a list of steps that can be cut.</summary>
internal sealed record Plan
{
    public required int Seed { get; init; }

    public required Mood Mood { get; init; }

    public required int Nodes { get; init; }

    public required int Shards { get; init; }

    public required int TopicCount { get; init; }

    /// <summary>What each subscriber hears: the number of a topic, or a filter.</summary>
    public required IReadOnlyList<string> Subscribers { get; init; }

    public required int Publishers { get; init; }

    /// <summary>How far each node's wall clock is off in the beginning, in milliseconds.</summary>
    public required IReadOnlyList<int> Skews { get; init; }

    /// <summary>From here on there are no faults.</summary>
    public required long FaultyUntil { get; init; }

    public required long End { get; init; }

    public required IReadOnlyList<PlanStep> Steps { get; init; }

    public TopicOptions Topics { get; init; } = new();

    public RelayOptions Relays { get; init; } = new();

    public PublishOptions Publishing { get; init; } = new();

    public KeeperOptions Keepers { get; init; } = new();

    public FenceOptions Fencing { get; init; } = new();

    public HeadReportOptions HeadReports { get; init; } = new();

    public InterestOptions Interest { get; init; } = new();

    public NamespaceOptions Namespace { get; init; } = new();

    public override string ToString() =>
        $"seed {Seed}, {Mood}: {Nodes} nodes, {TopicCount} topics in {Shards} shards, {Subscribers.Count} subscribers, {Publishers} publishers, {End / 1000} s";
}
