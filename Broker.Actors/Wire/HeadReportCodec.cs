using Broker.Actors.HeadReports;
using Broker.Actors.Nodes;
using Broker.Actors.Topics;
using Broker.Protocol.Publications;
using Broker.Protocol.Topics;

namespace Broker.Actors.Wire;

/// <summary>The fields of reports of heads and invites.</summary>
internal static class HeadReportCodec
{
    public static void Write(HeadReport message, ref FieldWriter writer)
    {
        writer.Number(1, message.Node.Value);
        writer.Number(2, message.Sequence);
        foreach (var head in message.Heads)
        {
            WriteEntry(3, head.Topic, head.Term, head.Head, ref writer);
        }

        foreach (var invite in message.Invites)
        {
            WriteEntry(4, invite.Topic, invite.Term, invite.Before, ref writer);
        }

        writer.Number(5, message.HasForgotten ? 1 : 0);
        if (message.Invites.Count > 0)
        {
            writer.Number(6, message.Invites[0].Node.Value);
        }
    }

    public static HeadReport ReadReport(ReadOnlyMemory<byte> bytes)
    {
        ulong node = 0, invited = 0;
        long sequence = 0;
        var hasForgotten = false;
        var heads = new List<ReportedHead>();
        var invites = new List<ReportedHead>();
        var reader = new FieldReader(bytes);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: node = reader.Number; break;
                case 2: sequence = reader.Signed; break;
                case 3: heads.Add(ReadEntry(reader.Bytes)); break;
                case 4: invites.Add(ReadEntry(reader.Bytes)); break;
                case 5: hasForgotten = reader.Number != 0; break;
                case 6: invited = reader.Number; break;
            }
        }

        var matched = invites.ConvertAll(invite => new TopicMatched(invite.Topic, invite.Term, invite.Head, new NodeId(invited)));
        return new HeadReport(new NodeId(node), sequence, heads, matched, hasForgotten);
    }

    public static void Write(HeadReportReceived message, ref FieldWriter writer)
    {
        writer.Number(1, message.Node.Value);
        writer.Number(2, message.Sequence);
    }

    public static HeadReportReceived ReadReceived(ReadOnlyMemory<byte> bytes)
    {
        ulong node = 0;
        long sequence = 0;
        var reader = new FieldReader(bytes);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: node = reader.Number; break;
                case 2: sequence = reader.Signed; break;
            }
        }

        return new HeadReportReceived(new NodeId(node), sequence);
    }

    private static void WriteEntry(int field, TopicName topic, Term term, Position position, ref FieldWriter writer)
    {
        var size = new FieldWriter([]);
        WriteFields(topic, term, position, ref size);
        writer.BytesHeader(field, size.Length);
        WriteFields(topic, term, position, ref writer);
    }

    private static void WriteFields(TopicName topic, Term term, Position position, ref FieldWriter writer)
    {
        writer.Bytes(1, topic.Utf8.Span);
        writer.Number(2, term.Value);
        writer.Number(3, position.Epoch.Value);
        writer.Number(4, position.Offset.Value);
    }

    private static ReportedHead ReadEntry(ReadOnlyMemory<byte> bytes)
    {
        TopicName? topic = null;
        long term = 0, offset = 0;
        ulong epoch = 0;
        var reader = new FieldReader(bytes);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: topic = TopicNames.Read(reader.Bytes.Span); break;
                case 2: term = reader.Signed; break;
                case 3: epoch = reader.Number; break;
                case 4: offset = reader.Signed; break;
            }
        }

        return new ReportedHead(TopicNames.Required(topic), new Term(term), new Position(new Epoch(epoch), new Offset(offset)));
    }
}
