using Broker.Actors.Interest;
using Broker.Actors.Nodes;
using Broker.Protocol.Topics;

namespace Broker.Actors.Wire;

/// <summary>The fields of what nodes tell each other about filters.</summary>
internal static class InterestCodec
{
    public static void Write(InterestChanged message, ref FieldWriter writer)
    {
        writer.Number(1, message.Node.Value);
        writer.Number(2, message.Series);
        writer.Number(3, message.From.Value);
        writer.Number(4, message.Through.Value);
        foreach (var change in message.Changes)
        {
            writer.Bytes(change.IsWanted ? 5 : 6, change.Filter.Utf8.Span);
        }
    }

    public static InterestChanged ReadChanged(ReadOnlyMemory<byte> bytes)
    {
        ulong node = 0;
        long series = 0, from = 0, through = 0;
        var changes = new List<FilterChange>();
        var reader = new FieldReader(bytes);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: node = reader.Number; break;
                case 2: series = reader.Signed; break;
                case 3: from = reader.Signed; break;
                case 4: through = reader.Signed; break;
                case 5: changes.Add(new FilterChange(ReadFilter(reader.Bytes.Span), IsWanted: true)); break;
                case 6: changes.Add(new FilterChange(ReadFilter(reader.Bytes.Span), IsWanted: false)); break;
            }
        }

        return new InterestChanged(new NodeId(node), series, new InterestVersion(from), new InterestVersion(through), changes);
    }

    public static void Write(InterestReceived message, ref FieldWriter writer)
    {
        writer.Number(1, message.Node.Value);
        writer.Number(2, message.Series);
        writer.Number(3, message.Version.Value);
        writer.Number(4, message.HasHosted ? 1 : 0);
    }

    public static InterestReceived ReadReceived(ReadOnlyMemory<byte> bytes)
    {
        ulong node = 0;
        long series = 0, version = 0;
        var hasHosted = false;
        var reader = new FieldReader(bytes);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: node = reader.Number; break;
                case 2: series = reader.Signed; break;
                case 3: version = reader.Signed; break;
                case 4: hasHosted = reader.Number != 0; break;
            }
        }

        return new InterestReceived(new NodeId(node), series, new InterestVersion(version), hasHosted);
    }

    public static void Write(NodeGoodbye message, ref FieldWriter writer) => writer.Number(1, message.Node.Value);

    public static NodeGoodbye ReadGoodbye(ReadOnlyMemory<byte> bytes)
    {
        ulong node = 0;
        var reader = new FieldReader(bytes);
        while (reader.Next())
        {
            node = reader.Field == 1 ? reader.Number : node;
        }

        return new NodeGoodbye(new NodeId(node));
    }

    private static TopicFilter ReadFilter(ReadOnlySpan<byte> utf8) =>
        TopicFilter.TryParse(utf8, out var filter) ? filter : throw new FormatException("Not a topic filter.");
}
