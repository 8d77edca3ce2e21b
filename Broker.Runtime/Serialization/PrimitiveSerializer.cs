using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.Serialization;
using System.Text;
using Broker.Runtime.Actor;

namespace Broker.Runtime.Serialization;

/// <summary>Text, integers, floating point numbers and truth values; little-endian, text in UTF-8.</summary>
internal sealed class PrimitiveSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system), IBufferSerializer
{
    private const string Text = "S";
    private const string Int32 = "I";
    private const string Int64 = "L";
    private const string Float64 = "D";
    private const string Truth = "B";

    /// <summary>The types this serializer is for.</summary>
    public static Type[] Types { get; } = [typeof(string), typeof(int), typeof(long), typeof(double), typeof(bool)];

    public override int Identifier => SerializerIds.Primitive;

    public override string Manifest(object o) => o switch
    {
        string => Text,
        int => Int32,
        long => Int64,
        double => Float64,
        bool => Truth,
        _ => throw new SerializationException($"{nameof(PrimitiveSerializer)} cannot write {o?.GetType()}."),
    };

    public override byte[] ToBinary(object obj)
    {
        ArrayBufferWriter<byte> output = new();
        Write(obj, output);
        return output.WrittenSpan.ToArray();
    }

    public override object FromBinary(byte[] bytes, string manifest) => Read(bytes, manifest);

    public void Write(object message, IBufferWriter<byte> output)
    {
        switch (message)
        {
            case string text:
                Encoding.UTF8.GetBytes(text, output);
                break;
            case int number:
                BinaryPrimitives.WriteInt32LittleEndian(output.GetSpan(sizeof(int)), number);
                output.Advance(sizeof(int));
                break;
            case long number:
                BinaryPrimitives.WriteInt64LittleEndian(output.GetSpan(sizeof(long)), number);
                output.Advance(sizeof(long));
                break;
            case double number:
                BinaryPrimitives.WriteDoubleLittleEndian(output.GetSpan(sizeof(double)), number);
                output.Advance(sizeof(double));
                break;
            case bool truth:
                output.Write([truth ? (byte)1 : (byte)0]);
                break;
            default:
                throw new SerializationException($"{nameof(PrimitiveSerializer)} cannot write {message.GetType()}.");
        }
    }

    public object Read(ReadOnlySpan<byte> bytes, string manifest) => manifest switch
    {
        Text => Encoding.UTF8.GetString(bytes),
        Int32 when bytes.Length == sizeof(int) => BinaryPrimitives.ReadInt32LittleEndian(bytes),
        Int64 when bytes.Length == sizeof(long) => BinaryPrimitives.ReadInt64LittleEndian(bytes),
        Float64 when bytes.Length == sizeof(double) => BinaryPrimitives.ReadDoubleLittleEndian(bytes),
        Truth when bytes.Length == 1 => bytes[0] != 0,
        _ => throw new SerializationException($"{nameof(PrimitiveSerializer)} cannot read manifest '{manifest}' with {bytes.Length} bytes."),
    };
}
