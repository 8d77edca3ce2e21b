using System.Buffers;
using System.Text;
using Microsoft.AspNetCore.Server.Kestrel.Core.Internal.Http;

namespace Broker.Tests.Fuzz;

/// <summary>The head of a request as the HTTP server reads it.</summary>
internal sealed class KestrelHead : IHttpRequestLineHandler, IHttpHeadersHandler
{
    public string Line { get; private set; } = "";

    public List<(string Name, string Value)> Headers { get; } = [];

    /// <summary>Reads the head and gives its length; fails where the server would refuse it.</summary>
    public long Read(ReadOnlySequence<byte> request)
    {
        var parser = new HttpParser<KestrelHead>();
        var reader = new SequenceReader<byte>(request);
        Assert.True(parser.ParseRequestLine(this, ref reader));
        Assert.True(parser.ParseHeaders(this, ref reader));
        return reader.Consumed;
    }

    public void OnStartLine(HttpVersionAndMethod versionAndMethod, TargetOffsetPathLength targetPath, Span<byte> startLine) =>
        Line = $"{versionAndMethod.Method} {versionAndMethod.Version} {Encoding.Latin1.GetString(startLine[targetPath.Offset..])}";

    public void OnHeader(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value) => Headers.Add((Encoding.Latin1.GetString(name), Encoding.Latin1.GetString(value)));

    public void OnHeadersComplete(bool endStream)
    {
    }

    public void OnStaticIndexedHeader(int index) => throw new NotSupportedException();

    public void OnStaticIndexedHeader(int index, ReadOnlySpan<byte> value) => throw new NotSupportedException();
}
