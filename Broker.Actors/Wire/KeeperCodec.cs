using Broker.Actors.Interest;
using Broker.Actors.Keepers;
using Broker.Actors.Nodes;
using Broker.Protocol.Publications;
using Broker.Protocol.Topics;

namespace Broker.Actors.Wire;

/// <summary>The fields of what keepers say to each other; left topics themselves are in <see cref="LeftTopicCodec"/>.</summary>
internal static class KeeperCodec
{
    // More pages than any node can fill; checked before there is an array of that length.
    private const long MaxPages = 100_000;

    public static void Write(AskLeft message, ref FieldWriter writer)
    {
        writer.Number(1, message.Node.Value);
        foreach (var asked in message.Shards)
        {
            var size = new FieldWriter([]);
            WriteFields(asked, ref size);
            writer.BytesHeader(2, size.Length);
            WriteFields(asked, ref writer);
        }
    }

    public static AskLeft ReadAskLeft(ReadOnlyMemory<byte> bytes)
    {
        ulong node = 0;
        var shards = new List<AskedShard>();
        var reader = new FieldReader(bytes);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: node = reader.Number; break;
                case 2: shards.Add(ReadAsked(reader.Bytes)); break;
            }
        }

        return new AskLeft(new NodeId(node), shards);
    }

    public static void Write(LeftNames message, ref FieldWriter writer)
    {
        writer.Number(1, message.Node.Value);
        writer.Number(2, message.Shard.Value);
        writer.Number(3, message.Asked.Value);
        writer.Number(4, message.Heard.OfGone.Value);
        writer.Number(5, message.HighestTerm.Value);
        writer.Number(6, message.Interest.Value);
        writer.Number(7, message.LeaseLeftMs);
        writer.Number(8, message.IsHosting ? 1 : 0);
        writer.Number(9, message.Version);
        writer.Number(10, message.Page);
        writer.Number(11, message.Pages);
        WriteNames(12, message.Names, ref writer);
        writer.Number(13, message.Heard.Opened.Value);
        foreach (var other in message.Heard.Others)
        {
            var size = new FieldWriter([]);
            WriteFields(other, ref size);
            writer.BytesHeader(14, size.Length);
            WriteFields(other, ref writer);
        }
    }

    public static LeftNames ReadLeftNames(ReadOnlyMemory<byte> bytes)
    {
        ulong node = 0;
        long shard = 0, asked = 0, gone = 0, opened = 0, highest = 0, interest = 0, leaseLeft = 0, version = 0, page = 0, pages = 0;
        var isHosting = false;
        var names = new List<LeftName>();
        var others = new List<NodeHosting>();
        var reader = new FieldReader(bytes);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: node = reader.Number; break;
                case 2: shard = reader.Signed; break;
                case 3: asked = reader.Signed; break;
                case 4: gone = reader.Signed; break;
                case 5: highest = reader.Signed; break;
                case 6: interest = reader.Signed; break;
                case 7: leaseLeft = reader.Signed; break;
                case 8: isHosting = reader.Number != 0; break;
                case 9: version = reader.Signed; break;
                case 10: page = reader.Signed; break;
                case 11: pages = reader.Signed; break;
                case 12: names.Add(ReadName(reader.Bytes)); break;
                case 13: opened = reader.Signed; break;
                case 14: others.Add(ReadHosting(reader.Bytes)); break;
            }
        }

        if (page < 0 || page >= pages || pages > MaxPages)
        {
            throw new FormatException($"Page {page} of {pages} is no page of left topics.");
        }

        return new LeftNames(
            new NodeId(node),
            new ShardId((int)shard),
            new Term(asked),
            new HeardHostings(new Term(opened), new Term(gone), others),
            new Term(highest),
            new InterestVersion(interest),
            leaseLeft,
            isHosting,
            version,
            (int)page,
            (int)pages,
            names);
    }

    public static void Write(TakeLeft message, ref FieldWriter writer)
    {
        Write(message.Node, message.Topic, message.Term, ref writer);
        writer.Number(4, message.Segment);
    }

    public static TakeLeft ReadTakeLeft(ReadOnlyMemory<byte> bytes)
    {
        var (node, topic, term, segment) = ReadOne(bytes);
        return new TakeLeft(node, topic, term, segment);
    }

    public static void Write(LeftGone message, ref FieldWriter writer) => Write(message.Node, message.Topic, message.Term, ref writer);

    public static LeftGone ReadLeftGone(ReadOnlyMemory<byte> bytes)
    {
        var (node, topic, term, _) = ReadOne(bytes);
        return new LeftGone(node, topic, term);
    }

    public static void Write(LeftBehind message, ref FieldWriter writer) => Write(message.Node, message.Topic, message.Term, ref writer);

    public static LeftBehind ReadLeftBehind(ReadOnlyMemory<byte> bytes)
    {
        var (node, topic, term, _) = ReadOne(bytes);
        return new LeftBehind(topic, node, term);
    }

    public static void Write(LeftTaken message, ref FieldWriter writer)
    {
        writer.Number(1, message.Node.Value);
        WriteNames(2, message.Names, ref writer);
    }

    public static LeftTaken ReadLeftTaken(ReadOnlyMemory<byte> bytes)
    {
        var (node, names, _) = ReadNames(bytes);
        return new LeftTaken(node, names);
    }

    public static void Write(LeftWaiting message, ref FieldWriter writer)
    {
        writer.Number(1, message.Node.Value);
        WriteNames(2, message.Names, ref writer);
    }

    public static LeftWaiting ReadLeftWaiting(ReadOnlyMemory<byte> bytes)
    {
        var (node, names, _) = ReadNames(bytes);
        return new LeftWaiting(node, names);
    }

    public static void Write(LeftYielded message, ref FieldWriter writer)
    {
        writer.Number(1, message.Node.Value);
        WriteNames(2, message.Names, ref writer);
        writer.Number(3, message.Shard.Value);
    }

    public static LeftYielded ReadLeftYielded(ReadOnlyMemory<byte> bytes)
    {
        var (node, names, shard) = ReadNames(bytes);
        return new LeftYielded(node, shard, names);
    }

    public static void Write(KeeperDraining message, ref FieldWriter writer) => writer.Number(1, message.Node.Value);

    public static KeeperDraining ReadDraining(ReadOnlyMemory<byte> bytes) => new(ReadNames(bytes).Node);

    private static void Write(NodeId node, TopicName topic, Term term, ref FieldWriter writer)
    {
        writer.Number(1, node.Value);
        writer.Bytes(2, topic.Utf8.Span);
        writer.Number(3, term.Value);
    }

    private static (NodeId Node, TopicName Topic, Term Term, int Segment) ReadOne(ReadOnlyMemory<byte> bytes)
    {
        ulong node = 0;
        TopicName? topic = null;
        long term = 0, segment = 0;
        var reader = new FieldReader(bytes);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: node = reader.Number; break;
                case 2: topic = TopicNames.Read(reader.Bytes.Span); break;
                case 3: term = reader.Signed; break;
                case 4: segment = reader.Signed; break;
            }
        }

        return (new NodeId(node), TopicNames.Required(topic), new Term(term), (int)segment);
    }

    private static (NodeId Node, List<LeftName> Names, ShardId Shard) ReadNames(ReadOnlyMemory<byte> bytes)
    {
        ulong node = 0;
        long shard = 0;
        var names = new List<LeftName>();
        var reader = new FieldReader(bytes);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: node = reader.Number; break;
                case 2: names.Add(ReadName(reader.Bytes)); break;
                case 3: shard = reader.Signed; break;
            }
        }

        return (new NodeId(node), names, new ShardId((int)shard));
    }

    private static void WriteNames(int field, IReadOnlyList<LeftName> names, ref FieldWriter writer)
    {
        foreach (var name in names)
        {
            var size = new FieldWriter([]);
            WriteFields(name, ref size);
            writer.BytesHeader(field, size.Length);
            WriteFields(name, ref writer);
        }
    }

    private static void WriteFields(in LeftName name, ref FieldWriter writer)
    {
        writer.Bytes(1, name.Topic.Utf8.Span);
        writer.Number(2, name.Term.Value);
        writer.Number(3, name.Hosting.Value);
        writer.Number(5, name.LiesWith.Value);
    }

    private static LeftName ReadName(ReadOnlyMemory<byte> bytes)
    {
        TopicName? topic = null;
        long term = 0, hosting = 0;
        ulong liesWith = 0;
        var reader = new FieldReader(bytes);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: topic = TopicNames.Read(reader.Bytes.Span); break;
                case 2: term = reader.Signed; break;
                case 3: hosting = reader.Signed; break;
                case 5: liesWith = reader.Number; break;
            }
        }

        return new LeftName(TopicNames.Required(topic), new Term(term), new Term(hosting), new NodeId(liesWith));
    }

    private static void WriteFields(in NodeHosting hosting, ref FieldWriter writer)
    {
        writer.Number(1, hosting.Node.Value);
        writer.Number(2, hosting.Hosting.Value);
    }

    private static NodeHosting ReadHosting(ReadOnlyMemory<byte> bytes)
    {
        ulong node = 0;
        long hosting = 0;
        var reader = new FieldReader(bytes);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: node = reader.Number; break;
                case 2: hosting = reader.Signed; break;
            }
        }

        return new NodeHosting(new NodeId(node), new Term(hosting));
    }

    private static void WriteFields(in AskedShard asked, ref FieldWriter writer)
    {
        writer.Number(1, asked.Shard.Value);
        writer.Number(2, asked.Hosting.Value);
    }

    private static AskedShard ReadAsked(ReadOnlyMemory<byte> bytes)
    {
        long shard = 0, hosting = 0;
        var reader = new FieldReader(bytes);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: shard = reader.Signed; break;
                case 2: hosting = reader.Signed; break;
            }
        }

        return new AskedShard(new ShardId((int)shard), new Term(hosting));
    }
}
