using Broker.Actors.Relays;
using Broker.Protocol.Publications;
using Broker.Tests.Topics.Simulation.Nodes;
using Broker.Tests.Topics.Simulation.Plans;

namespace Broker.Tests.Topics.Simulation.Checks;

/// <summary>In a calm history nobody notices that topics move: epoch, offsets, memory of publishers and history go with them.</summary>
internal sealed class CleanMoveCheck(World world)
{
    private const int Margin = 2_000;

    private readonly Dictionary<TopicInfo, Epoch> _epochs = [];
    private readonly Dictionary<TopicInfo, List<long>> _acceptedAt = [];

    private bool IsCalm => world.Plan.Mood == Mood.Calm;

    public void Accepted(TopicInfo topic)
    {
        if (IsCalm)
        {
            AcceptedAt(topic).Add(world.Time.Now);
        }
    }

    public void Begun(SimulatedOwner owner)
    {
        if (!IsCalm)
        {
            return;
        }

        var head = owner.State!.Head;
        if (_epochs.TryGetValue(owner.Topic, out var epoch))
        {
            var accepted = AcceptedAt(owner.Topic);
            Require(epoch == head.Epoch, $"{owner} begins epoch {head.Epoch} after {epoch}");
            Require(accepted.Count == head.Offset.Value, $"{owner} begins at {head} after {accepted.Count} publications");
            Require(owner.State.Kept >= Expected(accepted), $"{owner} has {owner.State.Kept} publications, its predecessor had {Expected(accepted)}");
            world.Statistics.CleanMoves++;
        }

        _epochs[owner.Topic] = head.Epoch;
    }

    public void AtEnd()
    {
        if (IsCalm)
        {
            Require(world.Statistics.UnknownNotBlind == 0, $"the outcome of {world.Statistics.UnknownNotBlind} publishes is unknown");
            Require(world.Statistics.Of(GapReason.OwnerLost) == 0, "a subscriber was told that an owner was lost");

            // The good-bye of a node is said once: if it is lost, the others must think the worst.
            Require(world.Statistics.FilterGaps == 0 || world.Statistics.GoodbyesLost > 0, "those of a filter were told that something may be missing");
            Require(world.Statistics.StepDowns == 0, $"{world.Statistics.StepDowns} owners stepped down");
        }
    }

    private int Expected(List<long> acceptedAt)
    {
        var settings = world.Plan.Namespace;
        var oldest = world.Time.Now - (long)settings.HistoryTtl.TotalMilliseconds + Margin;
        return Math.Min(settings.HistorySize, acceptedAt.FindAll(at => at >= oldest).Count);
    }

    private List<long> AcceptedAt(TopicInfo topic)
    {
        if (!_acceptedAt.TryGetValue(topic, out var times))
        {
            _acceptedAt.Add(topic, times = []);
        }

        return times;
    }

    private static void Require(bool isSo, string otherwise)
    {
        if (!isSo)
        {
            throw new Violation(Promises.CleanMove, otherwise);
        }
    }
}
