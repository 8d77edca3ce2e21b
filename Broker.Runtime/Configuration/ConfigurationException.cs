using Broker.Runtime.Actor;

namespace Broker.Runtime.Configuration;

/// <summary>A setting that is missing or cannot be used.</summary>
public class ConfigurationException(string message, Exception? exception = null) : AkkaException(message, exception);
