namespace Broker.Runtime.Event;

/// <summary>Turns a template and its values into text.</summary>
public interface ILogMessageFormatter
{
    /// <summary>Formats.</summary>
    string Format(string format, params object[] args);

    /// <summary>Formats.</summary>
    string Format(string format, IEnumerable<object> args);
}
