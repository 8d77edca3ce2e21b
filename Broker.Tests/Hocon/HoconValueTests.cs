using Broker.Hocon;

namespace Broker.Tests.Hocon;

public class HoconValueTests
{
    [Theory]
    [InlineData("10s", 10_000)]
    [InlineData("500ms", 500)]
    [InlineData("250", 250)]
    [InlineData("1.5 minutes", 90_000)]
    [InlineData("2h", 7_200_000)]
    [InlineData("1d", 86_400_000)]
    [InlineData("infinite", -1)]
    public void Durations_have_units_and_default_to_milliseconds(string text, double milliseconds) =>
        Assert.Equal(milliseconds, HoconParser.Parse($"a = {text}").GetDuration("a").TotalMilliseconds);

    [Theory]
    [InlineData("512", 512)]
    [InlineData("64KiB", 65_536)]
    [InlineData("1 MiB", 1_048_576)]
    [InlineData("128000b", 128_000)]
    [InlineData("2kB", 2_000)]
    [InlineData("1m", 1_048_576)]
    public void Sizes_have_units_and_default_to_bytes(string text, long bytes) =>
        Assert.Equal(bytes, HoconParser.Parse($"a = {text}").GetBytes("a"));

    [Theory]
    [InlineData("10parsecs")]
    [InlineData("-1s")]
    [InlineData("s")]
    [InlineData("99999999999999d")]
    public void What_is_no_duration_is_refused_with_its_place(string text)
    {
        var error = Assert.Throws<HoconException>(() => HoconParser.Parse($"\na = {text}").GetDuration("a"));

        Assert.StartsWith("(text):2:5: 'a' must be a duration", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("on", true)]
    [InlineData("yes", true)]
    [InlineData("true", true)]
    [InlineData("off", false)]
    [InlineData("no", false)]
    [InlineData("false", false)]
    public void Booleans_have_three_spellings(string text, bool value) =>
        Assert.Equal(value, HoconParser.Parse($"a = {text}").GetBoolean("a"));

    [Fact]
    public void A_default_is_for_what_is_not_set_only()
    {
        var root = HoconParser.Parse("a = x");

        Assert.Equal(7, root.GetInt("b", 7));
        Assert.Throws<HoconException>(() => root.GetInt("a", 7));
        Assert.Throws<HoconException>(() => root.GetInt("b"));
        Assert.Throws<HoconException>(() => root.GetStrings("a"));
    }

    [Theory]
    [InlineData(10_000, "10s")]
    [InlineData(1_500, "1500ms")]
    [InlineData(-1, "infinite")]
    public void A_duration_is_printed_as_it_can_be_read(double milliseconds, string text)
    {
        Assert.Equal(text, HoconDuration.Format(TimeSpan.FromMilliseconds(milliseconds)));
    }
}
