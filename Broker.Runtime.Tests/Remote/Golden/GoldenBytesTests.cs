using System.Buffers;
using Broker.Runtime.Actor;
using Broker.Runtime.Cluster.Sharding;
using Broker.Runtime.Dispatch.SysMsg;
using Broker.Runtime.Remote;
using Broker.Runtime.Remote.Wire;
using Broker.Runtime.Serialization;
using EngineTests.Remote.Systems;

namespace EngineTests.Remote.Golden;

/// <summary>The bytes between nodes are a contract: a line of v1.hex that changes breaks every rolling upgrade.</summary>
/// <remarks>For a new kind of message: an example in <see cref="WireExamples"/>, the line that the test prints in v1.hex, a row in docs/wire.md.</remarks>
public sealed class GoldenBytesTests : IAsyncLifetime
{
    private readonly RemoteSystems _systems = RemoteSystems.InMemory();
    private readonly ExtendedActorSystem _system;
    private readonly IReadOnlyDictionary<string, byte[]> _golden = GoldenFile.Read("v1.hex");

    public GoldenBytesTests()
    {
        _system = (ExtendedActorSystem)_systems.Start("""
            akka.actor.provider = cluster
            akka.remote.dot-netty.tcp { hostname = node-1, port = 4053 }
            """);

        // Sharding registers its messages when it is first asked for.
        ClusterSharding.Get(_system);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _systems.DisposeAsync();

    [Fact]
    public void Every_message_and_frame_has_exactly_its_golden_bytes()
    {
        HashSet<string> kept = [.. _golden.Select(g => GoldenFile.Line(g.Key, g.Value))];
        List<string> written = [.. Written().Select(w => GoldenFile.Line(w.Name, w.Bytes))];
        Assert.True(kept.SetEquals(written), $"Not as in v1.hex:\n{string.Join('\n', written.Where(line => !kept.Contains(line)))}");
    }

    [Fact]
    public void The_golden_bytes_are_read_as_what_they_were_written_from()
    {
        foreach ((string name, byte[] bytes) in _golden)
            Assert.Equal(GoldenFile.Line(name, bytes), GoldenFile.Line(name, Again(name, bytes)));
    }

    [Fact]
    public void A_reader_of_this_version_skips_the_fields_a_later_one_adds()
    {
        // Number 90 in all four kinds, before and after what is known.
        byte[] later = Convert.FromHexString("D00509" + "D105FFFFFFFFFFFFFFFF" + "D20503FFFFFF" + "D505FFFFFFFF");
        foreach ((string name, byte[] bytes) in _golden.Where(g => HasFields(g.Key)))
        {
            bool isFrame = name.StartsWith("frame ", StringComparison.Ordinal);
            byte[] extended = isFrame
                ? FrameWriter.ToArray((FrameType)bytes[4], [.. later, .. bytes[5..], .. later])
                : [.. later, .. bytes, .. later];
            Assert.Equal(GoldenFile.Line(name, bytes), GoldenFile.Line(name, Again(name, extended)));
        }
    }

    [Fact]
    public void Every_type_that_has_a_serializer_has_golden_bytes()
    {
        Type[] shown = [.. new WireExamples(_system).Messages().Select(e => e.Message.GetType())];
        Type[] engine = [.. typeof(ActorSystem).Assembly.GetTypes().Where(t => t is { IsAbstract: false, IsInterface: false })];
        List<string> missing = [];
        foreach (Type bound in _system.Serialization.BoundTypes)
        {
            // References are one kind of message, whatever stands behind them.
            if (bound == typeof(IActorRef))
                continue;
            Type[] kinds = [.. engine.Where(bound.IsAssignableFrom)];
            missing.AddRange((kinds.Length == 0 ? [bound] : kinds).Where(t => !shown.Contains(t)).Select(t => t.FullName!));
        }

        Assert.Empty(missing);
    }

    [Fact]
    public void Every_system_message_that_may_leave_its_node_has_golden_bytes()
    {
        Type[] shown = [.. new WireExamples(_system).SystemMessages().Select(e => e.Message.GetType())];
        Assert.Equal(SystemMessageCodec.Types.Select(t => t.Name).Order(), shown.Select(t => t.Name).Order());
    }

    [Fact]
    public void Every_type_of_frame_has_golden_bytes() =>
        Assert.Equal(Enum.GetValues<FrameType>(), FrameExamples.All().Select(f => (FrameType)f.Frame[4]).Distinct().Order());

    [Fact]
    public void The_document_of_the_wire_has_every_manifest_and_frame()
    {
        string document = string.Join('\n', GoldenFile.Lines("wire.md"));
        foreach (string name in _golden.Keys)
        {
            string[] parts = name.Split(' ');
            string wanted = parts[0] == "frame" ? $"| {_golden[name][4]} |" : parts[2] == "-" ? $"| {parts[1]} |" : $"`{parts[2]}`";
            Assert.True(document.Contains(wanted, StringComparison.Ordinal), $"docs/wire.md lacks {wanted} of '{name}'.");
        }
    }

    private IEnumerable<(string Name, byte[] Bytes)> Written()
    {
        WireExamples examples = new(_system);
        foreach ((string name, byte[] frame) in FrameExamples.All())
            yield return ($"frame {name}", frame);
        foreach ((string name, ISystemMessage message) in examples.SystemMessages())
        {
            ArrayBufferWriter<byte> output = new();
            string manifest = SystemMessageCodec.Write(message, output);
            yield return ($"system {SerializerIds.System} {manifest} {name}", output.WrittenSpan.ToArray());
        }

        foreach ((string name, object message) in examples.Messages())
        {
            Serializer serializer = _system.Serialization.FindSerializerFor(message);
            string manifest = Serialization.ManifestFor(serializer, message) is { Length: > 0 } some ? some : "-";
            yield return ($"message {serializer.Identifier} {manifest} {name}", serializer.ToBinary(message));
        }
    }

    private byte[] Again(string name, byte[] bytes)
    {
        string[] parts = name.Split(' ');
        switch (parts[0])
        {
            case "frame":
                return FrameExamples.Again((FrameType)bytes[4], bytes[5..]);
            case "system":
                ArrayBufferWriter<byte> output = new();
                SystemMessageCodec.Write(SystemMessageCodec.Read(parts[2], bytes, _system.Provider.ResolveActorRef), output);
                return output.WrittenSpan.ToArray();
            default:
                object message = _system.Serialization.Deserialize(bytes, int.Parse(parts[1], null), parts[2] == "-" ? "" : parts[2]);
                return _system.Serialization.Serialize(message);
        }
    }

    /// <summary>Byte arrays and primitives are their payload itself; the former need no room for more, the latter have their manifest.</summary>
    private static bool HasFields(string name) =>
        !name.StartsWith($"message {SerializerIds.ByteArray} ", StringComparison.Ordinal)
        && !name.StartsWith($"message {SerializerIds.Primitive} ", StringComparison.Ordinal);
}
