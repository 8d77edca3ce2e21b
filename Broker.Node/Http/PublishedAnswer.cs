namespace Broker.Node.Http;

/// <summary>The JSON of a publish that was accepted.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Epoch">The life of the topic's numbering.</param>
/// <param name="Offset">The place the message got.</param>
/// <param name="Nodes">How many nodes it was sent to, or are invited to fetch it because of a filter.</param>
/// <param name="Owner">The node that hosts the topic.</param>
internal sealed record PublishedAnswer(string Topic, string Epoch, long Offset, int Nodes, string Owner);
