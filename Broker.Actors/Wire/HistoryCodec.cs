using Broker.Actors.History;
using Broker.Actors.Topics;
using Broker.Protocol.Publications;
using Broker.Protocol.Topics;

namespace Broker.Actors.Wire;

/// <summary>The fields of questions for a topic's history and of their answers.</summary>
internal static class HistoryCodec
{
    public static void Write(ReadHistory message, ref FieldWriter writer)
    {
        writer.Bytes(1, message.Topic.Utf8.Span);
        writer.Number(2, message.Tag);
        writer.Number(3, message.Since.Epoch.Value);
        writer.Number(4, message.Since.Offset.Value);
        writer.Number(5, message.Limit);
        writer.Number(6, message.IsReverse ? 1 : 0);
    }

    public static ReadHistory ReadQuestion(ReadOnlyMemory<byte> bytes)
    {
        TopicName? topic = null;
        ulong epoch = 0;
        long tag = 0, offset = 0, limit = 0;
        var isReverse = false;
        var reader = new FieldReader(bytes);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: topic = TopicNames.Read(reader.Bytes.Span); break;
                case 2: tag = reader.Signed; break;
                case 3: epoch = reader.Number; break;
                case 4: offset = reader.Signed; break;
                case 5: limit = reader.Signed; break;
                case 6: isReverse = reader.Number != 0; break;
            }
        }

        return new ReadHistory(
            TopicNames.Required(topic), tag, new Position(new Epoch(epoch), new Offset(offset)), (int)Math.Clamp(limit, 0, int.MaxValue), isReverse);
    }

    public static void Write(HistoryRead message, ref FieldWriter writer)
    {
        writer.Number(1, message.Tag);
        writer.Number(2, message.Head.Epoch.Value);
        writer.Number(3, message.Head.Offset.Value);
        writer.Number(4, message.IsComplete ? 1 : 0);
        writer.Number(5, message.HasMore ? 1 : 0);
        foreach (var publication in message.Publications)
        {
            DeliveryCodec.WritePublication(6, publication, ref writer);
        }
    }

    public static HistoryRead ReadAnswer(ReadOnlyMemory<byte> bytes)
    {
        ulong epoch = 0;
        long tag = 0, offset = 0;
        var (isComplete, hasMore) = (false, false);
        var publications = new List<Publication>();
        var reader = new FieldReader(bytes);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: tag = reader.Signed; break;
                case 2: epoch = reader.Number; break;
                case 3: offset = reader.Signed; break;
                case 4: isComplete = reader.Number != 0; break;
                case 5: hasMore = reader.Number != 0; break;
                case 6: publications.Add(DeliveryCodec.ReadPublication(reader.Bytes)); break;
            }
        }

        return new HistoryRead(tag, new Position(new Epoch(epoch), new Offset(offset)), isComplete, hasMore, publications);
    }
}
