using System.Reflection;
using System.Text.RegularExpressions;
using Broker.Hocon;
using Broker.Node.Configuration;
using Broker.Protocol.Errors;
using Broker.Protocol.Limits;

namespace Broker.Tests.Architecture;

/// <summary>The table of limits in <c>docs/protocol.md</c>: each row has its key and default, its code, what counts it, and a test.</summary>
public sealed partial class LimitTableTests
{
    private static readonly string[] WithoutEnum = ["frame-size", "body-size", "client-pending", "client-pending-bytes", "gateway-pending", "client-outbox", "topic-history", "node-history"];

    public static TheoryData<string> Limits => [.. Rows().Keys];

    [Theory]
    [MemberData(nameof(Limits))]
    public void A_limit_has_the_default_of_its_key(string limit)
    {
        var row = Rows()[limit];
        var text = Assert.IsType<HoconText>(EmbeddedHocon.Reference.Find(row[2].Trim('`'))).Text;

        Assert.Equal(text, row[3]);
    }

    [Theory]
    [MemberData(nameof(Limits))]
    public void A_limit_has_a_code_of_the_tables_or_slows_down(string limit)
    {
        var code = Rows()[limit][5];

        Assert.True(code.Length == 0 || ErrorCode.Find(int.Parse(code)) is not null || CloseCode.All.Any(close => $"{close.Number}" == code), code);
    }

    [Theory]
    [MemberData(nameof(Limits))]
    public void A_limit_has_a_test(string limit)
    {
        var tested = typeof(LimitTableTests).Assembly.GetTypes()
            .SelectMany(static type => type.GetMethods(BindingFlags.Instance | BindingFlags.Public))
            .SelectMany(static method => method.GetCustomAttributesData())
            .Where(static data => data.AttributeType == typeof(TraitAttribute) && data.ConstructorArguments[0].Value is "Limit")
            .SelectMany(static data => ((string)data.ConstructorArguments[1].Value!).Split(' '));

        Assert.Contains(limit, tested);
    }

    [Fact]
    public void Every_limit_that_counts_is_in_the_table_and_the_other_way_round()
    {
        var counted = Enum.GetValues<LimitKind>().Select(static kind => OptionNames.KeyOf($"{kind}"));
        var listed = Rows().Values.Select(static row => Reached().Match(row[6])).Where(static match => match.Success).Select(static match => match.Groups[1].Value);

        Assert.Equal(counted.Order(StringComparer.Ordinal), listed.Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(WithoutEnum.Order(StringComparer.Ordinal), Rows().Keys.Except(counted).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_setting_of_the_limits_is_in_the_table()
    {
        var keys = HoconKeys.Leaves(EmbeddedHocon.Reference).Select(static leaf => HoconPath.Join(leaf.Path)).Where(static key => key.StartsWith("relay.limits.", StringComparison.Ordinal));

        Assert.Equal(["relay.limits.burst", "relay.limits.message-burst"], keys.Except(Rows().Values.Select(static row => row[2].Trim('`'))).Order(StringComparer.Ordinal));
    }

    private static Dictionary<string, string[]> Rows() => Repository.Read("docs/protocol.md").Split('\n')
        .SkipWhile(static line => line != "## Limits")
        .Skip(1)
        .TakeWhile(static line => !line.StartsWith("## ", StringComparison.Ordinal))
        .Where(static line => line.StartsWith("| ", StringComparison.Ordinal) && !line.StartsWith("| limit", StringComparison.Ordinal))
        .Select(static line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries))
        .ToDictionary(static row => row[0]);

    [GeneratedRegex(@"reached\(([a-z-]+)\)")]
    private static partial Regex Reached();
}
