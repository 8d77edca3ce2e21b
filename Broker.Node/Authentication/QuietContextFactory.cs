using Microsoft.AspNetCore.Http.Features;

namespace Broker.Node.Authentication;

/// <summary>Takes the query off each request before the framework sees it, which logs requests with it: there may be a token in it.</summary>
/// <remarks>The node's own endpoints read the raw target, which nothing logs.</remarks>
internal sealed class QuietContextFactory(IServiceProvider services) : IHttpContextFactory
{
    private readonly DefaultHttpContextFactory _inner = new(services);

    /// <inheritdoc/>
    public HttpContext Create(IFeatureCollection featureCollection)
    {
        featureCollection.GetRequiredFeature<IHttpRequestFeature>().QueryString = "";
        return _inner.Create(featureCollection);
    }

    /// <inheritdoc/>
    public void Dispose(HttpContext httpContext) => _inner.Dispose(httpContext);
}
