namespace Broker.Runtime.Configuration;

/// <summary>A setting that is missing or cannot be used.</summary>
public class ConfigurationException(string message, Exception? cause = null) : Exception(message, cause);
