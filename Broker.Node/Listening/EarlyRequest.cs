using System.Net;
using System.Net.Sockets;
using System.Text;
using Broker.Node.Http;
using Broker.Protocol.WebSockets;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Broker.Node.Listening;

/// <summary>An upgrade request that no HTTP server has read, as the endpoints see every other one, and its answer in bytes.</summary>
/// <remarks>It lives as long as the handshake. What a connection costs after that has nothing of HTTP in it.</remarks>
internal sealed class EarlyRequest : IHttpUpgradeFeature, IHttpRequestLifetimeFeature, IDisposable
{
    private readonly Socket _socket;
    private readonly MemoryStream _body = new();

    public EarlyRequest(Socket socket, UpgradeHead head, CancellationToken stopping)
    {
        _socket = socket;
        RequestAborted = stopping;
        var request = new HttpRequestFeature { Method = HttpMethods.Get, Protocol = HttpProtocol.Http11, Scheme = "http", RawTarget = head.Target };
        request.Path = RequestTarget.Parse(head.Target).Path.ToString();
        request.QueryString = head.Target[request.Path.Length..];
        foreach (var (name, value) in head.Headers)
        {
            request.Headers[name] = StringValues.Concat(request.Headers[name], value);
        }

        var features = new FeatureCollection();
        features.Set<IHttpRequestFeature>(request);
        features.Set<IHttpResponseFeature>(new HttpResponseFeature());
        features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(_body));
        features.Set<IHttpRequestLifetimeFeature>(this);
        features.Set<IHttpUpgradeFeature>(this);
        features.Set<IHttpConnectionFeature>(new HttpConnectionFeature
        {
            LocalIpAddress = (socket.LocalEndPoint as IPEndPoint)?.Address,
            RemoteIpAddress = (socket.RemoteEndPoint as IPEndPoint)?.Address,
        });
        Context = new DefaultHttpContext(features);
    }

    /// <summary>What the endpoints get.</summary>
    public HttpContext Context { get; }

    /// <inheritdoc/>
    public bool IsUpgradableRequest => true;

    /// <inheritdoc/>
    public CancellationToken RequestAborted { get; set; }

    /// <inheritdoc/>
    public void Abort() => SocketStream.Cut(_socket);

    /// <summary>The endpoints only open; who has the connection sends the answer.</summary>
    public Task<Stream> UpgradeAsync() => throw new NotSupportedException();

    /// <summary>The head of an answer that switches protocols.</summary>
    public byte[] Switching()
    {
        Context.Response.StatusCode = StatusCodes.Status101SwitchingProtocols;
        Context.Response.Headers.Connection = "Upgrade";
        return Encoding.ASCII.GetBytes(Head());
    }

    /// <summary>A whole answer that refuses, after which the connection ends.</summary>
    public byte[] Refusal(DateTimeOffset now)
    {
        Context.Response.Headers.Connection = "close";
        Context.Response.Headers.Date = now.ToString("R");
        return [.. Encoding.ASCII.GetBytes(Head()), .. _body.ToArray()];
    }

    /// <inheritdoc/>
    public void Dispose() => _body.Dispose();

    private string Head()
    {
        var head = new StringBuilder();
        var status = Context.Response.StatusCode;
        head.Append("HTTP/1.1 ").Append(status).Append(' ').Append(ReasonPhrases.GetReasonPhrase(status)).Append("\r\n");
        foreach (var (name, values) in Context.Response.Headers)
        {
            foreach (var value in values)
            {
                head.Append(name).Append(": ").Append(value).Append("\r\n");
            }
        }

        return head.Append("\r\n").ToString();
    }
}
