using System.Buffers;
using System.Text;
using System.Text.Json;
using Broker.Node.Http;
using Broker.Node.WebSockets;
using Broker.Protocol.Clients;
using Broker.Protocol.Plain;
using Broker.Protocol.Publications;
using Broker.Protocol.Topics;
using Broker.Protocol.WebSockets;
using Broker.Tests.Protocol.RelayV1;
using Xunit.Abstractions;

namespace Broker.Tests.Fuzz;

/// <summary>Whatever a client sends, the parsers answer it; what they accept is checked again by slower means.</summary>
public sealed class ParserFuzzTests(ITestOutputHelper output)
{
    private const int MaxMessage = 2000;

    [Fact]
    public Task Frames() => Fuzzing.RunAsync(output, Corpus.Frames(), ["\u0081", "\0"], static input =>
    {
        foreach (var deflated in new[] { false, true })
        {
            var whole = Read(deflated, [input]);
            Assert.Equal(whole, Read(deflated, input.Select(static one => new[] { one })));
            Assert.Equal(whole, Read(deflated, input.Chunk(7)));
        }
    });

    [Fact]
    public Task Commands() => Fuzzing.RunAsync(output, Corpus.Commands(), Corpus.JsonWords, static input =>
    {
        // A connection checks text before anything reads it.
        var text = Encoding.UTF8.GetString(input);
        var payload = Payload.OfText(Encoding.UTF8.GetBytes(text));
        AddressedFrame.Recognise(payload, out _);
        Assert.Equal(payload.Kind, SenderStamp.Put(payload, "sender").Kind);
        var broker = new ScriptedBroker(new RelayV1Protocol([], [], "node"));
        var isJson = IsJsonObject(text);
        foreach (var line in broker.Say(text))
        {
            using var said = JsonDocument.Parse(line, new JsonDocumentOptions { MaxDepth = 66 });
            Assert.True(isJson || said.RootElement.GetProperty("error").GetProperty("code").GetInt32() == 107, $"answered {line}");
        }
    });

    [Fact]
    public Task Topic_names_and_filters() => Fuzzing.RunAsync(output, Corpus.Names(), Corpus.TopicWords, static input =>
    {
        var isName = TopicName.TryParse(input, out var name);
        var isFilter = TopicFilter.TryParse(input, out var filter);
        Assert.False(isName && isFilter, "a name is no filter");
        if (isName)
        {
            Assert.Equal(input, name!.Utf8.ToArray());
            Assert.Equal(name, TopicName.Parse(name.Value));
            Assert.InRange(input.Length, 1, TopicName.MaxBytes);
            Assert.DoesNotContain(name.Value, static one => char.IsControl(one) || one is '+' or '#');
            Assert.True(TopicFilter.Parse("#").Matches(name) != name.IsReserved);
        }

        if (isFilter)
        {
            Assert.Equal(input, filter!.Utf8.ToArray());
            Assert.Equal(filter, TopicFilter.Parse(filter.Value));
            foreach (var topic in new[] { "a", "a/b", "a/b/c", "/", "a//b", "$everyone", "新" }.Select(TopicName.Parse))
            {
                Assert.Equal(Matches(filter.Value.Split('/'), topic.Value.Split('/')) && !topic.IsReserved, filter.Matches(topic));
            }
        }

        if (TopicPattern.TryParse(Encoding.UTF8.GetString(input), out var pattern))
        {
            pattern.Matches(TopicName.Parse("a/b/c"));
        }

        Assert.True(!ClientKey.TryParse(Encoding.UTF8.GetString(input), out var key) || TopicName.Inbox(key).Value.EndsWith(key.Value, StringComparison.Ordinal));
    });

    [Fact]
    public Task Handshakes() => Fuzzing.RunAsync(output, Corpus.Requests(), Corpus.HttpWords, static input =>
    {
        var lines = Encoding.Latin1.GetString(input).Split("\r\n");
        var first = lines[0].Split(' ');
        string? Header(string name) => lines.FirstOrDefault(line => line.StartsWith(name + ": ", StringComparison.OrdinalIgnoreCase))?[(name.Length + 2)..];
        var request = new HandshakeRequest(
            first[0], true, Header("Upgrade"), Header("Connection"), Header("Sec-WebSocket-Version"), Header("Sec-WebSocket-Key"),
            Header("Sec-WebSocket-Protocol"), Header("Sec-WebSocket-Extensions"));
        var answer = Handshake.Answer(request, mayCompress: true, "relay.v1", "mqtt");
        Assert.Contains(answer.Status, new[] { 101, 400, 405, 426 });
        if (answer.Status == 101)
        {
            Assert.Equal("13", request.Version);
            Assert.Equal(16, Convert.FromBase64String(request.Key!).Length);
            Assert.True(answer.Subprotocol is null || request.Protocols!.Contains(answer.Subprotocol, StringComparison.Ordinal));
            Assert.True(answer.Extensions is null || request.Extensions!.Contains("permessage-deflate", StringComparison.Ordinal));
        }

        var target = RequestTarget.Parse(first.Length > 1 ? first[1] : "");
        if (ProtocolChoice.TryPlain(target, out _, out var topics, out var filters, out var refusal))
        {
            Assert.True(topics.Count + filters.Count <= 64);
        }
        else
        {
            Assert.NotEmpty(refusal);
        }
    });

    [Fact]
    public Task Heads_of_upgrades() => Fuzzing.RunAsync(output, Corpus.Requests(), Corpus.HttpWords, static input =>
    {
        if (!UpgradeHead.TryRead(input, out var head))
        {
            return;
        }

        // What is taken means the same to the HTTP server.
        var server = new KestrelHead();
        var request = new ReadOnlySequence<byte>(input);
        Assert.Equal(head.Length, server.Read(request));
        Assert.Equal($"Get Http11 {head.Target}", server.Line);
        Assert.Equal(server.Headers, head.Headers);
    });

    private static List<string> Read(bool deflated, IEnumerable<byte[]> pieces)
    {
        var reader = new MessageReader(MaxMessage, deflated: deflated);
        var heard = new List<string>();
        foreach (var piece in pieces)
        {
            var input = new ReadOnlySequence<byte>(piece);
            while (reader.TryRead(ref input, out var happened))
            {
                Assert.True(happened.Data.Length <= MaxMessage, "no message is longer than the limit");
                heard.Add($"{happened.Kind} {happened.Failure} {happened.PeerCode} {Convert.ToHexString(happened.Data.Span)}");
            }
        }

        return heard;
    }

    private static bool IsJsonObject(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 65 });
            return json.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool Matches(ReadOnlySpan<string> filter, ReadOnlySpan<string> topic) =>
        filter.IsEmpty ? topic.IsEmpty
        : filter[0] == "#" ? true
        : !topic.IsEmpty && (filter[0] == "+" || filter[0] == topic[0]) && Matches(filter[1..], topic[1..]);
}
