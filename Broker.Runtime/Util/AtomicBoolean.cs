namespace Broker.Runtime.Util;

/// <summary>A truth value that threads change together.</summary>
public class AtomicBoolean(bool initialValue = false)
{
    private int _value = initialValue ? 1 : 0;

    /// <summary>The value as it is now.</summary>
    public bool Value
    {
        get => Volatile.Read(ref _value) != 0;
        set => Volatile.Write(ref _value, value ? 1 : 0);
    }

    /// <summary>The value of <paramref name="atomicBoolean"/>.</summary>
    public static implicit operator bool(AtomicBoolean atomicBoolean) => atomicBoolean.Value;

    /// <summary>A new one with this value.</summary>
    public static implicit operator AtomicBoolean(bool value) => new(value);

    /// <summary>Sets the value if it is as expected.</summary>
    public bool CompareAndSet(bool expected, bool newValue) =>
        Interlocked.CompareExchange(ref _value, newValue ? 1 : 0, expected ? 1 : 0) == (expected ? 1 : 0);

    /// <summary>Sets the value and gives the one before.</summary>
    public bool GetAndSet(bool newValue) => Interlocked.Exchange(ref _value, newValue ? 1 : 0) != 0;
}
