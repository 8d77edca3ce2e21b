using Broker.Actors.Topics;

namespace Broker.Tests.Topics.Simulation.Checks;

/// <summary>One publish, from its making to what became of it.</summary>
internal sealed class PublishRecord(int index, TopicInfo topic, string publisher, long madeAt)
{
    // After that its publisher sends another copy: only then can there be two.
    private const int ResendAfter = 2_000;

    private readonly List<(Position Place, long At, bool IsRepeat)> _accepted = new(1);

    public int Index { get; } = index;

    public TopicInfo Topic { get; } = topic;

    public long MadeAt { get; } = madeAt;

    /// <summary>Whether its publisher did not know the topic's epoch: then the outcome is unknown as soon as one copy is lost.</summary>
    public bool IsBlind { get; set; }

    /// <summary>The place its publisher was told; none while it was told nothing, or that nobody knows.</summary>
    public Position Answered { get; set; }

    /// <summary>The place it was heard under by anyone.</summary>
    public Position Heard { get; set; }

    public void Accept(Position place, long at, bool isRepeat) => _accepted.Add((place, at, isRepeat));

    /// <summary>
    /// Whether two places are what the protocol can't prevent: a first copy that was on its way for longer than its publisher waited, and met
    /// an owner of another epoch than the one that had accepted a repeat.
    /// </summary>
    public bool IsOfLateFirstCopy(Position one, Position other) =>
        one.Epoch != other.Epoch && _accepted.Exists(accepted =>
            !accepted.IsRepeat && accepted.At > MadeAt + ResendAfter && (accepted.Place == one || accepted.Place == other));

    /// <summary>When an owner gave it a place.</summary>
    public long AcceptedAt(Position place)
    {
        foreach (var accepted in _accepted)
        {
            if (accepted.Place == place)
            {
                return accepted.At;
            }
        }

        return long.MaxValue;
    }

    public override string ToString() => $"#{Index} of {publisher} to {Topic.Name}";
}
