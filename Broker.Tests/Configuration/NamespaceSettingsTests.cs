using Broker.Node.Configuration;
using Broker.Protocol.Namespaces;
using Broker.Protocol.Topics;

namespace Broker.Tests.Configuration;

public sealed class NamespaceSettingsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("relay-namespaces");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Without_settings_and_authentication_everyone_may_everything_and_there_is_history()
    {
        var options = Load("").Default;

        Assert.Equivalent(NamespaceOptions.Open, options);
        Assert.Equal((100, TimeSpan.FromMinutes(5)), (options.HistorySize, options.HistoryTtl));
        Assert.True(options.Subscribe.IsAnyone && options.Publish.IsAnyone && options.History.IsAnyone && options.Presence.IsAnyone);
    }

    [Fact]
    public void A_namespace_has_what_it_says_and_the_rest_from_where_it_inherits()
    {
        var table = Load(
            """
            default.history-size = 7
            news { patterns = ["news/#"], history-ttl = 1h, history-meta-ttl = 2h }
            flash { inherits = news, patterns = ["news/flash"], max-message-bytes = 1KiB }
            """);
        var flash = table.Of(TopicName.Parse("news/flash"));

        Assert.Equal("flash", flash.Name);
        Assert.Equal((7, TimeSpan.FromHours(1), 1024), (flash.HistorySize, flash.HistoryTtl, flash.MaxMessageBytes));
        Assert.Equal(128 * 1024, table.Of(TopicName.Parse("news/other")).MaxMessageBytes);
    }

    [Fact]
    public void The_repair_window_is_the_topics_where_a_namespace_names_none()
    {
        var table = Load("news { patterns = [news], repair-count = 5, repair-age = 1s }", "--relay.topic.repair-count=9", "--relay.topic.repair-bytes=10KiB");
        var news = table.Of(TopicName.Parse("news"));

        Assert.Equal((9, 10240, TimeSpan.FromSeconds(30)), (table.Default.RepairCount, table.Default.RepairBytes, table.Default.RepairAge));
        Assert.Equal((5, 10240, TimeSpan.FromSeconds(1)), (news.RepairCount, news.RepairBytes, news.RepairAge));
    }

    [Fact]
    public void The_default_namespace_has_environment_variables() =>
        Assert.Equal(3, NodeConfiguration.Load([], static name => name == "RELAY_NAMESPACES_DEFAULT_HISTORY_SIZE" ? "3" : null).Access.Namespaces.Default.HistorySize);

    [Fact]
    public void Everything_wrong_is_said_at_once_with_its_path()
    {
        var errors = Errors(
            """
            default { patterns = [x], history-sise = 1 }
            a { inherits = b, patterns = [a] }
            b { inherits = a, patterns = ["b+"] }
            c { inherits = nobody, patterns = [c, "#/c"], history-size = -1, history-ttl = soon }
            d { patterns = [c, d], publish = [editor], subscribe = [subscribers] }
            e { history-ttl = 1h, colour = red, slow-subscribers = sometimes }
            f = 1
            """);

        Assert.All(
            (string[])
            [
                "relay.namespaces.default.patterns: the default namespace has all topics",
                "relay.namespaces.default.history-sise is not a known setting",
                "relay.namespaces.a inherits from itself: a from b from a",
                "relay.namespaces.b.patterns: \"b+\" is no pattern",
                "relay.namespaces.c.inherits: there is no namespace nobody",
                "relay.namespaces.c.patterns: \"#/c\" is no pattern",
                "relay.namespaces.c.history-size must be between 0 and 65536",
                "relay.namespaces.c.history-ttl must be a duration",
                "relay.namespaces.d.patterns: \"c\" belongs to c already",
                "relay.namespaces.d.publish: \"editor\" is neither",
                "relay.namespaces.d.subscribe: subscribers are those who may subscribe",
                "relay.namespaces.e.patterns is empty",
                "relay.namespaces.e.history-meta-ttl is shorter than history-ttl",
                "relay.namespaces.e.colour is not a known setting",
                "relay.namespaces.e.slow-subscribers must be one of",
                "relay.namespaces.f must be an object",
            ],
            expected => Assert.Contains(errors, error => error.Contains(expected, StringComparison.Ordinal)));
        Assert.Equal(errors.Distinct(), errors);
    }

    private NamespaceTable Load(string namespaces, params string[] arguments) => Load(Write(namespaces), arguments).Access.Namespaces;

    private static NodeConfiguration Load(FileInfo file, string[] arguments) =>
        NodeConfiguration.Load(["--config", file.FullName, .. arguments], static _ => null);

    private IReadOnlyList<string> Errors(string namespaces) =>
        Assert.Throws<NodeConfigurationException>(() => Load(Write(namespaces), [])).Errors;

    private FileInfo Write(string namespaces)
    {
        var path = Path.Combine(_folder.FullName, "node.conf");
        File.WriteAllText(path, $"relay.namespaces {{\n{namespaces}\n}}\n");
        return new FileInfo(path);
    }
}
