namespace Broker.Runtime.Remote.Links;

/// <summary>What a link's writer has to do next.</summary>
/// <param name="Chunks">Bytes to write, or null when there are none.</param>
/// <param name="Farewell">A last frame, after which the connection ends.</param>
/// <param name="End">Whether the connection ends after the chunks.</param>
internal readonly record struct OutboundBatch(List<OutboundChunk>? Chunks, byte[]? Farewell, bool End);
