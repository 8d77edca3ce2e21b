using Broker.Cli.Up;

namespace Broker.Tests.Cli.Up;

public sealed class NodeCommandTests
{
    [Theory]
    [InlineData("kill 2", NodeCommandKind.Kill, 1)]
    [InlineData("  STOP   node-3 ", NodeCommandKind.Stop, 2)]
    [InlineData("start 1", NodeCommandKind.Start, 0)]
    [InlineData("restart 3", NodeCommandKind.Restart, 2)]
    [InlineData("status", NodeCommandKind.Status, -1)]
    [InlineData("quit", NodeCommandKind.Quit, -1)]
    [InlineData("?", NodeCommandKind.Help, -1)]
    public void A_command_is_read_whatever_its_case_and_spaces(string line, object kind, int node)
    {
        var (command, error) = NodeCommand.Parse(line, nodes: 3);

        Assert.Null(error);
        Assert.Equal(new NodeCommand((NodeCommandKind)kind, node), command);
    }

    [Theory]
    [InlineData("kil 2", "Not a command: 'kil 2'")]
    [InlineData("kill", "'kill' needs a node from 1 to 3")]
    [InlineData("kill 4", "'kill' needs a node from 1 to 3")]
    [InlineData("kill 0", "'kill' needs a node from 1 to 3")]
    [InlineData("kill -1", "'kill' needs a node from 1 to 3")]
    [InlineData("kill 1 2", "'kill' needs a node from 1 to 3")]
    [InlineData("quit now", "'quit' takes nothing after it")]
    public void A_wrong_line_is_answered_with_what_is_wrong(string line, string expected)
    {
        var (command, error) = NodeCommand.Parse(line, nodes: 3);

        Assert.Null(command);
        Assert.StartsWith(expected, error, StringComparison.Ordinal);
    }
}
