namespace Broker.Runtime.Event;

/// <summary>A template with its values, formatted only when somebody reads it.</summary>
public abstract class LogMessage(ILogMessageFormatter formatter, string format)
{
    /// <summary>Formats it.</summary>
    protected readonly ILogMessageFormatter Formatter = formatter;

    /// <summary>The template.</summary>
    public string Format { get; } = format;

    /// <summary>The values.</summary>
    public abstract IEnumerable<object> Parameters();

    /// <summary>The template and values, not put together.</summary>
    public abstract string Unformatted();
}
