using Broker.Runtime.Actor.Setup;
using Microsoft.Extensions.Logging;

namespace Broker.Runtime.Hosting.Logging;

/// <summary>Where <see cref="LoggerFactoryLogger"/> writes to.</summary>
public class LoggerFactorySetup(ILoggerFactory loggerFactory) : Setup
{
    /// <summary>The log.</summary>
    public ILoggerFactory LoggerFactory { get; } = loggerFactory;
}
