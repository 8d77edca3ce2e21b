namespace Broker.Runtime.Actor;

/// <summary>An answer that says whether something worked.</summary>
public abstract class Status
{
    private Status()
    {
    }

    /// <summary>It worked.</summary>
    /// <param name="status">The result.</param>
    public sealed class Success(object status) : Status
    {
        /// <summary>A success without a result.</summary>
        public static readonly Success Instance = new("");

        /// <summary>The result.</summary>
        public readonly object Status = status;

        /// <inheritdoc />
        public override string ToString() => $"Success: {Status}";
    }

    /// <summary>It failed; as the answer to an Ask it makes the Ask throw <see cref="Cause"/>.</summary>
    /// <param name="cause">Why it failed.</param>
    /// <param name="state">Anything the receiver may need to go on.</param>
    public sealed class Failure(Exception cause, object? state) : Status
    {
        /// <summary>Why it failed.</summary>
        public readonly Exception Cause = cause;

        /// <summary>Anything the receiver may need to go on.</summary>
        public readonly object? State = state;

        /// <summary>Creates it without a state.</summary>
        public Failure(Exception cause)
            : this(cause, null)
        {
        }

        /// <inheritdoc />
        public override string ToString() => $"Failure: {Cause}";
    }
}
