using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Broker.Protocol.Errors;
using Broker.Tests.Protocol.Document;

namespace Broker.Tests.Node.Authentication;

/// <summary>Every command of <c>docs/protocol.md</c> is answered as it says there, by a node that asks who clients are or by one that does not.</summary>
public sealed partial class ProtocolExampleTests(RunningNode open, AuthenticatedNode closed) : IClassFixture<RunningNode>, IClassFixture<AuthenticatedNode>
{
    // What differs from run to run.
    private static readonly HashSet<string> Varying = ["epoch", "owner", "nodes", "offset"];

    [Fact]
    public void Every_example_is_of_a_kind_that_a_test_knows()
    {
        var kinds = ProtocolDocument.Examples().Select(static example => example.Kind).Distinct().Order(StringComparer.Ordinal);

        Assert.Equal(["claims", "console", "console authenticated", "hocon", "json", "relay.v1"], kinds);
    }

    [Theory]
    [InlineData("console")]
    [InlineData("console authenticated")]
    public async Task A_command_is_answered_as_the_document_says(string kind)
    {
        var token = Tokens.Hs256(new { sub = "alice", roles = (string[])["editor"], exp = Tokens.In(TimeSpan.FromMinutes(5), TimeProvider.System.GetUtcNow()) });
        foreach (var (_, text) in ProtocolDocument.Examples().Where(example => example.Kind == kind))
        {
            var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            Assert.True(lines.Length >= 2 && lines.Length % 2 == 0);
            for (var i = 0; i < lines.Length; i += 2)
            {
                var command = lines[i].Replace("$TOKEN", token, StringComparison.Ordinal).Replace("$API_KEY", AuthenticatedNode.ApiKeyText, StringComparison.Ordinal);
                AssertSame(lines[i + 1], await CurlAsync(kind == "console" ? open : closed, command), lines[i]);
            }
        }
    }

    [Fact]
    public void An_error_of_the_document_is_one_of_the_table()
    {
        foreach (var (_, text) in ProtocolDocument.Examples().Where(static example => example.Kind == "json" && example.Text.Contains("error", StringComparison.Ordinal)))
        {
            using var json = JsonDocument.Parse(text);
            var error = json.RootElement.GetProperty("error");
            var known = ErrorCode.Find(error.GetProperty("code").GetInt32())!;
            Assert.Equal((known.Name, known.Message, known.Temporary), (
                error.GetProperty("name").GetString(), error.GetProperty("message").GetString(), error.GetProperty("temporary").GetBoolean()));
        }
    }

    private static async Task<string> CurlAsync(RunningNode node, string command)
    {
        var url = new Uri(Url().Match(command).Value);
        using var request = new HttpRequestMessage(new HttpMethod(Option(command, "-X") ?? "GET"), url.PathAndQuery);
        if (Option(command, "-d") is { } body)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/x-www-form-urlencoded");
        }

        if (Option(command, "-H") is { } header)
        {
            var parts = header.Split(": ");
            Assert.True(request.Headers.TryAddWithoutValidation(parts[0], parts[1]));
        }

        using var answer = await node.Http.SendAsync(request);
        return await answer.Content.ReadAsStringAsync();
    }

    private static string? Option(string command, string name)
    {
        var match = Regex.Match(command, $"{name} (?:\"([^\"]*)\"|'([^']*)'|(\\S+))");
        return match.Success ? string.Concat(match.Groups[1].Value, match.Groups[2].Value, match.Groups[3].Value) : null;
    }

    private static void AssertSame(string expected, string actual, string command)
    {
        using var left = JsonDocument.Parse(expected);
        using var right = JsonDocument.Parse(actual);
        Assert.Equal((command, Shape(left.RootElement)), (command, Shape(right.RootElement)));
    }

    private static string Shape(JsonElement json) => json.ValueKind != JsonValueKind.Object
        ? json.GetRawText()
        : string.Join(',', json.EnumerateObject().Select(static member => $"{member.Name}:{(Varying.Contains(member.Name) ? $"{member.Value.ValueKind}" : Shape(member.Value))}"));

    [GeneratedRegex(@"http://\S+")]
    private static partial Regex Url();
}
