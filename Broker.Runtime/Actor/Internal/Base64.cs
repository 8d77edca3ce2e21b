namespace Broker.Runtime.Actor.Internal;

/// <summary>Short names out of numbers.</summary>
internal static class Base64
{
    private const string Digits = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+~";

    /// <summary><paramref name="prefix"/> and the number, lowest digit first.</summary>
    public static string Encode(long number, string prefix = "$")
    {
        Span<char> text = stackalloc char[prefix.Length + 11];
        prefix.CopyTo(text);
        var length = prefix.Length;
        do
        {
            text[length++] = Digits[(int)(number & 63)];
            number >>>= 6;
        }
        while (number > 0);
        return text[..length].ToString();
    }
}
