namespace Broker.Runtime.Util;

/// <summary>A reference that threads change together.</summary>
public class AtomicReference<T>
    where T : class
{
    private T? _value;

    /// <summary>Refers to nothing.</summary>
    public AtomicReference()
    {
    }

    /// <summary>Refers to <paramref name="originalValue"/>.</summary>
    public AtomicReference(T? originalValue) => _value = originalValue;

    /// <summary>What is referred to now.</summary>
    public T? Value
    {
        get => Volatile.Read(ref _value);
        set => Volatile.Write(ref _value, value);
    }

    /// <summary>What <paramref name="atomicReference"/> refers to.</summary>
    public static implicit operator T?(AtomicReference<T> atomicReference) => atomicReference.Value;

    /// <summary>A new one.</summary>
    public static implicit operator AtomicReference<T>(T value) => new(value);

    /// <summary>Sets the reference if it is as expected.</summary>
    public bool CompareAndSet(T? expected, T? newValue) => ReferenceEquals(Interlocked.CompareExchange(ref _value, newValue, expected), expected);

    /// <summary>Sets the reference and gives the one before.</summary>
    public T? GetAndSet(T? newValue) => Interlocked.Exchange(ref _value, newValue);
}
