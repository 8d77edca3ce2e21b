using Broker.Runtime.Configuration;
using Broker.Runtime.Event;
using Broker.Runtime.Hosting.Logging;
using Microsoft.Extensions.Logging;

namespace Broker.Runtime.Hosting;

/// <summary>Sets up the actor system's log.</summary>
public static class LoggingExtensions
{
    /// <summary>Sets what is logged and where to.</summary>
    public static AkkaConfigurationBuilder ConfigureLoggers(this AkkaConfigurationBuilder builder, Action<LoggerConfigBuilder> configurator)
    {
        var loggers = new LoggerConfigBuilder();
        configurator(loggers);
        if (loggers.Factory is { } factory)
            builder.AddSetup(factory);
        var types = loggers.Loggers.Select(static type => $"{type.FullName}, {type.Assembly.GetName().Name}".ToHocon());
        return builder.AddHocon(
            ConfigurationFactory.ParseString($"""
                akka.loglevel = {loggers.LogLevel.StringFor()}
                akka.log-config-on-start = {loggers.LogConfigOnStart.ToHocon()}
                akka.loggers = [{string.Join(", ", types)}]
                """),
            HoconAddMode.Prepend);
    }

    /// <summary>Logs to standard output.</summary>
    public static LoggerConfigBuilder AddDefaultLogger(this LoggerConfigBuilder configBuilder) => configBuilder.Add(typeof(DefaultLogger));

    /// <summary>Logs to the host's log.</summary>
    public static LoggerConfigBuilder AddLoggerFactory(this LoggerConfigBuilder configBuilder) => configBuilder.Add(typeof(LoggerFactoryLogger));

    /// <summary>Logs to a log of one's own.</summary>
    public static LoggerConfigBuilder AddLoggerFactory(this LoggerConfigBuilder configBuilder, ILoggerFactory loggerFactory)
    {
        configBuilder.Factory = new LoggerFactorySetup(loggerFactory);
        return configBuilder.AddLoggerFactory();
    }
}
