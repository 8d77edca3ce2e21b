using Broker.Actors.Answers;
using Broker.Actors.Publishing;
using Broker.Actors.Topics;
using Broker.Protocol.Publications;
using Broker.Protocol.Topics;

namespace Broker.Actors.Wire;

/// <summary>The fields of what goes between publishers and topics.</summary>
internal static class PublishCodec
{
    public static void Write(Publish message, ref FieldWriter writer)
    {
        writer.Bytes(1, message.Topic.Utf8.Span);
        writer.Number(2, message.Publisher.Value);
        writer.Number(3, message.Sequence.Value);
        writer.Number(4, message.After.Value);
        writer.Number(5, message.Floor.Value);
        writer.Number(6, message.Epoch.Value);
        writer.Number(7, message.IsRepeat ? 1 : 0);
        writer.Number(8, (ulong)message.Payload.Kind);
        writer.Bytes(9, message.Payload.Bytes.Span);
        writer.Number(10, (ulong)message.Timing);
    }

    public static Publish ReadPublish(ReadOnlyMemory<byte> bytes)
    {
        TopicName? topic = null;
        ulong publisher = 0, epoch = 0, kind = 0, timing = 0;
        long sequence = 0, after = 0, floor = 0;
        var isRepeat = false;
        var payload = ReadOnlyMemory<byte>.Empty;
        var reader = new FieldReader(bytes);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: topic = TopicNames.Read(reader.Bytes.Span); break;
                case 2: publisher = reader.Number; break;
                case 3: sequence = reader.Signed; break;
                case 4: after = reader.Signed; break;
                case 5: floor = reader.Signed; break;
                case 6: epoch = reader.Number; break;
                case 7: isRepeat = reader.Number != 0; break;
                case 8: kind = reader.Number; break;
                case 9: payload = reader.Bytes; break;
                case 10: timing = reader.Number; break;
            }
        }

        return new Publish(
            TopicNames.Required(topic),
            new PublisherId(publisher),
            new PublishSequence(sequence),
            new PublishSequence(after),
            new PublishSequence(floor),
            new Epoch(epoch),
            isRepeat,
            Payload.Trusted(DeliveryCodec.Kind(kind), payload),
            Timing(timing));
    }

    public static void Write(PublishAnswer message, ref FieldWriter writer)
    {
        writer.Number(1, message.Publisher.Value);
        writer.Number(2, message.Sequence.Value);
        writer.Number(3, (ulong)message.Reply);
        writer.Number(4, message.Position.Epoch.Value);
        writer.Number(5, message.Position.Offset.Value);
        writer.Number(6, message.Nodes);
    }

    public static PublishAnswer ReadAnswer(ReadOnlyMemory<byte> bytes)
    {
        ulong publisher = 0, epoch = 0;
        long sequence = 0, offset = 0, nodes = 0;
        var reply = PublishReply.Unknown;
        var reader = new FieldReader(bytes);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: publisher = reader.Number; break;
                case 2: sequence = reader.Signed; break;
                case 3: reply = Reply(reader.Number); break;
                case 4: epoch = reader.Number; break;
                case 5: offset = reader.Signed; break;
                case 6: nodes = reader.Signed; break;
            }
        }

        return new PublishAnswer(
            new PublisherId(publisher),
            new PublishSequence(sequence),
            reply,
            new Position(new Epoch(epoch), new Offset(offset)),
            (int)nodes);
    }

    public static void Write(PublishAnswers message, ref FieldWriter writer)
    {
        foreach (var answer in message.Answers)
        {
            var size = new FieldWriter([]);
            Write(answer, ref size);
            writer.BytesHeader(1, size.Length);
            Write(answer, ref writer);
        }
    }

    public static PublishAnswers ReadAnswers(ReadOnlyMemory<byte> bytes)
    {
        var answers = new List<PublishAnswer>();
        var reader = new FieldReader(bytes);
        while (reader.Next())
        {
            if (reader.Field == 1)
            {
                answers.Add(ReadAnswer(reader.Bytes));
            }
        }

        return new PublishAnswers(answers);
    }

    // A wish of a later version that this one can't place is met by an answer at once.
    private static AnswerTiming Timing(ulong value) =>
        value <= (ulong)AnswerTiming.MayWait ? (AnswerTiming)value : AnswerTiming.AtOnce;

    // A reply of a later version that this one can't place says nothing about the outcome.
    private static PublishReply Reply(ulong value) =>
        value <= (ulong)PublishReply.Busy ? (PublishReply)value : PublishReply.Unknown;
}
