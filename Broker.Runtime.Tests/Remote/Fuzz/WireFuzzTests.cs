using System.Diagnostics;
using Broker.Runtime.Actor;
using Broker.Runtime.Remote.Handshake;
using Broker.Runtime.Remote.Links;
using Broker.Runtime.Remote.Wire;
using EngineTests.Remote.Golden;
using EngineTests.Remote.Systems;
using EngineTests.Remote.Wire;
using Xunit.Abstractions;

namespace EngineTests.Remote.Fuzz;

/// <summary>Bytes that nobody meant, through everything that reads bytes of another node, for a bounded time.</summary>
/// <remarks>Only <see cref="WireException"/> may come out, and no input may cost more memory than its size allows. To replay a failure, put its seed in place of the random one.</remarks>
public sealed class WireFuzzTests(ITestOutputHelper output) : IAsyncLifetime
{
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(4);

    /// <summary>What one input may allocate: log lines, exceptions and tables of a connection cost the same whatever the input.</summary>
    private const int MostAllocated = 256 * 1024;

    private const int MaximumFrame = 4096;
    private static readonly byte[] Secret = "secret"u8.ToArray();
    private static readonly PeerIdentity A = new("relay", "akka.tcp://relay@10.0.0.1:4053", 17);
    private static readonly PeerIdentity B = new("relay", "akka.tcp://relay@10.0.0.2:4053", -23);
    private readonly int _seed = Random.Shared.Next();
    private readonly RemoteSystems _systems = RemoteSystems.InMemory();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _systems.DisposeAsync();

    [Fact]
    public void No_bytes_get_more_out_of_a_handshake_than_its_end()
    {
        Fuzz(Corpus("frame ", "hostile"), mutator =>
        {
            byte[] stream = mutator.NextStream();
            HandshakeAcceptor acceptor = new(B, ProtocolVersions.Current, Secret, new byte[HandshakeProof.NonceBytes]);
            HandshakeInitiator initiator = new(A, ProtocolVersions.Current, B.Address, Lane.Control, Secret, new byte[HandshakeProof.NonceBytes]);
            ForEachFrame(stream, (type, body) =>
            {
                Assert.NotEqual(HandshakeOutcome.Decide, acceptor.Receive(type, body).Outcome);
                Assert.NotEqual(HandshakeOutcome.Completed, initiator.Receive(type, body).Outcome);
            });
            return stream;
        });
    }

    [Fact]
    public void However_bytes_are_cut_into_pieces_the_same_frames_come_out()
    {
        Fuzz(Corpus("frame ", "hostile"), mutator =>
        {
            byte[] stream = [.. mutator.NextStream(), 0];
            List<string> whole = [];
            bool isBroken = !ForEachFrame(stream, (type, body) => whole.Add($"{type} {Convert.ToHexString(body)}"));
            List<string> pieces = [];
            int size = 1 + mutator.NextNumber(12);
            try
            {
                FrameReader.ReadAll(Segments.Of([.. stream.Chunk(size).Select(piece => (ReadOnlyMemory<byte>)piece)]), MaximumFrame, (type, body) => pieces.Add($"{type} {Convert.ToHexString(body)}"));
                Assert.False(isBroken, "only one way of reading saw the fault");
            }
            catch (WireException)
            {
                Assert.True(isBroken, "only one way of reading saw a fault");
            }

            Assert.Equal(whole, pieces);
            return stream;
        });
    }

    [Fact]
    public void An_envelope_that_is_read_is_the_same_when_it_is_written_and_read_again()
    {
        Fuzz(Corpus("frame message", "hostile"), mutator =>
        {
            byte[] frame = mutator.Next();
            ForEachFrame(frame, (_, body) =>
            {
                try
                {
                    byte[] written = FrameExamples.Again(FrameType.SystemMessage, body.ToArray());
                    Assert.Equal(written, FrameExamples.Again(FrameType.SystemMessage, written[FrameReader.Overhead..]));
                }
                catch (WireException)
                {
                    // Refused: as good.
                }
            });
            return frame;
        });
    }

    [Fact]
    public void No_message_or_system_message_ends_more_than_its_connection()
    {
        ExtendedActorSystem system = (ExtendedActorSystem)_systems.Start("akka.actor.provider = cluster\nakka.loglevel = OFF");
        Broker.Runtime.Cluster.Sharding.ClusterSharding.Get(system);
        byte[][] payloads = Corpus("message ", "system ");
        int[] serializers = [4, 5, 6, 13, 14, 16, 17, 22, 99];
        string[] manifests = [.. GoldenFile.Read("v1.hex").Keys.Select(k => k.Split(' ')).Where(k => k.Length == 4).Select(k => k[2]).Distinct()];
        Fuzz(payloads, mutator =>
        {
            InboundDispatcher dispatcher = new(system.Remoting(), Address.Parse(A.Address));
            byte[] payload = mutator.Next();
            WireEnvelope envelope = default;
            envelope.SenderSlot = WireEnvelope.NoSlot;
            envelope.RecipientSlot = mutator.NextNumber(3) - 1;
            envelope.RecipientPath = mutator.NextNumber(4) == 0 ? mutator.Next() : "/user/nobody"u8;
            envelope.SerializerId = serializers[mutator.NextNumber(serializers.Length)];
            envelope.Manifest = System.Text.Encoding.UTF8.GetBytes(manifests[mutator.NextNumber(manifests.Length)]);
            envelope.Payload = payload;
            try
            {
                dispatcher.Deliver(envelope);
                dispatcher.DeliverSystem(envelope);
            }
            catch (WireException)
            {
                // Ends the connection.
            }

            return payload;
        });
    }

    private static byte[][] Corpus(params string[] kinds) =>
    [
        .. GoldenFile.Read("v1.hex").Where(g => kinds.Any(kind => g.Key.StartsWith(kind, StringComparison.Ordinal))).Select(g => g.Value),
        .. kinds.Contains("hostile") ? GoldenFile.Read("hostile.hex").Values : [],
    ];

    /// <summary>False when the bytes break the protocol.</summary>
    private static bool ForEachFrame(ReadOnlySpan<byte> stream, FrameReader.FrameHandler handle)
    {
        try
        {
            while (FrameReader.TryRead(stream, MaximumFrame, out FrameType type, out ReadOnlySpan<byte> body, out int consumed))
            {
                handle(type, body);
                stream = stream[consumed..];
            }

            return true;
        }
        catch (WireException)
        {
            return false;
        }
    }

    private void Fuzz(byte[][] corpus, Func<Mutator, byte[]> step)
    {
        int runs = 0;
        long most = 0;
        Stopwatch watch = Stopwatch.StartNew();
        for (; watch.Elapsed < Budget; runs++)
        {
            int seed = _seed + runs;
            byte[] input = [];
            try
            {
                Mutator mutator = new(seed, corpus);
                long before = GC.GetAllocatedBytesForCurrentThread();
                input = step(mutator);
                most = Math.Max(most, GC.GetAllocatedBytesForCurrentThread() - before);
                Assert.True(most < MostAllocated, $"it allocated {most} bytes");
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"seed {seed}, input {Convert.ToHexString(input)}: {e.Message}", e);
            }
        }

        output.WriteLine($"Seed {_seed}: {runs} inputs from {corpus.Length} openings, at most {most} bytes allocated for one");
    }
}
