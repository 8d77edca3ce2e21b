using Microsoft.Extensions.Logging;

namespace Broker.Runtime.Hosting.Logging;

public partial class LoggerFactoryLogger
{
    [LoggerMessage(EventId = 1901, Message = "{Text} [{Source}]")]
    private static partial void WriteEvent(ILogger logger, LogLevel level, Exception? cause, string text, string source);
}
