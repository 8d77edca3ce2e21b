using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Broker.Protocol.WebSockets;

/// <summary>The head of a request that asks for an upgrade, read without an HTTP server.</summary>
/// <remarks>
/// It takes what clients send and nothing that two readers could understand differently: one form of line ends, names and values of
/// plain characters, no folded lines, no body, no header twice that may come once. What it does not take is not wrong: somebody
/// who knows all of HTTP has to look at it.
/// </remarks>
public sealed class UpgradeHead
{
    /// <summary>The longest head.</summary>
    public const int MaxBytes = 16 * 1024;

    private const int MaxHeaders = 64;

    private static readonly SearchValues<byte> TargetBytes =
        SearchValues.Create("!$%&'()*+,-./0123456789:;=?@ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz~"u8);

    private static readonly SearchValues<byte> HostBytes =
        SearchValues.Create("-.0123456789:ABCDEFGHIJKLMNOPQRSTUVWXYZ[]abcdefghijklmnopqrstuvwxyz"u8);

    private static readonly SearchValues<byte> TokenBytes =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);

    // Whoever has a body, or expects an answer before it, is for the HTTP server.
    private static readonly HashSet<string> Refused = new(StringComparer.OrdinalIgnoreCase)
    {
        "Content-Length", "Transfer-Encoding", "Expect", "TE", "Trailer", "HTTP2-Settings",
    };

    private static readonly HashSet<string> Repeatable = new(StringComparer.OrdinalIgnoreCase)
    {
        "Connection", "Sec-WebSocket-Protocol", "Sec-WebSocket-Extensions",
    };

    private readonly List<(string Name, string Value)> _headers = [];

    private UpgradeHead(string target, int length)
    {
        Target = target;
        Length = length;
    }

    /// <summary>Path and query as they were sent; begins with a slash.</summary>
    public string Target { get; }

    /// <summary>How many bytes it has, the empty line included.</summary>
    public int Length { get; }

    /// <summary>The headers as they were sent.</summary>
    public IReadOnlyList<(string Name, string Value)> Headers => _headers;

    /// <summary>Reads a head that is there whole; false when it is not, or is not for this reader.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out UpgradeHead? head)
    {
        head = null;
        var end = bytes[..Math.Min(bytes.Length, MaxBytes)].IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            return false;
        }

        var lines = bytes[..(end + 2)];
        if (!TryTakeLine(ref lines, out var request) || !TryTarget(request, out var target))
        {
            return false;
        }

        var read = new UpgradeHead(target, end + 4);
        while (TryTakeLine(ref lines, out var line))
        {
            if (read._headers.Count == MaxHeaders || !read.TryAdd(line))
            {
                return false;
            }
        }

        // What is left has no proper end.
        head = lines.IsEmpty && read.Has("Host") && read.Has("Upgrade") ? read : null;
        return head is not null;
    }

    private static bool TryTakeLine(ref ReadOnlySpan<byte> lines, out ReadOnlySpan<byte> line)
    {
        var end = lines.IndexOf("\r\n"u8);
        line = end < 0 ? default : lines[..end];
        lines = end < 0 ? lines : lines[(end + 2)..];
        return end >= 0;
    }

    private static bool TryTarget(ReadOnlySpan<byte> line, out string target)
    {
        target = "";
        if (!line.StartsWith("GET /"u8) || !line.EndsWith(" HTTP/1.1"u8))
        {
            return false;
        }

        var bytes = line["GET ".Length..^" HTTP/1.1".Length];
        if (bytes.IsEmpty || bytes.ContainsAnyExcept(TargetBytes))
        {
            return false;
        }

        target = Encoding.ASCII.GetString(bytes);
        return true;
    }

    private bool TryAdd(ReadOnlySpan<byte> line)
    {
        var colon = line.IndexOf((byte)':');
        if (colon <= 0 || line[..colon].ContainsAnyExcept(TokenBytes))
        {
            return false;
        }

        var value = line[(colon + 1)..].Trim(" \t"u8);
        if (value.ContainsAnyExceptInRange((byte)' ', (byte)'~'))
        {
            return false;
        }

        var name = Encoding.ASCII.GetString(line[..colon]);
        if (Refused.Contains(name) || (Has(name) && !Repeatable.Contains(name)))
        {
            return false;
        }

        if (name.Equals("Host", StringComparison.OrdinalIgnoreCase) && (value.IsEmpty || value.ContainsAnyExcept(HostBytes)))
        {
            return false;
        }

        _headers.Add((name, Encoding.ASCII.GetString(value)));
        return true;
    }

    private bool Has(string name) => _headers.Exists(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}
