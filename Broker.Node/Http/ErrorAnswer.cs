namespace Broker.Node.Http;

/// <summary>The JSON of a request that failed.</summary>
internal sealed record ErrorAnswer(ErrorBody Error);
