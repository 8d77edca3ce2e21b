using System.Buffers;
using System.Runtime.Serialization;
using Broker.Runtime.Actor;
using Broker.Runtime.Remote.Wire;

namespace Broker.Runtime.Serialization;

/// <summary>Messages to an actor selection: 1 the message, 2 each element (1 kind, 2 text), 3 whether it may fan out.</summary>
internal sealed class SelectionSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    private const string SelectionManifest = "AS";
    private const int ChildName = 1;
    private const int ChildPattern = 2;
    private const int Parent = 3;

    /// <summary>A path deeper than this is not walked for a stranger.</summary>
    private const int MostElements = 256;

    public override int Identifier => SerializerIds.Selection;

    public override string Manifest(object o) => SelectionManifest;

    public override byte[] ToBinary(object obj)
    {
        ActorSelectionMessage selection = (ActorSelectionMessage)obj;
        ArrayBufferWriter<byte> output = new();
        FieldWriter fields = new(output);
        fields.WriteBytes(1, NestedMessage.ToBytes(system.Serialization, selection.Message));
        foreach (SelectionPathElement element in selection.Elements)
            fields.WriteBytes(2, ElementToBytes(element));
        fields.WriteFlag(3, selection.WildCardFanOut);
        return output.WrittenSpan.ToArray();
    }

    public override object FromBinary(byte[] bytes, string manifest)
    {
        if (manifest != SelectionManifest)
            throw new SerializationException($"{nameof(SelectionSerializer)} does not know manifest '{manifest}'.");
        FieldReader fields = new(bytes);
        object? message = null;
        bool fanOut = false;
        List<SelectionPathElement> elements = [];
        while (fields.Read())
        {
            switch (fields.Field)
            {
                case 1:
                    message = NestedMessage.FromBytes(system.Serialization, fields.Bytes);
                    break;
                case 2 when elements.Count < MostElements:
                    elements.Add(ElementFromBytes(fields.Bytes));
                    break;
                case 2:
                    throw new SerializationException("A selection has too many elements.");
                case 3:
                    fanOut = fields.Flag;
                    break;
            }
        }

        return new ActorSelectionMessage(message ?? throw new SerializationException("A selection carries no message."), [.. elements], fanOut);
    }

    private static byte[] ElementToBytes(SelectionPathElement element)
    {
        ArrayBufferWriter<byte> output = new();
        FieldWriter fields = new(output);
        switch (element)
        {
            case SelectChildName child:
                fields.WriteNumber(1, ChildName);
                fields.WriteString(2, child.Name);
                break;
            case SelectChildPattern pattern:
                fields.WriteNumber(1, ChildPattern);
                fields.WriteString(2, pattern.PatternStr);
                break;
            case SelectParent:
                fields.WriteNumber(1, Parent);
                break;
            default:
                throw new SerializationException($"{nameof(SelectionSerializer)} cannot write {element.GetType()}.");
        }

        return output.WrittenSpan.ToArray();
    }

    private static SelectionPathElement ElementFromBytes(ReadOnlySpan<byte> bytes)
    {
        FieldReader fields = new(bytes);
        int kind = 0;
        string text = "";
        while (fields.Read())
        {
            if (fields.Field == 1)
                kind = (int)fields.Number;
            else if (fields.Field == 2)
                text = fields.Text;
        }

        return kind switch
        {
            ChildName => new SelectChildName(text),
            ChildPattern => new SelectChildPattern(text),
            Parent => SelectParent.Instance,
            _ => throw new SerializationException($"A selection has an element of unknown kind {kind}."),
        };
    }
}
