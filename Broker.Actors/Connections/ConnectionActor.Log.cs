using Microsoft.Extensions.Logging;

namespace Broker.Actors.Connections;

public sealed partial class ConnectionActor
{
    private static partial class Log
    {
        [LoggerMessage(2000, LogLevel.Warning, "A {Protocol} connection is refused: its topics did not answer in time.")]
        public static partial void Refused(ILogger logger, string protocol);

        [LoggerMessage(2001, LogLevel.Debug, "A {Protocol} connection is closed by the broker: {Code}, {Reason}.")]
        public static partial void Closing(ILogger logger, string protocol, Protocol.Errors.CloseCode code, string reason);

        [LoggerMessage(2002, LogLevel.Error, "A {Protocol} connection failed.")]
        public static partial void Failed(ILogger logger, Exception cause, string protocol);
    }
}
