using System.Globalization;
using Broker.Protocol.Errors;
using Broker.Tests.Architecture;

namespace Broker.Tests.Protocol.Errors;

/// <summary>The tables of <c>docs/protocol.md</c> and the code say the same.</summary>
public sealed class CodeTableTests
{
    [Fact]
    public void The_table_of_errors_is_the_table_of_the_document() =>
        Assert.Equal(
            ErrorCode.All.Select(static e => $"{e.Number} {e.Name} {e.HttpStatus} {YesNo(e.Temporary)}"),
            Rows("## Errors").Select(static row => string.Join(' ', row[..4])));

    [Fact]
    public void The_table_of_close_codes_is_the_table_of_the_document() =>
        Assert.Equal(
            CloseCode.All.Select(static c => $"{c.Number} {c.Name} {YesNo(c.ComeBack)}"),
            Rows("## Close codes").Select(static row => string.Join(' ', row[..3])));

    [Fact]
    public void Numbers_and_names_are_unique_and_numbers_are_found()
    {
        Assert.Distinct(ErrorCode.All.Select(static e => e.Number));
        Assert.Distinct(ErrorCode.All.Select(static e => e.Name));
        Assert.Distinct(CloseCode.All.Select(static c => c.Number));
        Assert.Distinct(CloseCode.All.Select(static c => c.Name));
        Assert.All(ErrorCode.All, static e => Assert.Same(e, ErrorCode.Find(e.Number)));
        Assert.Null(ErrorCode.Find(99));
    }

    [Fact]
    public void Our_own_close_codes_say_by_their_range_whether_to_come_back() =>
        Assert.All(CloseCode.All.Where(static c => c.Number >= 3000), static c => Assert.Equal(c.Number < 3500, c.ComeBack));

    [Fact]
    public void Every_error_has_a_close_code_and_the_temporary_ones_say_come_back() =>
        Assert.All(ErrorCode.All.Where(static e => e != ErrorCode.TokenExpired), static e => Assert.Equal(e.Temporary, CloseCode.For(e).ComeBack));

    [Fact]
    public void Who_comes_with_an_expired_token_may_come_back_with_a_new_one() => Assert.True(CloseCode.For(ErrorCode.TokenExpired).ComeBack);

    private static IEnumerable<string[]> Rows(string heading) =>
        File.ReadLines(Path.Combine(Repository.Root, "docs", "protocol.md"))
            .SkipWhile(line => line != heading)
            .Skip(1)
            .TakeWhile(static line => !line.StartsWith("## ", StringComparison.Ordinal))
            .Where(static line => line.StartsWith("| ", StringComparison.Ordinal))
            .Select(static line => line.Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            .Where(static row => int.TryParse(row[0], CultureInfo.InvariantCulture, out _));

    private static string YesNo(bool value) => value ? "yes" : "no";
}
