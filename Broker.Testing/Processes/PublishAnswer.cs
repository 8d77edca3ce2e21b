using System.Text.Json;

namespace Broker.Testing.Processes;

/// <summary>What a node answers to <c>POST /sendSocket/{topic}</c>.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Epoch">The life of the topic's numbering, as text.</param>
/// <param name="Offset">The number of the publication.</param>
/// <param name="Nodes">How many subscribing nodes it was sent to.</param>
/// <param name="Owner">The address of the node that hosts the topic.</param>
public sealed record PublishAnswer(string Topic, string Epoch, long Offset, int Nodes, string? Owner)
{
    /// <summary>Reads the JSON object.</summary>
    public static PublishAnswer Read(JsonElement answer) => new(
        answer.GetProperty("topic").GetString()!,
        answer.GetProperty("epoch").ToString(),
        answer.GetProperty("offset").GetInt64(),
        answer.GetProperty("nodes").GetInt32(),
        answer.TryGetProperty("owner", out var owner) ? owner.GetString() : null);
}
