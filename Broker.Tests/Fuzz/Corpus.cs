using System.Text;
using Broker.Protocol.WebSockets;
using Broker.Testing.Clients;
using Broker.Tests.Architecture;

namespace Broker.Tests.Fuzz;

/// <summary>What the fuzzing begins with.</summary>
internal static class Corpus
{
    public static readonly string[] JsonWords =
    [
        "\"id\":", "\"subscribe\":", "\"recover\":", "\"unsubscribe\":", "\"history\":", "\"since\":", "\"limit\":", "\"reverse\":", "\"token\":", "\"ping\":", "\"topic\":",
        "\"body\":", "\"text\":", "\"base64\":", "\"reception\":", "\"sender\":", "\"epoch\":", "\"offset\":", "{", "}", "[", "]", ",", "null", "true", "-1", "1e999",
        "\\ud800", "\\u0000", "\"\"", "[[[[[[[[[[[[[[[[", "9223372036854775808", "\"$inbox/\"", "\"a/+\"", "\r\n",
    ];

    public static readonly string[] TopicWords = ["/", "+", "#", "$", "$inbox/", "$everyone", "*", "//", "\u0085", "\ufeff", "𝄞", "%2F", " ", "e\u0301"];

    public static readonly string[] HttpWords =
    [
        "\r\n", "Upgrade: ", "Connection: ", "Sec-WebSocket-Key: ", "Sec-WebSocket-Version: ", "Sec-WebSocket-Protocol: ", "Sec-WebSocket-Extensions: ", "permessage-deflate",
        "relay.v1", "bearer.", "?topics=", "%2C", "%", "Host: ", "Content-Length: 5\r\n", "Transfer-Encoding: chunked\r\n", "HTTP/1.0", "websocket", "Origin: null\r\n", "\0", "\t",
    ];

    /// <summary>The commands of the document, and some that are none.</summary>
    public static IEnumerable<byte[]> Commands() =>
    [
        .. Repository.Read("docs/protocol.md").Split('\n').Where(static line => line.StartsWith("> {", StringComparison.Ordinal)).Select(static line => Encoding.UTF8.GetBytes(line[2..])),
        .. new[]
        {
            "[]", "\"a\"", "{}", """{"id":"x","ping":{}}""", """{"subscribe":["a","b/+"],"recover":{"a":{"epoch":"1","offset":0}},"id":9}""",
            """{"topic":"t","body":[[[1,{"a":"\u00e9\n"}]]]}""", """{"topic":"t","base64":"AAECAw=="}""", """{"sender":"s","reception":null,"body":0}""",
            """{"p\ud800ing":true,"id":3}""", """{"topic":"t","base64":"AAE\ud800CA7=="}""", """{"reception\udc00":"b","topic":"t","body":0}""", """{"subscribe":"a","recover":{"a":{"\ud800":1,"epoch":"1","offset":1}}}""",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    public static IEnumerable<byte[]> Frames() =>
    [
        ClientFrame.Text("hello"), ClientFrame.Binary([]), ClientFrame.Of(9, [1, 2, 3]), ClientFrame.Close(1000, "bye"), ClientFrame.Of(8, []), ClientFrame.Binary(new byte[126]),
        [.. ClientFrame.Of(1, "é"u8[..1], final: false), .. ClientFrame.Of(10, []), .. ClientFrame.Of(0, "é"u8[1..])],
        ClientFrame.Of(1, MessageDeflate.Compress(new byte[600]).Span, reserved: 4),
        [.. ClientFrame.Of(2, MessageDeflate.Compress("abcabcabc"u8.ToArray()).Span, reserved: 4), .. ClientFrame.Text("after")],
        [0x82, 0xFF, 0, 0, 0, 0, 0, 1, 0, 0, 1, 2, 3, 4], [0x82, 0xFE, 0xFF, 0xFF, 1, 2, 3, 4],
    ];

    public static IEnumerable<byte[]> Names() => new[]
    {
        "news", "a/b/c", "$everyone", "$inbox/bob", "$other", "a/+/c", "#", "+", "a/#", "/", "a//b", "新", "\u0001", new string('x', 255), new string('é', 128), "a*", "a/b*",
    }.Select(Encoding.UTF8.GetBytes);

    public static IEnumerable<byte[]> Requests() => new[]
    {
        "GET /websocket/key?topics=a,b%2Cc HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: keep-alive, Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n",
        "GET /websocket?own=off HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: relay.v1, bearer.x.y.z\r\n\r\n",
        "GET /mqtt HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: mqtt\r\nSec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n\r\n",
        "POST /sendSocket/a%2Fb?msg=x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nhello",
        "GET / HTTP/1.1\r\nHost: localhost\r\nOrigin: http://localhost\r\n\r\n",
    }.Select(Encoding.Latin1.GetBytes);
}
