using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Broker.Node.Configuration;

/// <summary>Checks the bounds written on the properties of an options class, and names settings as the file does.</summary>
internal sealed class AnnotationValidator<T>(string path) : IValidateOptions<T>
    where T : class
{
    public ValidateOptionsResult Validate(string? name, T options)
    {
        var errors = new List<string>();
        Check(path, options, errors);
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static void Check(string path, object options, List<string> errors)
    {
        foreach (var property in OptionsFlattener.Settable(options.GetType()))
        {
            var key = $"{path}.{OptionNames.KeyOf(property.Name)}";
            var value = property.GetValue(options);
            if (value is not null && OptionsFlattener.IsNested(property.PropertyType))
            {
                Check(key, value, errors);
                continue;
            }

            var context = new ValidationContext(options) { MemberName = property.Name, DisplayName = key };
            var results = new List<ValidationResult>();
            if (!Validator.TryValidateProperty(value, context, results))
                errors.AddRange(results.Select(result => $"{Text(result, key)} It is {value}."));
        }
    }

    // "The field relay.http.port must be ...": the key says it is a field.
    private static string Text(ValidationResult result, string key) =>
        (result.ErrorMessage ?? $"{key} is not valid.").Replace($"The field {key}", key, StringComparison.Ordinal).Replace($"The {key} field", key, StringComparison.Ordinal);
}
