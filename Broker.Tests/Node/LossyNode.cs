namespace Broker.Tests.Node;

/// <summary>A node with namespaces whose slow subscribers lose something instead of being disconnected.</summary>
public sealed class LossyNode : RunningNode
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("relay-lossy");

    protected override IReadOnlyList<string> Arguments
    {
        get
        {
            var path = Path.Combine(_folder.FullName, "node.conf");
            File.WriteAllText(
                path,
                """
                relay.websocket { outbox-bytes = 128KiB, write-timeout = 5m, ping-interval = 5m }
                relay.namespaces {
                  ticks { patterns = ["ticks/#"], slow-subscribers = drop-oldest, history-size = 0 }
                  latest { inherits = ticks, patterns = ["latest/#"], slow-subscribers = keep-newest }
                }
                """);
            return ["--port", "0", "--config", path];
        }
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
