using Broker.Hocon;

namespace Broker.Tests.Hocon;

public class HoconParserTests
{
    [Fact]
    public void Objects_paths_and_separators_make_one_tree()
    {
        var root = HoconParser.Parse("""
            # comment
            a { b = 1, c : two words // comment
              "d.e" = "quoted # text" }
            a.f.g = [1, 2
              3]
            x y = on
            """);

        Assert.Equal(1, root.GetInt("a.b"));
        Assert.Equal("two words", root.GetString("a.c"));
        Assert.Equal("quoted # text", root.GetString("a.\"d.e\""));
        Assert.Equal(["1", "2", "3"], root.GetStrings("a.f.g"));
        Assert.True(root.GetBoolean("\"x y\""));
    }

    [Fact]
    public void Outer_braces_may_be_left_out_or_written() =>
        Assert.Equal(HoconParser.Parse("a = 1").Render(), HoconParser.Parse("{ \"a\" : 1 }").Render());

    [Fact]
    public void A_text_may_span_lines_and_end_in_quotes() =>
        Assert.Equal("one\n\"two\"", HoconParser.Parse("a = \"\"\"one\n\"two\"\"\"\"").GetString("a"));

    [Fact]
    public void Escapes_are_those_of_JSON() =>
        Assert.Equal("\"\\\n\u00e9", HoconParser.Parse("""a = "\"\\\n\u00e9" """).GetString("a"));

    [Fact]
    public void A_later_value_replaces_and_a_later_object_extends()
    {
        var root = HoconParser.Parse("a = 1\na = 2\nb { x = 1, y = 1 }\nb { y = 2 }\nc { x = 1 }\nc = 3");

        Assert.Equal(2, root.GetInt("a"));
        Assert.Equal(1, root.GetInt("b.x"));
        Assert.Equal(2, root.GetInt("b.y"));
        Assert.Equal(3, root.GetInt("c"));
    }

    [Fact]
    public void Plus_equals_appends_to_what_is_there_or_starts_a_list()
    {
        var root = HoconParser.Parse("a = [1]\na += 2\nb += 3");

        Assert.Equal(["1", "2"], root.GetStrings("a"));
        Assert.Equal(["3"], root.GetStrings("b"));
    }

    [Fact]
    public void Null_hides_a_fallback()
    {
        var root = HoconParser.Parse("a = null").WithFallback(HoconParser.Parse("a = 1, b = 2"));

        Assert.False(root.Has("a"));
        Assert.Equal(2, root.GetInt("b"));
    }

    [Theory]
    [InlineData("a = [1, 2", "1:5", "not closed")]
    [InlineData("a {\n b = 1", "1:3", "not closed")]
    [InlineData("a = \"open\nb = 1", "1:5", "not closed")]
    [InlineData("a 1", "1:4", "needs a =")]
    [InlineData("a =\n", "2:1", "value is missing")]
    [InlineData("a = x:y", "1:6", "in quotes")]
    [InlineData("a = {} b", "1:5", "object and text")]
    [InlineData("a = 1\n}", "2:1", "Unexpected '}'")]
    [InlineData("a..b = 1", "1:1", "empty key")]
    [InlineData("[1]", "1:1", "must be an object")]
    [InlineData("a = \"\\q\"", "1:7", "no escape")]
    [InlineData("a = ${b", "1:8", "close the substitution")]
    public void What_is_wrong_is_said_with_its_place(string text, string place, string problem)
    {
        var error = Assert.Throws<HoconException>(() => HoconParser.Parse(text));

        Assert.Contains(place, error.Message, StringComparison.Ordinal);
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[")]
    [InlineData("a{")]
    [InlineData("a=[")]
    public void Deep_nesting_is_refused(string opening)
    {
        var text = string.Concat(Enumerable.Repeat(opening, 10_000));

        Assert.Throws<HoconException>(() => HoconParser.Parse("r = " + text));
        Assert.Throws<HoconException>(() => HoconParser.Parse(text));
    }

    [Fact]
    public void A_long_path_is_refused() =>
        Assert.Throws<HoconException>(() => HoconParser.Parse(string.Join('.', Enumerable.Repeat("a", 10_000)) + " = 1"));

    [Fact]
    public void A_long_text_is_refused() =>
        Assert.Throws<HoconException>(() => HoconParser.Parse("a = 12345", new HoconOptions { MaxLength = 8 }));

    [Fact]
    public void What_is_rendered_reads_back_the_same()
    {
        var root = HoconParser.Parse("""
            a { "b.c" = "x\ny", empty {}, list = [1, {k = v}, []], "" = "" }
            n = null, quoted = "null", size = 1.5, url = "akka.tcp://relay@h:1"
            """);

        var rendered = root.Render();

        Assert.Equal(rendered, HoconParser.Parse(rendered).Render());
        Assert.Contains("quoted = \"null\"", rendered, StringComparison.Ordinal);
    }

    [Fact]
    public void With_sets_a_value_deep_in_a_tree_and_leaves_the_original()
    {
        var root = HoconParser.Parse("a { b = 1, c = 2 }");

        var changed = root.With("a.b", "9").With("x.y", "new");

        Assert.Equal(1, root.GetInt("a.b"));
        Assert.Equal(9, changed.GetInt("a.b"));
        Assert.Equal(2, changed.GetInt("a.c"));
        Assert.Equal("new", changed.GetString("x.y"));
    }
}
