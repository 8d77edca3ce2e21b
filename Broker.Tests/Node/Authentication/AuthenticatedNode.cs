using System.Collections.Concurrent;
using Broker.Node.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace Broker.Tests.Node.Authentication;

/// <summary>A node that asks who clients are, and keeps every line that anything in it logs, at all levels.</summary>
public sealed class AuthenticatedNode : RunningNode, ILoggerProvider
{
    /// <summary>A key for servers.</summary>
    public const string ApiKeyText = "an api key of some length";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("relay-auth");

    /// <summary>All that was logged.</summary>
    public ConcurrentQueue<string> Logged { get; } = new();

    /// <summary>The file with the secret of the key <c>watched</c>.</summary>
    public string SecretFile => Path.Combine(_folder.FullName, "secret");

    protected override IReadOnlyList<string> Arguments
    {
        get
        {
            File.WriteAllText(SecretFile, new string('s', 32));
            var path = Path.Combine(_folder.FullName, "node.conf");
            File.WriteAllText(
                path,
                $$"""
                relay.auth {
                  keys {
                    main { algorithm = HS256, secret = "{{Tokens.Secret}}" }
                    watched { algorithm = HS256, id = watched, file = "{{SecretFile}}" }
                  }
                  file-check = 100ms
                  roles.editor.publish = ["news/#"]
                  api-keys.backend { sha256 = "{{Convert.ToHexString(ApiKey.Hash(ApiKeyText))}}", publish = ["news/#", "$inbox/*"] }
                }
                relay.namespaces {
                  public { patterns = ["public/*"], subscribe = [authenticated], publish = [subscribers] }
                  lobby { patterns = ["$everyone"], subscribe = [authenticated], publish = [authenticated] }
                  inboxes { patterns = ["$inbox/*"], publish = [authenticated] }
                }
                """);
            return ["--port", "0", "--config", path];
        }
    }

    protected override void Configure(WebApplicationBuilder builder)
    {
        builder.Logging.SetMinimumLevel(LogLevel.Trace);
        builder.Logging.AddProvider(this);
        builder.Logging.AddFilter<AuthenticatedNode>(null, LogLevel.Trace);
    }

    ILogger ILoggerProvider.CreateLogger(string categoryName) => new Line(this, categoryName);

    void IDisposable.Dispose()
    {
    }

    private sealed class Line(AuthenticatedNode node, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            node.Logged.Enqueue($"{category} scope {Text(state)}");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            node.Logged.Enqueue($"{category} {formatter(state, exception)} {Text(state)} {exception}");

        private static string Text<TState>(TState state) => state is IEnumerable<KeyValuePair<string, object?>> pairs
            ? string.Join(' ', pairs.Select(static pair => $"{pair.Key}={pair.Value}"))
            : $"{state}";
    }
}
