using System.Text;
using Broker.Actors.Deliveries;
using Broker.Actors.Wire;

namespace Broker.Tests.Topics.Clusters;

/// <summary>Carries deliveries between nodes, but those whose payload has <see cref="Mark"/> become something that nobody understands.</summary>
internal sealed class LossyDelivers(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    public const string Mark = "<lost>";

    private const string LostManifest = "lost";

    private readonly RelaySerializer _inner = new(system);

    public override int Identifier => 2198;

    public override string Manifest(object o) => IsLost(o) ? LostManifest : _inner.Manifest(o);

    public override byte[] ToBinary(object obj) => IsLost(obj) ? [] : _inner.ToBinary(obj);

    public override object FromBinary(byte[] bytes, string manifest) =>
        manifest == LostManifest ? new Lost() : _inner.FromBinary(bytes, manifest);

    private static bool IsLost(object message) =>
        message is Deliver deliver && deliver.Publication.Payload.Bytes.Span.IndexOf(Encoding.UTF8.GetBytes(Mark)) >= 0;

    private sealed record Lost;
}
