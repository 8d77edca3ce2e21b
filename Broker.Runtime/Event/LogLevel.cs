namespace Broker.Runtime.Event;

/// <summary>How important a log event is.</summary>
public enum LogLevel
{
    /// <summary>For whoever studies the system.</summary>
    DebugLevel,

    /// <summary>Normal life of the system.</summary>
    InfoLevel,

    /// <summary>Something unexpected that the system coped with.</summary>
    WarningLevel,

    /// <summary>Something that failed.</summary>
    ErrorLevel,
}
