using System.Text;
using Broker.Protocol.Clients;
using Broker.Protocol.Errors;
using Broker.Protocol.Outbound;
using Broker.Protocol.Publications;
using Broker.Protocol.Topics;

namespace Broker.Tests.Protocol.RelayV1;

/// <summary>A broker for one client that does at once what is asked of it, with numbers that are known beforehand.</summary>
internal sealed class ScriptedBroker : IClientCommands
{
    public const long Begin = 1_763_790_000_000;

    public static readonly Epoch Epoch = new(0x19a3c5f1e80);

    private readonly Dictionary<TopicName, List<Publication>> _topics = [];
    private readonly HashSet<TopicName> _heard = [];
    private readonly HashSet<TopicFilter> _filters = [];
    private readonly Queue<Action> _outcomes = new();
    private readonly IClientProtocol _client;
    private readonly List<string> _sent = [];

    public ScriptedBroker(IClientProtocol client)
    {
        _client = client;
        for (var number = 1; number <= 5; number++)
        {
            Append(TopicName.Parse("news"), Payload.OfText(Encoding.UTF8.GetBytes($"{number}")));
        }
    }

    /// <summary>The client says something; gives all it is sent.</summary>
    public string[] Say(string text)
    {
        _client.Receive(MessageKind.Text, Encoding.UTF8.GetBytes(text), this);
        while (_outcomes.TryDequeue(out var outcome))
        {
            outcome();
        }

        string[] sent = [.. _sent];
        _sent.Clear();
        return sent;
    }

    public void Subscribe(TopicName topic, long tag, StreamPosition? after, IJoinReply? reply)
    {
        var log = Log(topic);
        var head = new StreamPosition(Epoch, new Offset(log.Count));
        bool? recovered = after is null ? null : after.Value.Epoch == Epoch;
        var start = recovered == true ? after!.Value : head;
        Reply(reply!.Joined(topic, start, recovered));
        foreach (var publication in log.Skip((int)start.Offset.Value))
        {
            Reply(_client.Format.Encode(publication));
        }

        _heard.Add(topic);
        _outcomes.Enqueue(() => _client.Subscribed(new SubscribeOutcome(tag, null, start.Epoch, start.Offset, IsTold: true), this));
    }

    public void Subscribe(TopicFilter filter, long tag, IJoinReply? reply)
    {
        _filters.Add(filter);
        Reply(reply!.Joined(filter));
        _outcomes.Enqueue(() => _client.Subscribed(new SubscribeOutcome(tag, null, IsTold: true), this));
    }

    public void Unsubscribe(TopicName topic) => _heard.Remove(topic);

    public void Unsubscribe(TopicFilter filter) => _filters.Remove(filter);

    public void ReadHistory(in HistoryRequest request, long tag)
    {
        var log = Log(request.Topic);
        var since = request.Since?.Offset.Value ?? (request.IsReverse ? long.MaxValue : 0);
        var wanted = request.IsReverse
            ? log.AsEnumerable().Reverse().Where(publication => publication.Offset.Value < since)
            : log.Where(publication => publication.Offset.Value > since);
        Publication[] found = [.. wanted];
        var answer = found.Take(request.Limit).ToList();
        var outcome = new HistoryOutcome(
            tag, null, new StreamPosition(Epoch, new Offset(log.Count)), IsComplete: true, HasMore: answer.Count < found.Length, answer);
        _outcomes.Enqueue(() => _client.HistoryRead(outcome, this));
    }

    public void Publish(TopicName topic, Payload payload, long tag, bool isAwaited)
    {
        var publication = Append(topic, payload);
        if (_heard.Contains(topic) || _filters.Any(filter => filter.Matches(topic)))
        {
            Reply(_client.Format.Encode(publication));
        }

        _outcomes.Enqueue(() => _client.Published(new PublishOutcome(tag, null, Epoch, publication.Offset), this));
    }

    public bool Authenticate(string? token, long tag) => true;

    public void Reply(ReadOnlyMemory<byte> frames) => _sent.Add(Frames.Text(frames));

    public void LimitSilence(TimeSpan? silence) => Assert.Fail("no limit was expected");

    public void Close(CloseCode code, string reason) => _sent.Add($"close {code}");

    private List<Publication> Log(TopicName topic)
    {
        if (!_topics.TryGetValue(topic, out var log))
        {
            _topics.Add(topic, log = []);
        }

        return log;
    }

    private Publication Append(TopicName topic, Payload payload)
    {
        var log = Log(topic);
        var number = log.Count + 1;
        log.Add(new Publication(topic, Epoch, new Offset(number), Begin + number, payload));
        return log[^1];
    }
}
