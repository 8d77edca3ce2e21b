namespace Broker.Node.Authentication;

internal sealed partial class TokenKeys
{
    [LoggerMessage(3020, LogLevel.Information, "Read the key of {Path} again: its file has changed")]
    private partial void LogFileRead(string path);

    [LoggerMessage(3021, LogLevel.Warning, "The file of {Path} {Problem}; the key stays as it was")]
    private partial void LogFileUnusable(string path, string problem);
}
