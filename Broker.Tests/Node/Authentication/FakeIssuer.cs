using System.Net;
using System.Text;

namespace Broker.Tests.Node.Authentication;

/// <summary>A web server of another party: answers what the test says, and counts.</summary>
internal sealed class FakeIssuer : HttpMessageHandler
{
    private int _asked;
    private int _together;

    /// <summary>What it answers; null when it is away.</summary>
    public string? Answer { get; set; }

    /// <summary>The status of its answers.</summary>
    public HttpStatusCode Status { get; set; } = HttpStatusCode.OK;

    /// <summary>When set, answers wait for it.</summary>
    public TaskCompletionSource? Hold { get; set; }

    /// <summary>How often it was asked.</summary>
    public int Asked => Volatile.Read(ref _asked);

    /// <summary>How many questions it had at the same time, at most.</summary>
    public int MostTogether { get; private set; }

    /// <summary>The body of the last question.</summary>
    public string Question { get; private set; } = "";

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _asked);
        MostTogether = Math.Max(MostTogether, Interlocked.Increment(ref _together));
        try
        {
            Question = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
            if (Hold is { } hold)
            {
                await hold.Task.WaitAsync(cancellationToken);
            }

            return Answer is { } answer
                ? new HttpResponseMessage(Status) { Content = new StringContent(answer, Encoding.UTF8, "application/json") }
                : throw new HttpRequestException("nobody there");
        }
        finally
        {
            Interlocked.Decrement(ref _together);
        }
    }
}
