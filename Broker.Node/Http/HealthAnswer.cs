namespace Broker.Node.Http;

/// <summary>The JSON of the health checks.</summary>
internal sealed record HealthAnswer(string Status, string Node);
