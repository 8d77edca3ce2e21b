using Broker.Actors.Relays;
using Broker.Actors.Topics;
using Broker.Protocol.Publications;
using Broker.Tests.Topics.Simulation.Checks;
using Broker.Tests.Topics.Simulation.Nodes;

namespace Broker.Tests.Topics.Simulation.Clients;

/// <summary>A client that hears one topic by its name.</summary>
internal sealed class SimulatedSubscriber(World world, int number, TopicInfo topic) : SimulatedClient(world, number)
{
    private readonly SubscriberStream _stream = new(world, $"s{number}", topic);
    private readonly bool _comesBack = number % 2 == 0;

    public TopicInfo Topic => topic;

    public override void AddLiveStreams(List<SubscriberStream> streams)
    {
        if (IsAdmitted)
        {
            streams.Add(_stream);
        }
    }

    public void Admitted(Position position, RecoveredRange? range)
    {
        World.Trace?.Note($"{this} is admitted to {topic} at {position}{(range is null ? "" : range.IsRecovered ? ", recovered" : ", not recovered")}");
        World.Statistics.Joins++;
        IsAdmitted = true;
        if (range is not { IsRecovered: true })
        {
            World.Statistics.NotRecovered += range is null ? 0 : 1;
            _stream.Restart(position);
            return;
        }

        World.Statistics.Recovered++;
        _stream.GoOn(position);
        foreach (var missed in range.Publications)
        {
            _stream.Hear(missed);
        }
    }

    public void Hear(Publication publication) => _stream.Hear(publication);

    public void Tell(TopicGap gap) => _stream.Tell(gap);

    protected override void Forget() => _stream.Forget();

    protected override IClientConnection Connect(SimulatedNode node) =>
        new SubscriberConnection(this, node, _comesBack && _stream.IsAdmitted ? _stream.Position : null);
}
