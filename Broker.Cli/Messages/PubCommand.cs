using System.CommandLine;

namespace Broker.Cli.Messages;

/// <summary><c>pub TOPIC MESSAGE</c>: publishes one message and prints the node's answer.</summary>
internal static class PubCommand
{
    public static Command Create()
    {
        var topic = new Argument<string>("topic") { Description = "The topic" };
        var message = new Argument<string>("message") { Description = "The message" };
        var url = NodeAddress.Option();
        var command = new Command("pub", "Publish one message and print where it went") { topic, message, url };
        command.SetAction((parsed, stop) => RunAsync(
            NodeAddress.Publish(parsed.GetRequiredValue(url), parsed.GetRequiredValue(topic)),
            parsed.GetRequiredValue(message),
            parsed.InvocationConfiguration,
            stop));
        return command;
    }

    private static async Task<int> RunAsync(Uri address, string message, InvocationConfiguration console, CancellationToken stop)
    {
        using var http = new HttpClient();
        using var content = new StringContent(message);
        try
        {
            using var answer = await http.PostAsync(address, content, stop);
            var text = await answer.Content.ReadAsStringAsync(stop);
            if (answer.IsSuccessStatusCode)
            {
                await console.Output.WriteLineAsync(text);
                return ExitCode.Clean;
            }

            await console.Error.WriteLineAsync($"The node answered {(int)answer.StatusCode}: {text}");
        }
        catch (HttpRequestException failed)
        {
            await console.Error.WriteLineAsync($"{address.Authority} cannot be reached: {failed.Message}");
        }

        return ExitCode.Failed;
    }
}
