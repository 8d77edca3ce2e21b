using Broker.Hocon;

namespace Broker.Tests.Hocon;

public class HoconSubstitutionTests
{
    private static HoconObject Parse(string text, params (string Name, string Value)[] environment) =>
        HoconParser.Parse(text, new HoconOptions
        {
            Environment = name => environment.FirstOrDefault(variable => variable.Name == name).Value,
        });

    [Fact]
    public void A_substitution_sees_what_is_written_later_and_inside_its_own_object()
    {
        var root = Parse("a { x = ${b}, y = ${a.z}, z = 3 }\nb = 1\nb = 2");

        Assert.Equal(2, root.GetInt("a.x"));
        Assert.Equal(3, root.GetInt("a.y"));
    }

    [Fact]
    public void Texts_arrays_and_objects_are_joined()
    {
        var root = Parse("""
            name = relay
            url = "http://"${name}":"${port}/x
            port = 80
            list = [1] ${more}
            more = [2]
            base { a = 1, b = 1 }
            derived = ${base} { b = 2 }
            """);

        Assert.Equal("http://relay:80/x", root.GetString("url"));
        Assert.Equal(["1", "2"], root.GetStrings("list"));
        Assert.Equal(1, root.GetInt("derived.a"));
        Assert.Equal(2, root.GetInt("derived.b"));
    }

    [Fact]
    public void A_key_may_refer_to_its_own_earlier_value()
    {
        var root = Parse("path = /bin\npath = ${path}\":/usr\"\nlist = [a]\nlist = ${list} [b]\no { k = 1 }\no { k = ${o.k}2 }\no = ${o} { m = 3 }");

        Assert.Equal("/bin:/usr", root.GetString("path"));
        Assert.Equal(["a", "b"], root.GetStrings("list"));
        Assert.Equal(12, root.GetInt("o.k"));
        Assert.Equal(3, root.GetInt("o.m"));
    }

    [Fact]
    public void A_path_through_a_substituted_object_is_followed()
    {
        var root = Parse("defaults { host = h }\na = ${defaults}\na { x = ${a.host} }\ny = ${a.x}");

        Assert.Equal("h", root.GetString("y"));
    }

    [Fact]
    public void The_environment_answers_what_the_tree_does_not()
    {
        var root = Parse("port = 1\nport = ${?PORT}\nhost = a\nhost = ${?HOST}\nport2 = ${?port}", ("PORT", "2"));

        Assert.Equal(2, root.GetInt("port"));
        Assert.Equal("a", root.GetString("host"));
        Assert.Equal(2, root.GetInt("port2"));
    }

    [Fact]
    public void The_fallback_answers_before_the_environment()
    {
        var options = new HoconOptions { Fallback = HoconParser.Parse("HOME = tree"), Environment = _ => "environment" };

        Assert.Equal("tree", HoconParser.Parse("a = ${HOME}", options).GetString("a"));
    }

    [Fact]
    public void A_missing_value_is_an_error_unless_it_is_optional()
    {
        Assert.Contains("${b.c} is not set", Assert.Throws<HoconException>(() => Parse("a = ${b.c}")).Message, StringComparison.Ordinal);
        Assert.False(Parse("a = ${?b.c}").Has("a"));
        Assert.Equal(["1"], Parse("a = [1, ${?b}]").GetStrings("a"));
    }

    [Theory]
    [InlineData("a = ${b}, b = ${a}")]
    [InlineData("a = ${b.x}, b = ${a.x}")]
    [InlineData("a { b = ${a} }")]
    [InlineData("a = [${b}], b = [${a}]")]
    public void A_circle_is_an_error(string text) => Assert.Throws<HoconException>(() => Parse(text));

    [Fact]
    public void A_text_that_doubles_itself_is_refused()
    {
        var texts = "a0 = xxxxxxxxxx\n" + string.Join('\n', Enumerable.Range(1, 40).Select(i => $"a{i} = ${{a{i - 1}}}${{a{i - 1}}}"));
        var lists = "a0 = [x]\n" + string.Join('\n', Enumerable.Range(1, 40).Select(i => $"a{i} = [${{a{i - 1}}}, ${{a{i - 1}}}]"));

        Assert.Throws<HoconException>(() => Parse(texts));
        Assert.Throws<HoconException>(() => Parse(lists));
    }

    [Fact]
    public void A_long_chain_is_refused() =>
        Assert.Throws<HoconException>(() => Parse(string.Join('\n', Enumerable.Range(0, 20_000).Select(i => $"a{i} = ${{a{i + 1}}}")) + "\na20000 = 1"));
}
