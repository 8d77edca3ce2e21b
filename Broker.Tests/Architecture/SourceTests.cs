using System.Globalization;
using System.Text.RegularExpressions;

namespace Broker.Tests.Architecture;

/// <summary>Rules that a look at the source text can hold up.</summary>
public partial class SourceTests
{
    private const int MaximumLines = 600;

    private static readonly (string Project, int From, int To)[] EventRanges =
    [
        ("Broker.Runtime", 1000, 1999),
        ("Broker.Actors", 2000, 2999),
        ("Broker.Node", 3000, 3999),
        ("Broker.Cli", 4000, 4999),
    ];

    [Theory]
    [InlineData("Broker.Actors")]
    [InlineData("Broker.Node")]
    [InlineData("Broker.Cli")]
    [InlineData("Broker.Testing")]
    [InlineData("Broker.Tests")]
    public void No_source_of_the_broker_names_its_engine(string project)
    {
        // Where the engines differ by nature, each has a file of its own, which is compiled with that engine only.
        var files = Repository.Files(project, "*.cs").Where(static file =>
            !file.StartsWith("Broker.Tests/Architecture/", StringComparison.Ordinal) && !file.EndsWith(".BuiltIn.cs", StringComparison.Ordinal));

        Assert.Equal([], files.Where(static file => EngineName().IsMatch(Repository.Read(file))));
    }

    [Fact]
    public void No_file_is_longer_than_anyone_reads()
    {
        var files = Repository.Files("", "*.cs").Select(static file => (File: file, Lines: Repository.Read(file).AsSpan().Count('\n')));

        Assert.Equal([], files.Where(static file => file.Lines > MaximumLines));
    }

    [Fact]
    public void Every_log_event_has_a_number_of_its_own_in_the_range_of_its_project()
    {
        var problems = new List<string>();
        var seen = new Dictionary<int, string>();
        foreach (var (project, from, to) in EventRanges)
        {
            foreach (var file in Repository.Files(project, "*.cs"))
            {
                foreach (Match message in LoggerMessage().Matches(Repository.Read(file)))
                {
                    var number = EventId().Match(message.Groups[1].Value);
                    var id = number.Success ? int.Parse(number.Groups[1].Value, CultureInfo.InvariantCulture) : 0;
                    if (id < from || id > to)
                        problems.Add($"{file}: event {id} is outside of {from}-{to}.");
                    else if (!seen.TryAdd(id, file))
                        problems.Add($"{file}: event {id} is also in {seen[id]}.");
                }
            }
        }

        Assert.Equal([], problems);
    }

    [GeneratedRegex(@"\bBroker\.Runtime\b|\bAkka\.(?!NET\b)")]
    private static partial Regex EngineName();

    [GeneratedRegex(@"\[LoggerMessage\(([^\]]*)\)\]")]
    private static partial Regex LoggerMessage();

    [GeneratedRegex(@"(?:EventId\s*=\s*|^\s*)(\d+)")]
    private static partial Regex EventId();
}
