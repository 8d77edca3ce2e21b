namespace Broker.Runtime.Event;

/// <summary>A template with an array of values.</summary>
internal sealed class FormattedLogMessage(ILogMessageFormatter formatter, string format, params object?[] args) : LogMessage(formatter, format)
{
    public override IEnumerable<object> Parameters() => args!;

    public override string Unformatted() => $"Template: [{Format}] - args: [{string.Join(',', args)}]";

    public override string ToString()
    {
        try
        {
            return Formatter.Format(Format, args!);
        }
        catch (FormatException)
        {
            // A wrong template must not hide what was to be said.
            return Unformatted();
        }
    }
}
