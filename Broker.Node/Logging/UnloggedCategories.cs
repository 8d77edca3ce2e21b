using Microsoft.Extensions.Options;

namespace Broker.Node.Logging;

/// <summary>Keeps what quotes a client's request line or headers out of every log, whatever else is said about levels: there may be a token in it.</summary>
/// <remarks>A rule that names a logger comes before one that does not, so each logger that has rules gets one of its own.</remarks>
internal sealed class UnloggedCategories : IPostConfigureOptions<LoggerFilterOptions>
{
    // Its lines hold the request line that could not be read.
    private const string BadRequests = "Microsoft.AspNetCore.Server.Kestrel.BadRequests";

    public void PostConfigure(string? name, LoggerFilterOptions options)
    {
        foreach (var logger in options.Rules.Select(static rule => rule.ProviderName).Append(null).Distinct().ToList())
        {
            options.Rules.Add(new LoggerFilterRule(logger, BadRequests, LogLevel.None, null));
        }
    }
}
