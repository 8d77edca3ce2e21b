using Broker.Testing.Clients;

namespace Broker.Tests.Node.WebSockets.Conformance;

/// <summary>Plays a case against an echo and says what differs from what is expected; null for nothing.</summary>
internal static class Conversation
{
    public static async Task<string?> PlayAsync(Case played, RawClient client)
    {
        foreach (var step in played.Steps)
        {
            try
            {
                await client.SendAsync(step.Sent, step.Piece);
            }
            catch (IOException) when (played.End is not null)
            {
                // The server has failed the connection before all was sent.
            }

            if (await HearAsync(step.Heard, client) is { } difference)
            {
                return difference;
            }
        }

        if (played.End is null)
        {
            await client.SendAsync(ClientFrame.Close(1000));
        }

        var expected = $"close {played.End ?? 1000}".Replace("close 0", "close ", StringComparison.Ordinal);
        var ended = await client.HearAsync();
        if (ended != expected)
        {
            return $"ended with '{ended ?? "no close frame"}' instead of '{expected}'";
        }

        if (played.End is not null)
        {
            await CloseAsync(client);
        }

        return await client.EndsAsync() ? null : "the server did not end the connection";
    }

    // Messages and pongs come by different ways: a pong may overtake the echo of an earlier message.
    private static async Task<string?> HearAsync(string[] expected, RawClient client)
    {
        var heard = new List<string>();
        while (heard.Count < expected.Length)
        {
            if (await client.HearAsync() is not { } line || line.StartsWith("close", StringComparison.Ordinal))
            {
                return $"ended after [{string.Join(", ", heard)}] instead of [{string.Join(", ", expected)}]";
            }

            heard.Add(line);
        }

        static IEnumerable<string> Pongs(IEnumerable<string> lines, bool pongs) =>
            lines.Where(line => line.StartsWith("pong", StringComparison.Ordinal) == pongs);
        return Pongs(heard, true).SequenceEqual(Pongs(expected, true)) && Pongs(heard, false).SequenceEqual(Pongs(expected, false))
            ? null
            : $"heard [{string.Join(", ", heard)}] instead of [{string.Join(", ", expected)}]";
    }

    private static async Task CloseAsync(RawClient client)
    {
        try
        {
            await client.SendAsync(ClientFrame.Close(1000));
        }
        catch (IOException)
        {
            // The server is the first to end the transport's connection, and may have.
        }
    }
}
