using Broker.Actors.Keepers;
using Broker.Actors.Nodes;
using Broker.Actors.Publishing;
using Broker.Actors.Topics;
using Broker.Protocol.Publications;
using Broker.Protocol.Topics;

namespace Broker.Actors.Wire;

/// <summary>The fields of one part of a left topic. Topic and epoch stand once, not with each publication.</summary>
internal static class LeftTopicCodec
{
    private delegate void WriteItem<T>(T item, ref FieldWriter writer);

    public static void Write(LeftSegment message, ref FieldWriter writer)
    {
        var part = message.Part;
        writer.Number(1, message.Index);
        writer.Number(2, message.IsLast ? 1 : 0);
        writer.Bytes(3, part.Topic.Utf8.Span);
        writer.Number(4, part.Shard.Value);
        writer.Number(5, part.Hosting.Value);
        writer.Number(6, part.Term.Value);
        writer.Number(7, part.Head.Epoch.Value);
        writer.Number(8, part.Head.Offset.Value);
        writer.Number(9, part.LastPublished);
        WriteAll(10, part.Log, WriteEntry, ref writer);
        WriteAll(11, part.Publishers, WritePublisher, ref writer);
        WriteAll(12, part.Invited, WriteInvite, ref writer);

        // Zero is left out, and none is not the same as just now.
        writer.Number(13, part.ForgottenEarly + 1 ?? 0);
    }

    public static LeftSegment ReadLeftSegment(ReadOnlyMemory<byte> bytes)
    {
        TopicName? topic = null;
        ulong epoch = 0;
        long index = 0, shard = 0, hosting = 0, term = 0, offset = 0, lastPublished = 0, forgotten = 0;
        var isLast = false;
        var (entries, publishers, invited) = (new List<ReadOnlyMemory<byte>>(), new List<KeptPublisher>(), new List<KeptInvite>());
        var reader = new FieldReader(bytes);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: index = reader.Signed; break;
                case 2: isLast = reader.Number != 0; break;
                case 3: topic = TopicNames.Read(reader.Bytes.Span); break;
                case 4: shard = reader.Signed; break;
                case 5: hosting = reader.Signed; break;
                case 6: term = reader.Signed; break;
                case 7: epoch = reader.Number; break;
                case 8: offset = reader.Signed; break;
                case 9: lastPublished = reader.Signed; break;
                case 10: entries.Add(reader.Bytes); break;
                case 11: publishers.Add(ReadPublisher(reader.Bytes)); break;
                case 12: invited.Add(ReadInvite(reader.Bytes)); break;
                case 13: forgotten = reader.Signed; break;
            }
        }

        var name = TopicNames.Required(topic);
        var head = new Position(new Epoch(epoch), new Offset(offset));
        var log = entries.ConvertAll(entry => ReadEntry(entry, name, head.Epoch));
        return new LeftSegment((int)index, isLast, new LeftTopic(
            name,
            new ShardId((int)shard),
            new Term(hosting),
            new Term(term),
            head,
            lastPublished,
            log,
            publishers,
            invited,
            forgotten == 0 ? null : forgotten - 1));
    }

    private static void WriteAll<T>(int field, IReadOnlyList<T> items, WriteItem<T> write, ref FieldWriter writer)
    {
        foreach (var item in items)
        {
            var size = new FieldWriter([]);
            write(item, ref size);
            writer.BytesHeader(field, size.Length);
            write(item, ref writer);
        }
    }

    private static void WriteEntry(KeptPublication kept, ref FieldWriter writer)
    {
        var publication = kept.Publication;
        writer.Number(1, publication.Offset.Value);
        writer.Number(2, publication.TimeMs);
        writer.Number(3, (ulong)publication.Payload.Kind);
        writer.Bytes(4, publication.Payload.Bytes.Span);
        writer.Number(5, kept.At);
    }

    // The payload is copied: it stays, and must not keep the whole message with it.
    private static KeptPublication ReadEntry(ReadOnlyMemory<byte> bytes, TopicName topic, Epoch epoch)
    {
        long offset = 0, timeMs = 0, age = 0;
        ulong kind = 0;
        var payload = ReadOnlyMemory<byte>.Empty;
        var reader = new FieldReader(bytes);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: offset = reader.Signed; break;
                case 2: timeMs = reader.Signed; break;
                case 3: kind = reader.Number; break;
                case 4: payload = reader.Bytes; break;
                case 5: age = reader.Signed; break;
            }
        }

        var kept = Payload.Trusted(DeliveryCodec.Kind(kind), payload.ToArray());
        return new KeptPublication(new Publication(topic, epoch, new Offset(offset), timeMs, kept), age);
    }

    private static void WritePublisher(KeptPublisher kept, ref FieldWriter writer)
    {
        writer.Number(1, kept.Publisher.Value);
        writer.Number(2, kept.LastUsed);
        writer.Number(3, kept.Floor.Value);
        writer.Number(4, kept.ForgottenThrough.Value);
        foreach (var place in kept.Places)
        {
            writer.Number(5, place.Sequence.Value);
            writer.Number(6, place.Offset.Value);
        }
    }

    private static KeptPublisher ReadPublisher(ReadOnlyMemory<byte> bytes)
    {
        ulong publisher = 0;
        long age = 0, floor = 0, forgotten = 0, sequence = 0;
        var places = new List<KeptPlace>();
        var reader = new FieldReader(bytes);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: publisher = reader.Number; break;
                case 2: age = reader.Signed; break;
                case 3: floor = reader.Signed; break;
                case 4: forgotten = reader.Signed; break;
                case 5: sequence = reader.Signed; break;
                case 6: places.Add(new KeptPlace(new PublishSequence(sequence), new Offset(reader.Signed))); break;
            }
        }

        return new KeptPublisher(new PublisherId(publisher), age, new PublishSequence(floor), new PublishSequence(forgotten), places);
    }

    private static void WriteInvite(KeptInvite invite, ref FieldWriter writer)
    {
        writer.Number(1, invite.Node.Value);
        writer.Number(2, invite.At.Epoch.Value);
        writer.Number(3, invite.At.Offset.Value);
    }

    private static KeptInvite ReadInvite(ReadOnlyMemory<byte> bytes)
    {
        ulong node = 0, epoch = 0;
        long offset = 0;
        var reader = new FieldReader(bytes);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: node = reader.Number; break;
                case 2: epoch = reader.Number; break;
                case 3: offset = reader.Signed; break;
            }
        }

        return new KeptInvite(new NodeId(node), new Position(new Epoch(epoch), new Offset(offset)));
    }
}
