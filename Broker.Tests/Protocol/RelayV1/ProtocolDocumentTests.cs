using System.Text;
using System.Text.RegularExpressions;
using Broker.Protocol.Clients;
using Broker.Tests.Architecture;
using Broker.Tests.Protocol.Clients;

namespace Broker.Tests.Protocol.RelayV1;

/// <summary>The conversations and the table of precedence in <c>docs/protocol.md</c> are what the protocol does.</summary>
public sealed partial class ProtocolDocumentTests
{
    private static readonly string Document = Repository.Read("docs/protocol.md");

    public static TheoryData<int> Conversations => [.. Enumerable.Range(0, Blocks().Count)];

    public static TheoryData<string, string> Precedence
    {
        get
        {
            var rows = new TheoryData<string, string>();
            foreach (Match row in PrecedenceRow().Matches(Document[Document.IndexOf("### Precedence", StringComparison.Ordinal)..]))
            {
                rows.Add(row.Groups[1].Value, row.Groups[2].Value);
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Conversations))]
    public void A_conversation_goes_as_the_document_says(int number)
    {
        var broker = new ScriptedBroker(new RelayV1Protocol([], [], "node"));
        var answers = new Queue<string>();
        foreach (var line in Blocks()[number].Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.StartsWith("> ", StringComparison.Ordinal))
            {
                Assert.Empty(answers);
                foreach (var sent in broker.Say(line[2..]))
                {
                    answers.Enqueue(sent);
                }
            }
            else
            {
                Assert.Equal(line[2..], answers.Dequeue());
            }
        }

        Assert.Empty(answers);
    }

    [Fact]
    public void The_document_has_its_conversations_and_rows()
    {
        Assert.True(Blocks().Count >= 5);
        Assert.True(Precedence.Count >= 15);
    }

    [Theory]
    [MemberData(nameof(Precedence))]
    public void Of_overlapping_forms_the_first_row_of_the_table_decides(string json, string expected)
    {
        var commands = new CommandLog { IsOpen = false };
        new RelayV1Protocol([], [], "node").Receive(MessageKind.Text, Encoding.UTF8.GetBytes(json), commands);

        var line = commands.Take()[0];
        var does = expected switch
        {
            "pong" => "reply {\"pong\"",
            "error 107" => "reply {\"error\":{\"code\":107",
            _ => expected,
        };
        Assert.StartsWith(does, line, StringComparison.Ordinal);
    }

    private static List<string> Blocks() => [.. Block().Matches(Document).Select(static match => match.Groups[1].Value)];

    [GeneratedRegex("```relay.v1\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"\| `([\[{][^`]*)` \| `([^`]+)` \|\n")]
    private static partial Regex PrecedenceRow();
}
