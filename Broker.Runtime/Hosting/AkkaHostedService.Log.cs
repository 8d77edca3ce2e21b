using Microsoft.Extensions.Logging;

namespace Broker.Runtime.Hosting;

public partial class AkkaHostedService
{
    [LoggerMessage(EventId = 1900, Level = LogLevel.Critical, Message = "The actor system could not be started.")]
    private static partial void LogStartFailed(ILogger logger, Exception failure);
}
