using System.Runtime.CompilerServices;
using System.Text.Json;
using Broker.Protocol.Publications;

namespace Broker.Protocol.RelayV1;

/// <summary>One command as it came: which members the object has, and where their values stand.</summary>
/// <remarks>Of members with the same name the last counts, as in JavaScript; members inside other values do not.</remarks>
internal struct CommandObject
{
    // In the order of the enumeration.
    private static readonly byte[][] Names = [.. Enum.GetNames<CommandMember>().Select(static name =>
        System.Text.Encoding.ASCII.GetBytes(name.ToLowerInvariant()))];

    // A payload nests as deep as one that came by another way, and stands one level deeper here.
    private static readonly JsonReaderOptions Options = new() { MaxDepth = Payload.MaxJsonDepth + 1 };

    private Values _values;
    private int _idFrom;
    private int _idEnd;

    private CommandObject(ReadOnlyMemory<byte> json) => Json = json;

    /// <summary>The whole object.</summary>
    public ReadOnlyMemory<byte> Json { get; }

    /// <summary>Reads a text message; false when it is not one JSON object.</summary>
    public static bool TryRead(ReadOnlyMemory<byte> utf8, out CommandObject command)
    {
        command = new CommandObject(utf8);
        try
        {
            var reader = new Utf8JsonReader(utf8.Span, Options);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return false;
            }

            command.ReadMembers(ref reader);

            // Nothing may follow the object.
            return !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Whether the object has a member, whatever its value.</summary>
    public readonly bool Has(CommandMember member) => _values[(int)member].Type != JsonTokenType.None;

    /// <summary>The type of a member's value; None when there is no such member.</summary>
    public readonly JsonTokenType TypeOf(CommandMember member) => _values[(int)member].Type;

    /// <summary>A member's value as it was written; strings with their quotes.</summary>
    public readonly ReadOnlyMemory<byte> this[CommandMember member] => Json[_values[(int)member].From.._values[(int)member].End];

    /// <summary>The object without its id, which is between the client and the broker.</summary>
    public readonly ReadOnlyMemory<byte> WithoutId()
    {
        if (_idEnd == 0)
        {
            return Json;
        }

        // The member goes together with one comma, that after it or, for the last member, that before it.
        var span = Json.Span;
        var (from, end) = (_idFrom, _idEnd);
        var after = end + SkipSpace(span[end..]);
        if (span[after] == ',')
        {
            end = after + 1;
        }
        else
        {
            from -= SkipSpaceBack(span[..from]);
            from -= span[from - 1] == ',' ? 1 : 0;
        }

        var rest = new byte[span.Length - (end - from)];
        span[..from].CopyTo(rest);
        span[end..].CopyTo(rest.AsSpan(from));
        return rest;
    }

    private void ReadMembers(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var nameFrom = (int)reader.TokenStartIndex;
            var member = Find(ref reader);
            reader.Read();
            var type = reader.TokenType;
            var from = (int)reader.TokenStartIndex;
            reader.Skip();
            if (member < 0)
            {
                continue;
            }

            _values[member] = new Value(type, from, (int)reader.BytesConsumed);
            if (member == (int)CommandMember.Id)
            {
                (_idFrom, _idEnd) = (nameFrom, (int)reader.BytesConsumed);
            }
        }
    }

    private static int Find(ref Utf8JsonReader reader)
    {
        for (var i = 0; i < Names.Length; i++)
        {
            if (JsonMember.Is(ref reader, Names[i]))
            {
                return i;
            }
        }

        return -1;
    }

    private static int SkipSpace(ReadOnlySpan<byte> json) => json.Length - json.TrimStart(" \t\r\n"u8).Length;

    private static int SkipSpaceBack(ReadOnlySpan<byte> json) => json.Length - json.TrimEnd(" \t\r\n"u8).Length;

    private readonly record struct Value(JsonTokenType Type, int From, int End);

    [InlineArray((int)CommandMember.Sender + 1)]
    private struct Values
    {
        private Value _first;
    }
}
