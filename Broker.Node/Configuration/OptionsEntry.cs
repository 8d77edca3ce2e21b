using Microsoft.Extensions.Options;

namespace Broker.Node.Configuration;

/// <summary>An options class and the part of the settings that it holds.</summary>
internal abstract record OptionsEntry(string Path, Type Type)
{
    /// <summary>What the class's own rules say about the settings.</summary>
    public abstract IEnumerable<string> Check(IConfiguration configuration);

    /// <summary>Makes the options available, checked again when the host starts.</summary>
    public abstract void Register(IServiceCollection services, IConfiguration configuration);
}

/// <summary>An options class with its further rules; the bounds on its properties hold anyway.</summary>
internal sealed record OptionsEntry<T>(string Path, params IValidateOptions<T>[] Rules) : OptionsEntry(Path, typeof(T))
    where T : class, new()
{
    private IEnumerable<IValidateOptions<T>> AllRules => Rules.Prepend(new AnnotationValidator<T>(Path));

    public override IEnumerable<string> Check(IConfiguration configuration)
    {
        var options = new T();
        Section(configuration).Bind(options);
        return AllRules.SelectMany(rule => rule.Validate(null, options).Failures ?? []).ToList();
    }

    public override void Register(IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<T>().Bind(Section(configuration)).ValidateOnStart();
        foreach (var rule in AllRules)
            services.AddSingleton(rule);
    }

    private IConfigurationSection Section(IConfiguration configuration) => configuration.GetSection(OptionNames.SectionOf(Path));
}
