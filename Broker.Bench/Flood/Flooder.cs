using System.Diagnostics;
using System.Globalization;
using System.Net.WebSockets;

namespace Broker.Bench.Flood;

/// <summary>The process that floods a node: one client that publishes as fast as the node reads, until its standard input ends.</summary>
internal static class Flooder
{
    private const int MessageBytes = 100;

    private static readonly TimeSpan FillsBuffers = TimeSpan.FromSeconds(1.5);

    public static async Task RunAsync(Uri node)
    {
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri(node, "/websocket/flood"), CancellationToken.None);
        using var over = new CancellationTokenSource();
        var input = Task.Run(() =>
        {
            Console.In.ReadToEnd();
            over.Cancel();
        });
        var reading = ReadAsync(socket, over.Token);
        var message = new byte[MessageBytes];
        long sent = 0;
        var watch = Stopwatch.StartNew();
        var isTold = false;
        try
        {
            for (; !over.IsCancellationRequested; sent++)
            {
                if (!isTold && watch.Elapsed > FillsBuffers)
                {
                    Console.WriteLine("flooding");
                    isTold = true;
                    sent = 0;
                }

                await socket.SendAsync(message, WebSocketMessageType.Binary, endOfMessage: true, over.Token);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException)
        {
            // The end, or closed by the node: what was sent until then counts.
        }

        Console.Write(sent.ToString(CultureInfo.InvariantCulture));
        await Task.WhenAll(reading, input);
    }

    private static async Task ReadAsync(ClientWebSocket socket, CancellationToken over)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (socket.State == WebSocketState.Open)
            {
                await socket.ReceiveAsync(buffer.AsMemory(), over);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException)
        {
            // The same.
        }
    }
}
