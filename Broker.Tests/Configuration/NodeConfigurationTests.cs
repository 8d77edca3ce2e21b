using Broker.Node.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Broker.Tests.Configuration;

public sealed class NodeConfigurationTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("relay-config");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_node_needs_no_settings_at_all()
    {
        var configuration = Load([]);

        Assert.Equal(8080, configuration.Get<HttpOptions>().Port);
        Assert.Equal("127.0.0.1", configuration.Get<HttpOptions>().Host);
        Assert.False(configuration.Get<NodeClusterOptions>().Enabled);
        Assert.Empty(configuration.KeysWithoutEffect);
    }

    [Fact]
    public void Switches_win_over_the_environment_and_that_over_the_file()
    {
        var file = Write("node.conf", "relay.http { port = 1, max-connections = 10, max-body-bytes = 2KiB }");

        var http = Load(["--config", file, "--port", "3"], ("RELAY_HTTP_PORT", "2"), ("RELAY_HTTP_MAX_CONNECTIONS", "20")).Get<HttpOptions>();

        Assert.Equal(3, http.Port);
        Assert.Equal(20, http.MaxConnections);
        Assert.Equal(2048, http.MaxBodyBytes);
    }

    [Theory]
    [InlineData("--relay.http.port=9000")]
    [InlineData("--relay.http.port", "9000")]
    [InlineData("--set", "relay.http.port=9000")]
    [InlineData("--port=9000")]
    public void A_switch_may_be_written_in_several_ways(params string[] arguments) =>
        Assert.Equal(9000, Load(arguments).Get<HttpOptions>().Port);

    [Fact]
    public void A_list_in_a_switch_or_variable_is_separated_by_commas()
    {
        var bySwitch = Load(["--seeds", "a:1, b:2"], ("RELAY_CLUSTER_SHARED_SECRET", "0123456789abcdef")).Get<NodeClusterOptions>();
        var byVariable = Load(["--node-port", "1"], ("RELAY_CLUSTER_SEED_NODES", "c:3")).Get<NodeClusterOptions>();

        Assert.True(bySwitch.Enabled);
        Assert.Equal(["a:1", "b:2"], bySwitch.SeedNodes);
        Assert.True(byVariable.Enabled);
        Assert.Equal(["c:3"], byVariable.SeedNodes);
    }

    [Fact]
    public void A_variable_may_name_the_file()
    {
        var file = Write("named.conf", "include \"part\"\nrelay.node.name = from-file");
        Write("part.conf", "relay.http.port = 7");

        var configuration = Load([], (NodeConfiguration.FileVariable, file));

        Assert.Equal("from-file", configuration.Get<NodeOptions>().Name);
        Assert.Equal(7, configuration.Get<HttpOptions>().Port);
    }

    [Fact]
    public void Everything_wrong_is_said_at_once_with_its_place()
    {
        var file = Write("bad.conf", "relay.http.prot = 1\nrelay.shutdown.timeout = soon\nakka.cluster.gosip-interval = 1s\nunknown = x");

        var errors = Errors(["--config", file, "--port", "70000", "--nonsense", "1", "stray"]);

        Assert.Contains(errors, error => error.Contains("bad.conf:1:19: relay.http.prot is not a known setting", StringComparison.Ordinal));
        Assert.Contains(errors, error => error.Contains("bad.conf:2:26: relay.shutdown.timeout must be a duration", StringComparison.Ordinal));
        Assert.Contains(errors, error => error.Contains("akka.cluster.gosip-interval is not a known setting", StringComparison.Ordinal));
        Assert.Contains(errors, error => error.Contains("unknown is not a known setting", StringComparison.Ordinal));
        Assert.Contains(errors, error => error.StartsWith("relay.http.port must be between 0 and 65535", StringComparison.Ordinal));
        Assert.Contains(errors, error => error.StartsWith("--nonsense is not known", StringComparison.Ordinal));
        Assert.Contains(errors, error => error.StartsWith("\"stray\" is no switch", StringComparison.Ordinal));
    }

    [Fact]
    public void Keys_that_only_Akka_NET_reads_are_named_and_the_start_goes_on()
    {
        var configuration = Load(["--set", "akka.persistence.journal.plugin=x", "--akka.remote.adapters.gremlin=y", "--akka.loglevel=DEBUG"]);

        Assert.Equal(["akka.persistence.journal.plugin", "akka.remote.adapters.gremlin"], configuration.KeysWithoutEffect.Order(StringComparer.Ordinal));
        Assert.Contains("loglevel = \"DEBUG\"", configuration.EngineText, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_there_or_is_no_HOCON_is_an_error()
    {
        Assert.Contains("cannot be read", Assert.Single(Errors(["--config", Path.Combine(_folder.FullName, "none.conf")])), StringComparison.Ordinal);
        Assert.Contains("broken.conf:1:5", Assert.Single(Errors(["--config", Write("broken.conf", "a = [")])), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("::")]
    [InlineData("192.168.1.5")]
    public void An_address_that_others_reach_must_be_wanted(string host)
    {
        Assert.Contains("allow-unauthenticated", Assert.Single(Errors(["--host", host])), StringComparison.Ordinal);
        Assert.Equal(host, Load(["--host", host, "--relay.http.allow-unauthenticated=on"]).Get<HttpOptions>().Host);
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("127.0.0.5")]
    [InlineData("::1")]
    public void A_loopback_address_needs_nothing(string host) => Assert.Equal(host, Load(["--host", host]).Get<HttpOptions>().Host);

    [Fact]
    public void A_node_port_that_others_reach_needs_a_secret()
    {
        string[] arguments = ["--node-host", "0.0.0.0", "--seeds", "a:1"];

        Assert.Contains("shared-secret is not set", Assert.Single(Errors(arguments)), StringComparison.Ordinal);
        Assert.Contains("shorter than", Assert.Single(Errors(arguments, ("RELAY_CLUSTER_SHARED_SECRET", "short"))), StringComparison.Ordinal);
        Assert.True(Load(arguments, ("RELAY_CLUSTER_SHARED_SECRET", "0123456789abcdef")).Get<NodeClusterOptions>().Enabled);
    }

    [Fact]
    public void Tls_with_an_authority_of_the_cluster_s_own_may_stand_in_for_the_secret()
    {
        var file = typeof(NodeConfigurationTests).Assembly.Location;
        string[] arguments = ["--node-host", "0.0.0.0", "--seeds", "a:1", "--relay.cluster.tls.enabled=on", $"--relay.cluster.tls.certificate={file}"];
        var authority = $"--relay.cluster.tls.authority={file}";

        Assert.Contains("shared-secret is not set", Assert.Single(Errors(arguments)), StringComparison.Ordinal);
        Assert.Contains("shared-secret is not set", Assert.Single(Errors([.. arguments, authority, "--relay.cluster.tls.mutual=off"])), StringComparison.Ordinal);
        Assert.True(Load([.. arguments, authority]).Get<NodeClusterOptions>().Tls.Enabled);
        Assert.Contains("no file", Assert.Single(Errors([.. arguments, authority, "--relay.cluster.tls.key=/nowhere"])), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a")]
    [InlineData("a:")]
    [InlineData("a:0")]
    [InlineData(":1")]
    [InlineData("a:70000")]
    [InlineData("::1:5")]
    public void A_seed_node_is_a_host_and_a_port(string seed) =>
        Assert.Contains("is not host:port", Assert.Single(Errors(["--seeds", seed])), StringComparison.Ordinal);

    [Theory]
    [InlineData("relay.http.port=x", "a whole number")]
    [InlineData("relay.http.max-body-bytes=x", "a size such as")]
    [InlineData("relay.http.max-body-bytes=8GiB", "at most")]
    [InlineData("relay.http.allow-unauthenticated=maybe", "on or off")]
    [InlineData("relay.shutdown.drain-timeout=2 parsecs", "a duration such as")]
    [InlineData("relay.http.port.deep=1", "must be a single value")]
    public void A_value_of_the_wrong_kind_says_what_is_expected(string setting, string expected) =>
        Assert.Contains(Errors(["--set", setting]), error => error.Contains(expected, StringComparison.Ordinal));

    [Fact]
    public void The_host_gets_the_same_options()
    {
        var services = new ServiceCollection().AddNodeConfiguration(Load(["--port", "5"])).BuildServiceProvider();

        Assert.Equal(5, services.GetRequiredService<IOptions<HttpOptions>>().Value.Port);
        services.GetRequiredService<IStartupValidator>().Validate();
    }

    private static NodeConfiguration Load(string[] arguments, params (string Name, string Value)[] environment) =>
        NodeConfiguration.Load(arguments, name => environment.FirstOrDefault(variable => variable.Name == name).Value);

    private static IReadOnlyList<string> Errors(string[] arguments, params (string Name, string Value)[] environment) =>
        Assert.Throws<NodeConfigurationException>(() => Load(arguments, environment)).Errors;

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }
}
