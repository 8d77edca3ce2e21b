using System.Net;
using System.Text.Json;
using Broker.Testing.Delivery;
using Broker.Testing.Histories;
using Broker.Testing.Processes;

namespace Broker.Testing.Nemesis;

/// <summary>Publishes through one node, one message after the other, and records what it was told about each.</summary>
internal sealed class KnownPublisher(SupervisedNode node, string topic, string name, HistoryRecorder recorder, RunClock clock) : IDisposable
{
    /// <summary>The broker gives up after 25 s and says so; a node that says nothing for longer is paused or gone.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    /// <summary>After a refusal, so that a node that is down is not asked a thousand times a second.</summary>
    private static readonly TimeSpan Backoff = TimeSpan.FromMilliseconds(250);

    /// <summary>"Temporarily unavailable; nothing was accepted" (docs/protocol.md).</summary>
    private const int Unavailable = 121;

    private readonly HttpClient _http = new() { BaseAddress = node.Process.Http.BaseAddress, Timeout = Patience };
    private int _number;

    public async Task RunAsync(TimeSpan pause, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var record = await PublishAsync();
            await Pause.ForAsync(record.Outcome == PublishOutcome.Accepted ? pause : Backoff, stop);
        }
    }

    /// <summary>Publishes the next message.</summary>
    public async Task<PublishRecord> PublishAsync()
    {
        var message = new MessageId(name, ++_number);
        var sentAt = clock.Now;
        var (outcome, answer) = await AskAsync(message.ToString());
        var record = new PublishRecord(message, topic, sentAt, clock.Now, outcome)
        {
            Position = answer is null ? null : new StreamPosition(answer.Epoch, answer.Offset),
            Owner = answer?.Owner,
        };
        recorder.Add(record);
        return record;
    }

    public void Dispose() => _http.Dispose();

    private async Task<(PublishOutcome Outcome, PublishAnswer? Answer)> AskAsync(string text)
    {
        try
        {
            using var content = new StringContent(text);
            using var response = await _http.PostAsync(new Uri($"sendSocket/{Uri.EscapeDataString(topic)}", UriKind.Relative), content);
            var body = await response.Content.ReadAsStringAsync();
            return response.IsSuccessStatusCode
                ? (PublishOutcome.Accepted, PublishAnswer.Read(JsonDocument.Parse(body).RootElement))
                : (WasRefused(response.StatusCode, body) ? PublishOutcome.Refused : PublishOutcome.Unknown, null);
        }
        catch (HttpRequestException failed) when (failed.HttpRequestError == HttpRequestError.ConnectionError)
        {
            // There was no connection to send it over.
            return (PublishOutcome.Refused, null);
        }
        catch (Exception failed) when (failed is HttpRequestException or OperationCanceledException or IOException)
        {
            return (PublishOutcome.Unknown, null);
        }
    }

    private static bool WasRefused(HttpStatusCode status, string body)
    {
        if (status == HttpStatusCode.ServiceUnavailable)
        {
            try
            {
                return JsonDocument.Parse(body).RootElement.GetProperty("error").GetProperty("code").GetInt32() == Unavailable;
            }
            catch (Exception unreadable) when (unreadable is JsonException or KeyNotFoundException or InvalidOperationException)
            {
                return false;
            }
        }

        return (int)status is >= 400 and < 500;
    }
}
