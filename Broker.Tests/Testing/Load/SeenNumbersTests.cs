using Broker.Testing.Load;

namespace Broker.Tests.Testing.Load;

public sealed class SeenNumbersTests
{
    [Theory]
    [InlineData("1 2 3", "InOrder InOrder InOrder")]
    [InlineData("1 3 2", "InOrder InOrder Late")]
    [InlineData("1 3 2 2", "InOrder InOrder Late Repeated")]
    [InlineData("1 2 2 1", "InOrder InOrder Repeated Repeated")]
    [InlineData("1 65 2", "InOrder InOrder Late")]
    [InlineData("5 4 4 100 99 99", "InOrder Late Repeated InOrder Late Repeated")]
    public void What_is_late_and_what_is_repeated_is_told_apart(string numbers, string expected)
    {
        var seen = new SeenNumbers();

        var verdicts = numbers.Split(' ').Select(number => seen.See(long.Parse(number, null)).ToString());

        Assert.Equal(expected, string.Join(' ', verdicts));
    }
}
