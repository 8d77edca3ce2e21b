using System.Text;
using Broker.Protocol.Clients;
using Broker.Protocol.Errors;
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

    public void Subscribe(TopicName topic, long tag) => _lines.Add($"subscribe {topic} #{tag}");

    public void Unsubscribe(TopicName topic) => _lines.Add($"unsubscribe {topic}");

    public void Publish(TopicName topic, Payload payload, long tag) =>
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

    public void Reply(ReadOnlyMemory<byte> frames) => _lines.Add($"reply {Convert.ToHexStringLower(frames.Span)}");

    public void LimitSilence(TimeSpan? silence) => _lines.Add($"silence {silence?.TotalSeconds}");

    public void Close(CloseCode code, string reason) => _lines.Add($"close {code.Number} {reason}".TrimEnd());
}
