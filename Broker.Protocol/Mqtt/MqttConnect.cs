using System.Text;

namespace Broker.Protocol.Mqtt;

/// <summary>What a CONNECT packet says (section 3.1), as far as this broker uses it.</summary>
/// <param name="Level">The protocol level: 4 is MQTT 3.1.1; nothing below is read for any other.</param>
/// <param name="CleanSession">Whether the client wants no session kept.</param>
/// <param name="HasClientId">Whether the client named itself.</param>
/// <param name="KeepAliveSeconds">The longest time between two packets of the client; 0 for no limit.</param>
/// <param name="Token">The password, or the user name where there is none; null when the client gives neither.</param>
public readonly record struct MqttConnect(byte Level, bool CleanSession, bool HasClientId, ushort KeepAliveSeconds, string? Token = null)
{
    /// <summary>The level of MQTT 3.1.1.</summary>
    public const byte Level311 = 4;

    private const byte CleanSessionFlag = 0x02;
    private const byte WillFlag = 0x04;
    private const byte WillQos = 0x18;
    private const byte WillRetain = 0x20;
    private const byte PasswordFlag = 0x40;
    private const byte UserFlag = 0x80;

    /// <summary>Reads the body of a CONNECT; false when it is malformed and the connection has to end without an answer.</summary>
    public static bool TryParse(ReadOnlySpan<byte> body, out MqttConnect connect)
    {
        connect = default;
        var fields = new MqttFields(body);
        if (!fields.TryString(out var name) || !fields.TryByte(out var level))
        {
            return false;
        }

        if (!name.SequenceEqual("MQTT"u8) || level != Level311)
        {
            // MQTT 3.1 names itself MQIsdp, level 3; MQTT 5 is level 5. Both are answered that the level is not served.
            connect = new MqttConnect(name.SequenceEqual("MQTT"u8) || name.SequenceEqual("MQIsdp"u8) ? level : (byte)0, false, false, 0);
            return connect.Level is not 0 and not Level311;
        }

        if (!fields.TryByte(out var flags)
            || !fields.TryUInt16(out var keepAlive)
            || !AreFlagsValid(flags)
            || !fields.TryString(out var clientId)
            || !TryReadWillAndLogin(ref fields, flags, out var token))
        {
            return false;
        }

        connect = new MqttConnect(level, (flags & CleanSessionFlag) != 0, !clientId.IsEmpty, keepAlive, token);
        return fields.AtEnd;
    }

    private static bool AreFlagsValid(byte flags)
    {
        var will = (flags & WillFlag) != 0;
        return (flags & 1) == 0
            && (flags & WillQos) != WillQos
            && (will || (flags & (WillQos | WillRetain)) == 0)
            && ((flags & UserFlag) != 0 || (flags & PasswordFlag) == 0);
    }

    // A token is looked for in the password first; a client that can give only a user name puts it there.
    private static bool TryReadWillAndLogin(ref MqttFields fields, byte flags, out string? token)
    {
        ReadOnlySpan<byte> user = default, password = default;
        var isRead = ((flags & WillFlag) == 0 || (fields.TryString(out _) && fields.TryBytes(out _)))
            && ((flags & UserFlag) == 0 || fields.TryString(out user))
            && ((flags & PasswordFlag) == 0 || fields.TryBytes(out password));
        var login = password.IsEmpty ? user : password;
        token = login.IsEmpty ? null : Encoding.UTF8.GetString(login);
        return isRead;
    }
}
