using Broker.Actors.Topics;
using Broker.Protocol.Publications;
using Broker.Protocol.Topics;
using Broker.Tests.Topics.Simulation.Checks;

namespace Broker.Tests.Topics.Simulation;

/// <summary>One topic: where it belongs, and what was heard of it under which place.</summary>
internal sealed class TopicInfo(TopicName name, int index, int shard)
{
    private readonly Dictionary<Epoch, List<PublishRecord?>> _heard = [];

    public TopicName Name { get; } = name;

    public int Index { get; } = index;

    public int Shard { get; } = shard;

    /// <summary>The epochs that began, in order.</summary>
    public List<Epoch> Epochs { get; } = [];

    /// <summary>The publication that was heard under a place; the given one if it is the first.</summary>
    public PublishRecord At(Position place, PublishRecord record)
    {
        if (!_heard.TryGetValue(place.Epoch, out var places))
        {
            _heard.Add(place.Epoch, places = []);
        }

        var offset = (int)place.Offset.Value;
        while (places.Count <= offset)
        {
            places.Add(null);
        }

        return places[offset] ??= record;
    }

    public override string ToString() => Name.Value;
}
