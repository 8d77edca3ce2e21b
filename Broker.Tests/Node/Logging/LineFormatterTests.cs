using Broker.Node.Logging;
using Broker.Testing.Time;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Broker.Tests.Node.Logging;

public sealed class LineFormatterTests
{
    [Fact]
    public void An_event_is_one_line_with_the_short_name_of_who_says_it()
    {
        using var text = new StringWriter();
        var entry = new LogEntry<string>(LogLevel.Warning, "Broker.Node.Who", new EventId(7), "two\nlines", null, static (state, _) => state);
        new LineFormatter(new ManualTime()).Write(entry, null, text);
        Assert.EndsWith("warn Who: two lines\n", text.ToString().ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public void An_exception_follows()
    {
        using var text = new StringWriter();
        var entry = new LogEntry<string>(LogLevel.Error, "Who", default, "failed", new IOException("why"), static (state, _) => state);
        new LineFormatter(new ManualTime()).Write(entry, null, text);
        Assert.Contains("fail Who: failed\n", text.ToString().ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains("why", text.ToString(), StringComparison.Ordinal);
    }
}
