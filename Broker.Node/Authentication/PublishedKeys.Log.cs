namespace Broker.Node.Authentication;

internal sealed partial class PublishedKeys
{
    [LoggerMessage(3022, LogLevel.Debug, "Fetched {Count} keys from {Url}")]
    private partial void LogFetched(int count, string url);

    [LoggerMessage(3023, LogLevel.Warning, "Could not fetch the keys of tokens from {Url}: {Reason}")]
    private partial void LogFailed(string url, string reason);
}
