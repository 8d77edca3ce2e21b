using System.Buffers.Binary;
using Broker.Actors.Publishing;
using Broker.Actors.Topics;
using Broker.Protocol.Publications;

namespace Broker.Tests.Topics.Simulation.Checks;

/// <summary>What was published, accepted and heard, over all nodes: one place for each publication, one publication for each place.</summary>
internal sealed class Ledger(World world)
{
    private readonly List<PublishRecord> _records = [];

    public IReadOnlyList<PublishRecord> Records => _records;

    public PublishRecord Made(TopicInfo topic, string publisher)
    {
        var record = new PublishRecord(_records.Count, topic, publisher, world.Time.Now);
        _records.Add(record);
        return record;
    }

    /// <summary>The payload that carries a record; the rest of its length means nothing.</summary>
    public static Payload Write(PublishRecord record, int length)
    {
        var bytes = new byte[Math.Max(length, sizeof(int))];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, record.Index);
        return Payload.OfBinary(bytes);
    }

    public PublishRecord Read(Payload payload) => _records[BinaryPrimitives.ReadInt32LittleEndian(payload.Bytes.Span)];

    /// <summary>An owner has given a publish a place.</summary>
    public void Accepted(Publish publish, Position place)
    {
        var record = Read(publish.Payload);
        record.Accept(place, world.Time.Now, publish.IsRepeat);
        world.CleanMoves.Accepted(record.Topic);
        world.Trace?.Accepted(record, place);
    }

    /// <summary>A relay gives a publication to its subscribers.</summary>
    public void Heard(Publication publication)
    {
        var record = Read(publication.Payload);
        var place = new Position(publication.Epoch, publication.Offset);
        var other = record.Topic.At(place, record);
        if (other != record)
        {
            throw new Violation(Promises.OnePlace, $"{record.Topic.Name} {place} is {other} and {record}");
        }

        if (record.Heard != place && !record.Heard.IsNone && !record.IsOfLateFirstCopy(record.Heard, place))
        {
            throw new Violation(Promises.Once, $"{record} appears as {record.Heard} and as {place}");
        }

        record.Heard = place;
    }

    /// <summary>A publisher was told the place of its publish.</summary>
    public static void Answered(PublishRecord record, Position place)
    {
        if (!record.Heard.IsNone && record.Heard != place && !record.IsOfLateFirstCopy(record.Heard, place))
        {
            throw new Violation(Promises.Once, $"{record} is answered {place} and was heard as {record.Heard}");
        }

        record.Answered = place;
    }
}
