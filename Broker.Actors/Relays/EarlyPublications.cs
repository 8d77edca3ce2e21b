using Broker.Protocol.Publications;

namespace Broker.Actors.Relays;

/// <summary>Publications that came before their turn, bounded in number and bytes.</summary>
/// <remarks>What does not fit is dropped: the fetch that fills the gap goes on until the head and brings it again.</remarks>
internal sealed class EarlyPublications(RelayOptions options)
{
    private Dictionary<Offset, Publication>? _byOffset;
    private long _bytes;

    public int Count => _byOffset?.Count ?? 0;

    public void Keep(Publication publication)
    {
        _byOffset ??= [];
        var hasRoom = _byOffset.Count < options.EarlyCount && _bytes + publication.Payload.Length <= options.EarlyBytes;
        if ((hasRoom || !options.Rules.EarlyIsBounded)
            && _byOffset.TryAdd(publication.Offset, publication))
        {
            _bytes += publication.Payload.Length;
        }
    }

    /// <summary>Takes the publication at an offset, or null.</summary>
    public Publication? Take(Offset offset)
    {
        if (_byOffset is not { Count: > 0 } || !_byOffset.Remove(offset, out var publication))
        {
            return null;
        }

        _bytes -= publication.Payload.Length;
        return publication;
    }

    /// <summary>Drops what is of no more use.</summary>
    public void DropThrough(Offset offset)
    {
        foreach (var early in _byOffset?.Keys.AsEnumerable() ?? [])
        {
            if (early <= offset)
            {
                Take(early);
            }
        }
    }

    public void Clear()
    {
        _byOffset?.Clear();
        _bytes = 0;
    }
}
