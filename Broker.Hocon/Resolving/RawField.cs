namespace Broker.Hocon;

/// <summary>Everything assigned to one key of one object, in order: a later one replaces, extends or refers to the earlier ones.</summary>
internal sealed class RawField
{
    public List<RawValue> Assignments { get; } = [];

    /// <summary>The result, once resolved; null with <see cref="IsResolved"/> means the key has no value.</summary>
    public HoconValue? Resolved { get; set; }

    public bool IsResolved { get; set; }

    /// <summary>Set while the field is being resolved: meeting it again is a cycle.</summary>
    public bool InProgress { get; set; }

    public void Assign(RawValue value)
    {
        // Objects written one after the other are one object, so that a key in the second may refer to its own value in the first.
        if (value is RawObject addition && Assignments is [.., RawObject present])
            present.Add(addition);
        else
            Assignments.Add(value);
    }
}
