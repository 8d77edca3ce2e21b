using Broker.Protocol.Access;
using Microsoft.Extensions.Options;

namespace Broker.Node.Authentication;

/// <summary>Adds what finds out who clients are.</summary>
internal static class AuthenticationExtensions
{
    // A set of keys or the claims of one user; more is a mistake or an attack.
    private const int MaxAnswerBytes = 256 * 1024;

    public static IServiceCollection AddClientAuthentication(this IServiceCollection services)
    {
        services.AddSingleton<IHttpContextFactory, QuietContextFactory>();
        services.AddSingleton<RequestIdentity>();
        services.AddSingleton(static provider => Authenticator(provider));
        return services;
    }

    private static IAuthenticator Authenticator(IServiceProvider provider)
    {
        var settings = provider.GetRequiredService<AuthSettings>();
        var options = provider.GetRequiredService<IOptions<AuthOptions>>().Value;
        if (settings.HasHook)
        {
            return ActivatorUtilities.CreateInstance<HookAuthenticator>(provider, options.Hook, Client());
        }

        if (settings.Keys.Count == 0 && !settings.HasPublishedKeys)
        {
            return NoAuthenticator.Instance;
        }

        var published = settings.HasPublishedKeys ? ActivatorUtilities.CreateInstance<PublishedKeys>(provider, options.Jwks, Client()) : null;
        var time = provider.GetRequiredService<TimeProvider>();
        var keys = new TokenKeys(settings, options, published, time, provider.GetRequiredService<ILogger<TokenKeys>>());
        return new TokenValidator(options, keys, time);
    }

    private static HttpClient Client() => new(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
    {
        MaxResponseContentBufferSize = MaxAnswerBytes,
        Timeout = Timeout.InfiniteTimeSpan,
    };
}
