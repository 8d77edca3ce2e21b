using Broker.Hocon;
using Broker.Node.Configuration;
using Broker.Node.Configuration.Named;
using Microsoft.Extensions.Configuration;

namespace Broker.Tests.Configuration;

public class ReferenceTests
{
    [Fact]
    public void Every_property_of_an_options_class_has_its_key_and_default_in_reference_conf()
    {
        var missing = Properties().Where(static key => !EmbeddedHocon.Reference.Has(key));

        Assert.Empty(missing);
    }

    [Fact]
    public void Every_key_of_the_broker_in_reference_conf_has_its_property()
    {
        var properties = Properties().ToHashSet();
        var relay = HoconKeys.Leaves(EmbeddedHocon.Reference).Select(static leaf => HoconPath.Join(leaf.Path)).Where(static key => key.StartsWith("relay.", StringComparison.Ordinal));

        Assert.Equal([], relay.Except(properties).Except(NamedSettings.Paths));
    }

    [Fact]
    public void The_defaults_of_the_classes_are_those_of_reference_conf()
    {
        var configuration = NodeConfiguration.Load([], static _ => null);

        foreach (var entry in OptionsCatalog.All)
        {
            var bound = Activator.CreateInstance(entry.Type)!;
            configuration.Options.GetSection(OptionNames.SectionOf(entry.Path)).Bind(bound);
            AssertSame(entry.Path, Activator.CreateInstance(entry.Type)!, bound);
        }
    }

    [Fact]
    public void Every_key_of_the_engine_in_reference_conf_is_one_that_an_engine_knows()
    {
        var engines = new KeyCheck(EmbeddedHocon.Names("engine/").Select(static name => HoconParser.Parse(EmbeddedHocon.Read(name))), EmbeddedHocon.Read("akka-keys.txt").Split('\n'));
        var akka = HoconObject.Empty.With("akka", EmbeddedHocon.Reference.GetObject("akka"));

        Assert.Empty(engines.Sort(akka).Unknown);
    }

    [Fact]
    public void No_secret_has_a_default()
    {
        var secrets = HoconKeys.Leaves(EmbeddedHocon.Reference).Where(static leaf => leaf.Path[^1].Contains("secret", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(secrets);
        Assert.All(secrets, static leaf => Assert.Equal("", Assert.IsType<HoconText>(leaf.Value).Text));
    }

    [Fact]
    public void Every_key_has_an_environment_variable_of_its_own()
    {
        var names = HoconKeys.Leaves(EmbeddedHocon.Reference).Select(static leaf => EnvironmentVariables.NameOf(leaf.Path)).ToList();

        Assert.Equal(names.Count, names.Distinct().Count());
    }

    [Fact]
    public void Every_file_that_comes_with_the_program_is_complete()
    {
        foreach (var name in EmbeddedHocon.Names("").Where(static name => name.EndsWith(".conf", StringComparison.Ordinal) && !name.StartsWith("engine/", StringComparison.Ordinal)))
        {
            var tree = HoconParser.Parse(new HoconSource(name, EmbeddedHocon.Read(name)), new HoconOptions { Include = EmbeddedHocon.Include });
            Assert.Empty(KeyCheck.Default.Sort(tree).Unknown);
        }
    }

    private static IEnumerable<string> Properties() => OptionsCatalog.All.SelectMany(static entry => Properties(entry.Path, entry.Type));

    private static IEnumerable<string> Properties(string path, Type options) => OptionsFlattener.Settable(options).SelectMany(property =>
    {
        var key = $"{path}.{OptionNames.KeyOf(property.Name)}";
        return OptionsFlattener.IsNested(property.PropertyType) ? Properties(key, property.PropertyType) : [key];
    });

    private static void AssertSame(string path, object expected, object actual)
    {
        foreach (var property in OptionsFlattener.Settable(expected.GetType()))
        {
            var (want, got) = (property.GetValue(expected), property.GetValue(actual));
            if (OptionsFlattener.IsNested(property.PropertyType))
                AssertSame($"{path}.{property.Name}", want!, got!);
            else
                Assert.True(want is System.Collections.IEnumerable and not string || Equals(want, got), $"{path}.{property.Name} is {got} in reference.conf and {want} in the class.");
        }
    }
}
