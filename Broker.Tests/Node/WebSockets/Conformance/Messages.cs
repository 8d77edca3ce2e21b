using System.Security.Cryptography;
using System.Text;

namespace Broker.Tests.Node.WebSockets.Conformance;

/// <summary>Lines that stand for what a server says; what is long is named by its length and hash.</summary>
internal static class Messages
{
    public static string Text(ReadOnlySpan<byte> utf8) => $"text {Short(utf8)}";

    public static string Text(string text) => Text(Encoding.UTF8.GetBytes(text));

    public static string Binary(ReadOnlySpan<byte> bytes) => $"binary {Short(bytes)}";

    public static string Pong(ReadOnlySpan<byte> bytes) => $"pong {Short(bytes)}";

    private static string Short(ReadOnlySpan<byte> bytes) =>
        bytes.Length <= 64 ? Convert.ToHexStringLower(bytes) : $"{bytes.Length} bytes {Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 8))}";
}
