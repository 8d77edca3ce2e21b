namespace Broker.Node.WebSockets;

internal sealed partial class ClientSocket
{
    [LoggerMessage(3001, LogLevel.Debug, "Closed a connection: {Code} {Reason}")]
    private partial void LogClosed(string code, string reason);

    [LoggerMessage(3002, LogLevel.Debug, "Lost a connection: {Reason}")]
    private partial void LogLost(string reason);

    [LoggerMessage(3003, LogLevel.Debug, "Cut a connection that took too long; it was being closed with: {Code}")]
    private partial void LogCut(string code);

    [LoggerMessage(3004, LogLevel.Error, "Failed on a connection")]
    private partial void LogFailed(Exception reason);
}
