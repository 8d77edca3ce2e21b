using Broker.Actors.Deliveries;
using Broker.Actors.Nodes;
using Broker.Actors.Topics;
using Broker.Protocol.Publications;
using Broker.Protocol.Topics;

namespace Broker.Actors.Wire;

/// <summary>The fields of what goes between a topic's owner and the relays.</summary>
internal static class DeliveryCodec
{
    public static void Write(Deliver message, ref FieldWriter writer)
    {
        writer.Number(1, message.Term.Value);
        WritePublication(2, message.Publication, ref writer);
    }

    public static Deliver ReadDeliver(ReadOnlyMemory<byte> bytes)
    {
        long term = 0;
        Publication? publication = null;
        var reader = new FieldReader(bytes);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: term = reader.Signed; break;
                case 2: publication = ReadPublication(reader.Bytes); break;
            }
        }

        return new Deliver(new Term(term), publication ?? throw new FormatException("A delivery without its publication."));
    }

    public static void Write(SubscribeNode message, ref FieldWriter writer)
    {
        writer.Bytes(1, message.Topic.Utf8.Span);
        writer.Number(2, message.Known.Epoch.Value);
        writer.Number(3, message.Known.Offset.Value);
        writer.Number(4, message.Highest.Value);
        writer.Number(5, message.Followed.Value);
        writer.Number(6, message.Node.Value);
        writer.Number(7, message.Number);
    }

    public static SubscribeNode ReadSubscribeNode(ReadOnlyMemory<byte> bytes)
    {
        TopicName? topic = null;
        ulong epoch = 0, node = 0;
        long offset = 0, highest = 0, followed = 0, number = 0;
        var reader = new FieldReader(bytes);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: topic = TopicNames.Read(reader.Bytes.Span); break;
                case 2: epoch = reader.Number; break;
                case 3: offset = reader.Signed; break;
                case 4: highest = reader.Signed; break;
                case 5: followed = reader.Signed; break;
                case 6: node = reader.Number; break;
                case 7: number = reader.Signed; break;
            }
        }

        var known = new Position(new Epoch(epoch), new Offset(offset));
        return new SubscribeNode(TopicNames.Required(topic), known, new Term(highest), new Term(followed), new NodeId(node), number);
    }

    public static void Write(NodeSubscribed message, ref FieldWriter writer)
    {
        Write(message.Term, message.Head, ref writer);
        writer.Number(4, message.Continues.Value);
        writer.Number(5, message.Invited.Epoch.Value);
        writer.Number(6, message.Invited.Offset.Value);
    }

    public static NodeSubscribed ReadNodeSubscribed(ReadOnlyMemory<byte> bytes)
    {
        var (term, head) = ReadTermAndPosition(bytes);
        long continues = 0, invitedOffset = 0;
        ulong invitedEpoch = 0;
        var reader = new FieldReader(bytes);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 4: continues = reader.Signed; break;
                case 5: invitedEpoch = reader.Number; break;
                case 6: invitedOffset = reader.Signed; break;
            }
        }

        return new NodeSubscribed(term, head, new Term(continues), new Position(new Epoch(invitedEpoch), new Offset(invitedOffset)));
    }

    public static void Write(UnsubscribeNode message, ref FieldWriter writer)
    {
        Write(message.Term, message.Position, ref writer);
        writer.Number(4, message.Number);
    }

    public static UnsubscribeNode ReadUnsubscribeNode(ReadOnlyMemory<byte> bytes)
    {
        var (term, position) = ReadTermAndPosition(bytes);
        long number = 0;
        var reader = new FieldReader(bytes);
        while (reader.Next())
        {
            number = reader.Field == 4 ? reader.Signed : number;
        }

        return new UnsubscribeNode(term, position, number);
    }

    public static void Write(NodeUnsubscribed message, ref FieldWriter writer)
    {
        writer.Number(1, message.Term.Value);
        writer.Number(2, message.Number);
    }

    public static NodeUnsubscribed ReadNodeUnsubscribed(ReadOnlyMemory<byte> bytes)
    {
        var (term, number) = ReadTwo(bytes);
        return new NodeUnsubscribed(new Term(term), number);
    }

    public static void Write(InheritanceStale message, ref FieldWriter writer)
    {
        writer.Number(1, message.Term.Value);
        writer.Number(2, message.Followed.Value);
    }

    public static InheritanceStale ReadInheritanceStale(ReadOnlyMemory<byte> bytes)
    {
        var (term, followed) = ReadTwo(bytes);
        return new InheritanceStale(new Term(term), new Term(followed));
    }

    private static (long First, long Second) ReadTwo(ReadOnlyMemory<byte> bytes)
    {
        long first = 0, second = 0;
        var reader = new FieldReader(bytes);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: first = reader.Signed; break;
                case 2: second = reader.Signed; break;
            }
        }

        return (first, second);
    }

    public static void Write(Fetch message, ref FieldWriter writer)
    {
        writer.Number(1, message.Term.Value);
        writer.Number(2, message.Epoch.Value);
        writer.Number(3, message.From.Value);
        writer.Number(4, message.Through.Value);
    }

    public static Fetch ReadFetch(ReadOnlyMemory<byte> bytes)
    {
        long term = 0, from = 0, through = 0;
        ulong epoch = 0;
        var reader = new FieldReader(bytes);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: term = reader.Signed; break;
                case 2: epoch = reader.Number; break;
                case 3: from = reader.Signed; break;
                case 4: through = reader.Signed; break;
            }
        }

        return new Fetch(new Term(term), new Epoch(epoch), new Offset(from), new Offset(through));
    }

    public static void Write(Fetched message, ref FieldWriter writer)
    {
        writer.Number(1, message.Term.Value);
        writer.Number(2, message.From.Value);
        writer.Number(3, message.FirstKept.Value);
        writer.Number(4, message.Head.Epoch.Value);
        writer.Number(5, message.Head.Offset.Value);
        foreach (var publication in message.Publications)
        {
            WritePublication(6, publication, ref writer);
        }
    }

    public static Fetched ReadFetched(ReadOnlyMemory<byte> bytes)
    {
        long term = 0, from = 0, firstKept = 0, offset = 0;
        ulong epoch = 0;
        var publications = new List<Publication>();
        var reader = new FieldReader(bytes);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: term = reader.Signed; break;
                case 2: from = reader.Signed; break;
                case 3: firstKept = reader.Signed; break;
                case 4: epoch = reader.Number; break;
                case 5: offset = reader.Signed; break;
                case 6: publications.Add(ReadPublication(reader.Bytes)); break;
            }
        }

        var head = new Position(new Epoch(epoch), new Offset(offset));
        return new Fetched(new Term(term), new Offset(from), new Offset(firstKept), head, publications);
    }

    /// <summary>A term with a position: the fields of several messages.</summary>
    public static void Write(Term term, Position position, ref FieldWriter writer)
    {
        writer.Number(1, term.Value);
        writer.Number(2, position.Epoch.Value);
        writer.Number(3, position.Offset.Value);
    }

    public static (Term Term, Position Position) ReadTermAndPosition(ReadOnlyMemory<byte> bytes)
    {
        long term = 0, offset = 0;
        ulong epoch = 0;
        var reader = new FieldReader(bytes);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: term = reader.Signed; break;
                case 2: epoch = reader.Number; break;
                case 3: offset = reader.Signed; break;
            }
        }

        return (new Term(term), new Position(new Epoch(epoch), new Offset(offset)));
    }

    public static PayloadKind Kind(ulong value) =>
        value <= (ulong)PayloadKind.Json ? (PayloadKind)value : throw new FormatException($"Not a kind of payload: {value}.");

    public static void WritePublication(int field, Publication publication, ref FieldWriter writer)
    {
        var size = new FieldWriter([]);
        WriteFields(publication, ref size);
        writer.BytesHeader(field, size.Length);
        WriteFields(publication, ref writer);
    }

    private static void WriteFields(Publication publication, ref FieldWriter writer)
    {
        writer.Bytes(1, publication.Topic.Utf8.Span);
        writer.Number(2, publication.Epoch.Value);
        writer.Number(3, publication.Offset.Value);
        writer.Number(4, publication.TimeMs);
        writer.Number(5, (ulong)publication.Payload.Kind);
        writer.Bytes(6, publication.Payload.Bytes.Span);
    }

    public static Publication ReadPublication(ReadOnlyMemory<byte> bytes)
    {
        TopicName? topic = null;
        ulong epoch = 0, kind = 0;
        long offset = 0, timeMs = 0;
        var payload = ReadOnlyMemory<byte>.Empty;
        var reader = new FieldReader(bytes);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: topic = TopicNames.Read(reader.Bytes.Span); break;
                case 2: epoch = reader.Number; break;
                case 3: offset = reader.Signed; break;
                case 4: timeMs = reader.Signed; break;
                case 5: kind = reader.Number; break;
                case 6: payload = reader.Bytes; break;
            }
        }

        return new Publication(
            TopicNames.Required(topic), new Epoch(epoch), new Offset(offset), timeMs, Payload.Trusted(Kind(kind), payload));
    }
}
