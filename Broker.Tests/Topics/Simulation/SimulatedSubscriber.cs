using Broker.Actors.Relays;
using Broker.Actors.Topics;
using Broker.Protocol.Publications;

namespace Broker.Tests.Topics.Simulation;

/// <summary>One who hears the topic, and checks what it hears: in order, without gap or duplicate, or told.</summary>
internal sealed class SimulatedSubscriber(TopicSimulation world)
{
    private Position _position;

    public bool IsAdmitted { get; private set; }

    /// <summary>How often it was told that something may be missing.</summary>
    public int Told { get; private set; }

    public long AdmittedAt { get; private set; }

    public HashSet<Position> Heard { get; } = [];

    public void Admitted(Position position)
    {
        Assert.False(IsAdmitted);
        IsAdmitted = true;
        AdmittedAt = world.Time.Now;
        _position = position;
    }

    public void Hear(Publication publication)
    {
        var place = new Position(publication.Epoch, publication.Offset);
        Assert.True(IsAdmitted);
        if (publication.Epoch == _position.Epoch)
        {
            Assert.Equal(_position.Offset.Next, publication.Offset);
        }
        else
        {
            Assert.Equal(1, publication.Offset.Value);
        }

        _position = place;
        Assert.True(Heard.Add(place));
        world.Ledger.Heard(publication);
    }

    public void Tell(TopicGap gap)
    {
        Told++;
        _position = gap.After;
        world.Statistics.Gaps++;
    }
}
