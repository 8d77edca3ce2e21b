using System.Text;
using Broker.Actors.Publishing;
using Broker.Actors.Topics;
using Broker.Protocol.Publications;

namespace Broker.Tests.Topics.Simulation;

/// <summary>What was accepted and what was heard, over all nodes.</summary>
internal sealed class Ledger
{
    private readonly Dictionary<Position, string> _byPlace = [];
    private readonly Dictionary<string, Position> _byName = [];

    public List<(Position Place, long At)> Accepted { get; } = [];

    public int Unknown { get; private set; }

    public static byte[] Name(int publisher, long number) => Encoding.UTF8.GetBytes($"publisher {publisher} number {number}");

    public void Settled(int publisher, PublisherEffect effect, long now)
    {
        if (effect.Error is not null)
        {
            Unknown++;
            return;
        }

        Accepted.Add((effect.Answer!.Position, now));
        Place(effect.Answer.Position, Encoding.UTF8.GetString(Name(publisher, effect.Tag)));
    }

    public void Heard(Publication publication) =>
        Place(new Position(publication.Epoch, publication.Offset), Encoding.UTF8.GetString(publication.Payload.Bytes.Span));

    // One publication under one place, and one place for one publication: no second order, no repeat that came twice.
    private void Place(Position place, string name)
    {
        Assert.Equal(name, _byPlace.GetValueOrDefault(place, name));
        Assert.Equal(place, _byName.GetValueOrDefault(name, place));
        _byPlace[place] = name;
        _byName[name] = place;
    }
}
