namespace Broker.Node.Shutdown;

internal sealed partial class NodeLifecycle
{
    [LoggerMessage(3010, LogLevel.Information, "Node {Name} is ready on {Url} after {Elapsed} ms")]
    private partial void LogReady(string name, string url, long elapsed);

    [LoggerMessage(3011, LogLevel.Information, "The node stops because {Reason}; it has {Connections} connections")]
    private partial void LogStopping(string reason, int connections);

    [LoggerMessage(3012, LogLevel.Warning, "The node could not stop in order within {Seconds} s")]
    private partial void LogTooSlow(double seconds);

    [LoggerMessage(3013, LogLevel.Information, "No more than {Max} connections fit, of the {Asked} of relay.http.max-connections: the process may open only {Files} files")]
    private partial void LogFewFiles(int max, int asked, long? files);
}
