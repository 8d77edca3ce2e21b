namespace Broker.Node.Configuration;

/// <summary>Everything that is wrong with a node's configuration, found before anything is started.</summary>
public sealed class NodeConfigurationException(IReadOnlyList<string> errors)
    : Exception("The configuration has errors:" + string.Concat(errors.Select(static error => $"{Environment.NewLine}  - {error}")))
{
    /// <summary>One line for each error.</summary>
    public IReadOnlyList<string> Errors { get; } = errors;
}
