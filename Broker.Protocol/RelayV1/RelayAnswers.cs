using Broker.Protocol.Clients;
using Broker.Protocol.Errors;
using Broker.Protocol.Publications;
using Broker.Protocol.Topics;

namespace Broker.Protocol.RelayV1;

/// <summary>What a client of <c>relay.v1</c> is told beside publications; each is one text frame, and carries the id of its command if that had one.</summary>
internal static class RelayAnswers
{
    private const int Usual = 256;

    public static ReadOnlyMemory<byte> Connected(string node)
    {
        var frame = new JsonFrame(Usual);
        frame.Raw("{\"connected\":{\"node\":"u8);
        frame.String(node);
        frame.Raw("}}"u8);
        return frame.End();
    }

    public static ReadOnlyMemory<byte> Subscribed(CommandId id, TopicName topic, StreamPosition start, bool? recovered)
    {
        var frame = Begin(id, "\"subscribed\":"u8);
        frame.String(topic.Utf8.Span);
        WritePosition(ref frame, start);
        if (recovered is not null)
        {
            frame.Raw(recovered.Value ? ",\"recovered\":true"u8 : ",\"recovered\":false"u8);
        }

        frame.Raw("}"u8);
        return frame.End();
    }

    public static ReadOnlyMemory<byte> Subscribed(CommandId id, TopicFilter filter) => Named(id, "\"subscribed\":"u8, filter.Utf8.Span);

    public static ReadOnlyMemory<byte> Unsubscribed(CommandId id, ReadOnlySpan<byte> name) => Named(id, "\"unsubscribed\":"u8, name);

    public static ReadOnlyMemory<byte> Published(CommandId id, TopicName topic, StreamPosition place)
    {
        var frame = Begin(id, "\"published\":"u8);
        frame.String(topic.Utf8.Span);
        WritePosition(ref frame, place);
        frame.Raw("}"u8);
        return frame.End();
    }

    public static ReadOnlyMemory<byte> History(CommandId id, TopicName topic, in HistoryOutcome outcome)
    {
        var frame = Begin(id, "\"history\":"u8);
        frame.String(topic.Utf8.Span);
        WritePosition(ref frame, outcome.Head);
        frame.Raw(outcome.IsComplete ? ",\"complete\":true"u8 : ",\"complete\":false"u8);
        frame.Raw(outcome.HasMore ? ",\"more\":true"u8 : ",\"more\":false"u8);
        frame.Raw(",\"publications\":["u8);
        for (var i = 0; i < outcome.Publications.Count; i++)
        {
            frame.Raw(i == 0 ? "{"u8 : ",{"u8);
            RelayV1Format.WriteContent(ref frame, outcome.Publications[i]);
            frame.Raw("}"u8);
        }

        frame.Raw("]}"u8);
        return frame.End();
    }

    public static ReadOnlyMemory<byte> Pong(CommandId id) => Plain(id, "\"pong\":true}"u8);

    public static ReadOnlyMemory<byte> Authenticated(CommandId id) => Plain(id, "\"authenticated\":true}"u8);

    public static ReadOnlyMemory<byte> Reset(TopicName topic, StreamPosition after)
    {
        var frame = Begin(CommandId.None, "\"reset\":"u8);
        frame.String(topic.Utf8.Span);
        WritePosition(ref frame, after);
        frame.Raw("}"u8);
        return frame.End();
    }

    public static ReadOnlyMemory<byte> Reset(TopicFilter filter) => Named(CommandId.None, "\"reset\":"u8, filter.Utf8.Span);

    /// <summary>An error of the table, with what it is about where that is one topic or filter.</summary>
    public static ReadOnlyMemory<byte> Failed(CommandId id, ErrorCode error, ReadOnlySpan<byte> topic = default, string? detail = null)
    {
        var frame = Begin(id, "\"error\":{\"code\":"u8);
        frame.Number(error.Number);
        frame.Raw(",\"name\":"u8);
        frame.String(error.Name);
        frame.Raw(",\"message\":"u8);
        frame.String(detail ?? error.Message);
        frame.Raw(error.Temporary ? ",\"temporary\":true}"u8 : ",\"temporary\":false}"u8);
        if (!topic.IsEmpty)
        {
            frame.Raw(",\"topic\":"u8);
            frame.String(topic);
        }

        frame.Raw("}"u8);
        return frame.End();
    }

    private static ReadOnlyMemory<byte> Named(CommandId id, ReadOnlySpan<byte> member, ReadOnlySpan<byte> name)
    {
        var frame = Begin(id, member);
        frame.String(name);
        frame.Raw("}"u8);
        return frame.End();
    }

    private static ReadOnlyMemory<byte> Plain(CommandId id, ReadOnlySpan<byte> rest) => Begin(id, rest).End();

    private static JsonFrame Begin(CommandId id, ReadOnlySpan<byte> member)
    {
        var frame = new JsonFrame(Usual);
        if (id.IsGiven)
        {
            frame.Raw("{\"id\":"u8);
            frame.Raw(id.Json.Span);
            frame.Raw(","u8);
        }
        else
        {
            frame.Raw("{"u8);
        }

        frame.Raw(member);
        return frame;
    }

    private static void WritePosition(ref JsonFrame frame, StreamPosition position)
    {
        frame.Raw(",\"epoch\":\""u8);
        frame.Hex(position.Epoch.Value);
        frame.Raw("\",\"offset\":"u8);
        frame.Number(position.Offset.Value);
    }
}
