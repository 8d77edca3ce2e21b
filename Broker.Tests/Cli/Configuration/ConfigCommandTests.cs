using Broker.Cli;
using Broker.Cli.Configuration;
using Broker.Hocon;

namespace Broker.Tests.Cli.Configuration;

public sealed class ConfigCommandTests
{
    [Fact]
    public void Secrets_are_hidden_wherever_they_are_and_nothing_else_is()
    {
        var tree = HoconParser.Parse("relay { cluster { shared-secret = s3cret, port = 4053 }, topic.shards = 100 }");

        var shown = ConfigCommand.WithoutSecrets(tree).Render();

        Assert.DoesNotContain("s3cret", shown, StringComparison.Ordinal);
        Assert.Contains("(hidden)", shown, StringComparison.Ordinal);
        Assert.Contains("4053", shown, StringComparison.Ordinal);
        Assert.Contains("100", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void A_secret_that_is_not_set_is_shown_as_such()
    {
        var tree = HoconParser.Parse("relay.cluster.shared-secret = \"\"");

        Assert.DoesNotContain("(hidden)", ConfigCommand.WithoutSecrets(tree).Render(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ExitCode.Clean, "check", "--port", "9090")]
    [InlineData(ExitCode.Failed, "check", "--port", "99999", "--set", "relay.nothing=1")]
    [InlineData(ExitCode.Clean, "print")]
    public async Task The_exit_code_says_whether_a_node_would_start(int expected, params string[] arguments)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();

        var exitCode = await ConfigCommand.Create().Parse(arguments).InvokeAsync(new() { Output = output, Error = errors });

        Assert.Equal(expected, exitCode);
        Assert.Equal(expected == ExitCode.Clean, errors.ToString().Length == 0);
    }
}
