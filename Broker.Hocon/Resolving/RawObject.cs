namespace Broker.Hocon;

/// <summary>An object as written.</summary>
internal sealed record RawObject(HoconOrigin Origin) : RawValue(Origin)
{
    public OrderedDictionary<string, RawField> Fields { get; } = [];

    public RawField Field(string key)
    {
        if (!Fields.TryGetValue(key, out var field))
            Fields.Add(key, field = new RawField());
        return field;
    }

    public void Assign(IReadOnlyList<string> path, RawValue value)
    {
        var at = this;
        for (var i = 0; i < path.Count - 1; i++)
        {
            var assignments = at.Field(path[i]).Assignments;
            if (assignments is not [.., RawObject])
                assignments.Add(new RawObject(value.Origin));
            at = (RawObject)assignments[^1];
        }

        at.Field(path[^1]).Assign(value);
    }

    public void Add(RawObject addition)
    {
        foreach (var (key, field) in addition.Fields)
        {
            var own = Field(key);
            foreach (var assignment in field.Assignments)
                own.Assign(assignment);
        }
    }
}
