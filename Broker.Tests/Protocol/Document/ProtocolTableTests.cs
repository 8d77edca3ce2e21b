using System.Text;
using System.Text.Json;
using Broker.Node.Configuration;
using Broker.Protocol.Access;
using Broker.Protocol.Plain;
using Broker.Protocol.Publications;
using Broker.Protocol.Topics;

namespace Broker.Tests.Protocol.Document;

/// <summary>What <c>docs/protocol.md</c> says of names, patterns, payloads, claims and settings holds.</summary>
public class ProtocolTableTests
{
    public static TheoryData<string, string> Names => Cells("| text | is | because |", static row => (ProtocolDocument.Quoted(row[0]).Single(), row[1]));

    public static TheoryData<string, string> Patterns => Cells("| pattern | matches | does not match |", static row => (row[0].Trim('`'), $"{row[1]}|{row[2]}"));

    public static TheoryData<string, string> Payloads => Cells("| what was sent | is |", static row => (row[0], row[1]));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_text_is_a_topic_or_not(string text, string expected) => Assert.Equal(expected == "a topic", TopicName.TryParse(text, out _));

    [Theory]
    [MemberData(nameof(Patterns))]
    public void A_pattern_matches_what_the_document_says(string text, string topics)
    {
        Assert.True(TopicPattern.TryParse(text, out var pattern));
        var sides = topics.Split('|');
        Assert.All(ProtocolDocument.Quoted(sides[0]), topic => Assert.True(pattern.Matches(TopicName.Parse(topic)), topic));
        Assert.All(ProtocolDocument.Quoted(sides[1]), topic => Assert.False(pattern.Matches(TopicName.Parse(topic)), topic));
        Assert.NotEmpty(ProtocolDocument.Quoted(sides[0]));
    }

    [Theory]
    [MemberData(nameof(Payloads))]
    public void A_payload_is_of_the_kind_that_the_document_says(string examples, string kind) => Assert.All(
        ProtocolDocument.Quoted(examples), text => Assert.Equal(kind, Payload.OfText(Encoding.UTF8.GetBytes(text)).Kind == PayloadKind.Json ? "JSON" : "text"));

    [Fact]
    public void Claims_of_the_document_are_accepted()
    {
        foreach (var (_, text) in ProtocolDocument.Examples().Where(static example => example.Kind == "claims"))
        {
            using var claims = JsonDocument.Parse(text);
            Assert.NotNull(IdentityClaims.Read(claims.RootElement, null, out var problem));
            Assert.Equal("", problem);
        }
    }

    [Fact]
    public void Settings_of_the_document_are_accepted()
    {
        var file = Path.GetTempFileName();
        try
        {
            foreach (var (_, text) in ProtocolDocument.Examples().Where(static example => example.Kind == "hocon"))
            {
                File.WriteAllText(file, text);
                Assert.True(NodeConfiguration.Load(["--config", file], static _ => null).Access.IsAuthenticationOn);
            }
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void The_message_between_clients_is_one()
    {
        var json = ProtocolDocument.Examples().First(static example => example.Kind == "json" && example.Text.Contains("reception", StringComparison.Ordinal)).Text;

        Assert.Equal(Addressing.Key, AddressedFrame.Recognise(Payload.OfText(Encoding.UTF8.GetBytes(json)), out var key));
        Assert.Equal("bob", key!.Value);
    }

    private static TheoryData<string, string> Cells(string heading, Func<string[], (string, string)> read)
    {
        var cells = new TheoryData<string, string>();
        foreach (var row in ProtocolDocument.Rows(heading))
        {
            var (left, right) = read(row);
            cells.Add(left, right);
        }

        return cells;
    }
}
