using System.Text;
using Broker.Protocol.Clients;
using Broker.Protocol.Errors;
using Broker.Protocol.Outbound;
using Broker.Protocol.Publications;
using Broker.Protocol.Topics;

namespace Broker.Tests.Protocol.Clients;

/// <summary>Notes the commands of a protocol as lines of text.</summary>
internal sealed class CommandLog : IClientCommands
{
    private readonly List<string> _lines = [];

    /// <summary>What was commanded since the last time somebody asked.</summary>
    public string[] Take()
    {
        string[] lines = [.. _lines];
        _lines.Clear();
        return lines;
    }

    /// <summary>Writes the answer to the last subscribe that brought one.</summary>
    public IJoinReply? LastReply { get; private set; }

    public void Subscribe(TopicName topic, long tag, StreamPosition? after, IJoinReply? reply)
    {
        LastReply = reply;
        _lines.Add($"subscribe {topic} #{tag}" + (after is null ? "" : $" after {after}"));
    }

    public void Subscribe(TopicFilter filter, long tag, IJoinReply? reply)
    {
        LastReply = reply;
        _lines.Add($"filter {filter} #{tag}");
    }

    public void Unsubscribe(TopicName topic) => _lines.Add($"unsubscribe {topic}");

    public void Unsubscribe(TopicFilter filter) => _lines.Add($"unfilter {filter}");

    public void ReadHistory(in HistoryRequest request, long tag) => _lines.Add(
        $"history {request.Topic} {request.Limit}{(request.IsReverse ? " reverse" : "")}{(request.Since is null ? "" : $" since {request.Since}")} #{tag}");

    public void Publish(TopicName topic, Payload payload, long tag, bool isAwaited) =>
        _lines.Add($"publish {topic} {payload.Kind} {Encoding.UTF8.GetString(payload.Bytes.Span)}");

    /// <summary>Whether a token is taken without a check.</summary>
    public bool IsOpen { get; set; } = true;

    public bool Authenticate(string? token, long tag)
    {
        if (!IsOpen)
        {
            _lines.Add($"authenticate {token ?? "nothing"} #{tag}");
        }

        return IsOpen;
    }

    // Text frames are short here: two bytes of header, or four.
    public void Reply(ReadOnlyMemory<byte> frames) => _lines.Add(frames.Span[0] == 0x81
        ? $"reply {Encoding.UTF8.GetString(frames.Span[(frames.Span[1] < 126 ? 2 : 4)..])}"
        : $"reply {Convert.ToHexStringLower(frames.Span)}");

    public void LimitSilence(TimeSpan? silence) => _lines.Add($"silence {silence?.TotalSeconds}");

    public void Close(CloseCode code, string reason) => _lines.Add($"close {code.Number} {reason}".TrimEnd());
}
