using System.CommandLine;
using System.Net.WebSockets;
using System.Text;

namespace Broker.Cli.Messages;

/// <summary><c>sub TOPIC</c>: prints what is published to a topic, one line for each message, until it is stopped.</summary>
internal static class SubCommand
{
    private const int ReadSize = 16 * 1024;

    public static Command Create()
    {
        var topic = new Argument<string>("topic") { Description = "The topic" };
        var url = NodeAddress.Option();
        var command = new Command("sub", "Print what is published to a topic") { topic, url };
        command.SetAction((parsed, stop) => RunAsync(
            NodeAddress.WebSocket(parsed.GetRequiredValue(url), parsed.GetRequiredValue(topic)), parsed.InvocationConfiguration, stop));
        return command;
    }

    private static async Task<int> RunAsync(Uri address, InvocationConfiguration console, CancellationToken stop)
    {
        using var socket = new ClientWebSocket();
        try
        {
            await socket.ConnectAsync(address, stop);
            await console.Error.WriteLineAsync($"Subscribed at {address}");
            await PrintAsync(socket, console.Output, stop);
            await console.Error.WriteLineAsync($"The node closed the connection: {(int?)socket.CloseStatus} {socket.CloseStatusDescription}");
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return ExitCode.Clean;
        }
        catch (WebSocketException failed)
        {
            await console.Error.WriteLineAsync($"{address.Authority}: {failed.Message}");
        }

        return ExitCode.Failed;
    }

    private static async Task PrintAsync(ClientWebSocket socket, TextWriter output, CancellationToken stop)
    {
        var buffer = new byte[ReadSize];
        using var message = new MemoryStream();
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer.AsMemory(), stop);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                return;
            }

            message.Write(buffer, 0, part.Count);
            if (part.EndOfMessage)
            {
                var bytes = message.ToArray();
                await output.WriteLineAsync(part.MessageType == WebSocketMessageType.Text ? Encoding.UTF8.GetString(bytes) : Convert.ToHexStringLower(bytes));
                message.SetLength(0);
            }
        }
    }
}
