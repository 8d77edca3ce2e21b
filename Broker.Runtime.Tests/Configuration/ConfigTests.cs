using Broker.Runtime.Configuration;

namespace EngineTests.Configuration;

public sealed class ConfigTests
{
    private static readonly Config Sample = ConfigurationFactory.ParseString("""
        a {
          text = "some words"
          number = 17
          ratio = 0.25
          flag = on
          time = 150 ms
          never = infinite
          size = 4 KiB
          names = [x, "y z"]
          inner { deep = 1 }
        }
        """);

    [Fact]
    public void Values_are_read_by_path()
    {
        Assert.Equal("some words", Sample.GetString("a.text"));
        Assert.Equal(17, Sample.GetInt("a.number"));
        Assert.Equal(17L, Sample.GetLong("a.number"));
        Assert.Equal(0.25, Sample.GetDouble("a.ratio"));
        Assert.True(Sample.GetBoolean("a.flag"));
        Assert.Equal(TimeSpan.FromMilliseconds(150), Sample.GetTimeSpan("a.time"));
        Assert.Equal(Timeout.InfiniteTimeSpan, Sample.GetTimeSpan("a.never"));
        Assert.Equal(4096, Sample.GetByteSize("a.size"));
        Assert.Equal(["x", "y z"], Sample.GetStringList("a.names"));
        Assert.Equal(1, Sample.GetConfig("a.inner").GetInt("deep"));
    }

    [Fact]
    public void What_is_not_set_has_the_given_default()
    {
        Assert.False(Sample.HasPath("a.nothing"));
        Assert.Equal(5, Sample.GetInt("a.nothing", 5));
        Assert.Equal("d", Sample.GetString("a.nothing", "d"));
        Assert.Equal(TimeSpan.FromSeconds(1), Sample.GetTimeSpan("a.nothing", TimeSpan.FromSeconds(1)));
        Assert.Null(Sample.GetByteSize("a.nothing"));
        Assert.Empty(Sample.GetStringList("a.nothing"));
        Assert.True(Sample.GetConfig("a.nothing").IsEmpty);
    }

    [Fact]
    public void A_fallback_fills_gaps_only()
    {
        var merged = Sample.WithFallback(ConfigurationFactory.ParseString("a.number = 1, a.other = 2, b = 3"));

        Assert.Equal(17, merged.GetInt("a.number"));
        Assert.Equal(2, merged.GetInt("a.other"));
        Assert.Equal(3, merged.GetInt("b"));
    }

    [Fact]
    public void A_value_of_another_kind_is_an_error_that_names_its_path()
    {
        var error = Assert.Throws<ConfigurationException>(() => Sample.GetInt("a.text"));

        Assert.Contains("a.text", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_that_is_no_hocon_is_an_error() =>
        Assert.Throws<ConfigurationException>(() => ConfigurationFactory.ParseString("a { b = "));

    [Fact]
    public void The_engines_defaults_can_be_read()
    {
        var reference = ConfigurationFactory.Default();

        Assert.Equal("local", reference.GetString("akka.actor.provider"));
        Assert.Equal(30, reference.GetInt("akka.actor.default-dispatcher.throughput"));
    }
}
