using System.Net;
using System.Text.Json;

namespace Broker.Bench.Load;

/// <summary>Topics by the node that owns them, which the answer to a POST names.</summary>
internal static class TopicFinder
{
    private const int TriesForEach = 30;

    /// <summary>So many topics that one node owns; found by publishing to topics one after the other.</summary>
    /// <param name="owner">The node, as the others know it.</param>
    /// <param name="node">Where to publish.</param>
    /// <param name="count">How many.</param>
    public static IReadOnlyList<string> OwnedBy(string owner, IPEndPoint node, int count)
    {
        using var http = new HttpClient { BaseAddress = new Uri($"http://{node}/") };
        var found = new List<string>(count);
        for (var i = 0; found.Count < count; i++)
        {
            if (i > count * TriesForEach)
            {
                throw new InvalidOperationException($"Only {found.Count} of {i} topics are owned by {owner}.");
            }

            var topic = FormattableString.Invariant($"load-hop-{i}");
            if (OwnerOf(topic, http) == owner)
            {
                found.Add(topic);
            }
        }

        return found;
    }

    private static string? OwnerOf(string topic, HttpClient http)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"sendSocket/{topic}") { Content = new StringContent("?") };
        using var response = http.Send(request);
        response.EnsureSuccessStatusCode();
        using var answer = JsonDocument.Parse(response.Content.ReadAsStream());
        return answer.RootElement.GetProperty("owner").GetString();
    }
}
