namespace Broker.Runtime.Util.Internal;

/// <summary>A number that threads count up together.</summary>
public class AtomicCounter(int initialValue)
{
    private int _value = initialValue;

    /// <summary>Begins at 0.</summary>
    public AtomicCounter()
        : this(0)
    {
    }

    /// <summary>The number as it is now.</summary>
    public int Current => Volatile.Read(ref _value);

    /// <summary>Adds one and gives the new number.</summary>
    public int Next() => Interlocked.Increment(ref _value);

    /// <summary>Takes one off and gives the new number.</summary>
    public int Decrement() => Interlocked.Decrement(ref _value);

    /// <summary>Adds one and gives the number before.</summary>
    public int GetAndIncrement() => Interlocked.Increment(ref _value) - 1;

    /// <summary>Takes one off and gives the number before.</summary>
    public int GetAndDecrement() => Interlocked.Decrement(ref _value) + 1;

    /// <summary>Adds one and gives the new number.</summary>
    public int IncrementAndGet() => Next();

    /// <summary>Takes one off and gives the new number.</summary>
    public int DecrementAndGet() => Decrement();

    /// <summary>Adds and gives the number before.</summary>
    public int GetAndAdd(int amount) => Interlocked.Add(ref _value, amount) - amount;

    /// <summary>Adds and gives the new number.</summary>
    public int AddAndGet(int amount) => Interlocked.Add(ref _value, amount);

    /// <summary>Sets the number to 0.</summary>
    public void Reset() => Volatile.Write(ref _value, 0);

    /// <summary>Sets the number and gives the one before.</summary>
    public int GetAndSet(int value) => Interlocked.Exchange(ref _value, value);

    /// <summary>Sets the number if it is as expected.</summary>
    public bool CompareAndSet(int expected, int newValue) => Interlocked.CompareExchange(ref _value, newValue, expected) == expected;

    /// <inheritdoc />
    public override string ToString() => Current.ToString(global::System.Globalization.CultureInfo.InvariantCulture);
}
