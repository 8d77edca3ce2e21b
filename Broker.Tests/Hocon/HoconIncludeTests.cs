using Broker.Hocon;

namespace Broker.Tests.Hocon;

public sealed class HoconIncludeTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hocon");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void An_include_is_relative_to_the_file_it_stands_in()
    {
        Write("sub/part.conf", "include \"deeper.conf\"\nx = 1");
        Write("sub/deeper.conf", "y = 2");

        var root = HoconParser.ParseFile(Write("main.conf", "include \"sub/part\"\nx = 3"));

        Assert.Equal(3, root.GetInt("x"));
        Assert.Equal(2, root.GetInt("y"));
    }

    [Fact]
    public void An_include_inside_an_object_lands_there_and_finds_its_own_values()
    {
        Write("part.conf", "port = 1\nurl = \"h:\"${port}\nname = ${global}");

        var root = HoconParser.ParseFile(Write("main.conf", "global = g\nport = 9\na { include required(file(\"part.conf\")) }"));

        Assert.Equal("h:1", root.GetString("a.url"));
        Assert.Equal("g", root.GetString("a.name"));
    }

    [Fact]
    public void Only_a_required_include_must_be_there()
    {
        Assert.Equal(1, HoconParser.ParseFile(Write("a.conf", "include \"none\"\nx = 1")).GetInt("x"));
        var error = Assert.Throws<HoconException>(() => HoconParser.ParseFile(Write("b.conf", "\ninclude required(\"none\")")));
        Assert.Contains("b.conf:2:1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Includes_that_go_in_a_circle_are_refused()
    {
        Write("b.conf", "include \"a.conf\"");

        var error = Assert.Throws<HoconException>(() => HoconParser.ParseFile(Write("a.conf", "include \"b.conf\"")));

        Assert.Contains("includes itself", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Includes_are_bounded_in_depth_and_number()
    {
        var deep = new HoconOptions { Include = (name, _) => new HoconSource(name + "x", $"include \"{name}x\"") };
        var wide = new HoconOptions { Include = (name, _) => new HoconSource(name, "a = 1") };

        Assert.Throws<HoconException>(() => HoconParser.Parse("include \"x\"", deep));
        Assert.Throws<HoconException>(() => HoconParser.Parse(string.Concat(Enumerable.Repeat("include \"x\"\n", 100)), wide));
    }

    [Fact]
    public void A_key_may_be_called_include() =>
        Assert.Equal(1, HoconParser.Parse("include = 1").GetInt("include"));

    [Fact]
    public void Only_files_can_be_included() =>
        Assert.Throws<HoconException>(() => HoconParser.Parse("include url(\"http://x\")"));

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }
}
