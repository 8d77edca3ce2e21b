namespace Broker.Hocon;

/// <summary>Turns what was written into values: merges what was assigned to each key and replaces substitutions.</summary>
/// <remarks>
/// A key is resolved when it is first needed, so substitutions may refer to what is written later. Only the key itself is
/// ever marked as in progress, not the objects around it: <c>a { x = 1, y = ${a.x} }</c> is no cycle.
/// </remarks>
internal sealed class HoconResolver(RawObject root, HoconOptions options)
{
    // Substitutions that lead to substitutions; far above any sane file and far below the stack's end.
    private const int MaxChain = 256;

    private int _chain;

    public HoconObject Resolve() => ResolveObject(root, []);

    /// <summary>Which key a value belongs to: its path (null inside an array's object) and what was assigned to it before.</summary>
    private readonly record struct Place(IReadOnlyList<string>? Path, HoconValue? Prior);

    private HoconObject ResolveObject(RawObject raw, IReadOnlyList<string>? path)
    {
        var fields = new OrderedDictionary<string, HoconValue>(raw.Fields.Count);
        foreach (var (key, field) in raw.Fields)
        {
            if (ResolveField(field, path is null ? null : [.. path, key]) is { } value)
                fields.Add(key, value);
        }

        return Checked(new HoconObject(fields, raw.Origin));
    }

    private HoconValue? ResolveField(RawField field, IReadOnlyList<string>? path)
    {
        if (field.IsResolved)
            return field.Resolved;
        if (field.InProgress)
            throw new HoconException(field.Assignments[^1].Origin, $"'{HoconPath.Join(path ?? [])}' is made from itself.");
        field.InProgress = true;

        // A text hides whatever was assigned before it, so that need not even be resolvable.
        var start = Math.Max(0, field.Assignments.FindLastIndex(static assignment => assignment is RawText));
        HoconValue? value = null;
        for (var i = start; i < field.Assignments.Count; i++)
            value = Over(ResolveValue(field.Assignments[i], new Place(path, value)), value);
        field.InProgress = false;
        field.IsResolved = true;
        return field.Resolved = value;
    }

    private HoconValue? Over(HoconValue? value, HoconValue? below) => (value, below) switch
    {
        (null, _) => below,
        (HoconObject a, HoconObject b) => Checked(a.WithFallback(b)),
        _ => value,
    };

    private HoconValue? ResolveValue(RawValue raw, Place place)
    {
        if (++_chain > MaxChain)
            throw new HoconException(raw.Origin, "Substitutions lead to substitutions without end.");
        var value = raw switch
        {
            RawText { Quoted: false, Text: "null" } => new HoconNull(raw.Origin),
            RawText text => new HoconText(text.Text, text.Quoted, text.Origin),
            RawObject fields => ResolveObject(fields, place.Path),
            RawArray array => ResolveArray(array, place),
            RawPrior => place.Prior,
            RawSubstitution substitution => ResolveSubstitution(substitution, place),
            RawConcatenation parts => ResolveConcatenation(parts, place),
            _ => null,
        };
        _chain--;
        return value;
    }

    private HoconArray ResolveArray(RawArray array, Place place)
    {
        var items = new List<HoconValue>(array.Items.Count);
        foreach (var item in array.Items)
        {
            if (ResolveValue(item, item is RawObject ? default : place) is { } value)
                items.Add(value);
        }

        return Checked(new HoconArray(items, array.Origin));
    }

    private HoconValue? ResolveConcatenation(RawConcatenation concatenation, Place place)
    {
        var parts = new List<(RawValue Raw, HoconValue? Value)>(concatenation.Parts.Count);
        foreach (var part in concatenation.Parts)
            parts.Add((part, ResolveValue(part, place)));
        return Checked(HoconConcatenation.Join(parts, concatenation.Origin, options.MaxLength));
    }

    private HoconValue? ResolveSubstitution(RawSubstitution substitution, Place place)
    {
        IReadOnlyList<string>[] paths = substitution.IncludedAt.Count == 0
            ? [substitution.Path]
            : [[.. substitution.IncludedAt, .. substitution.Path], substitution.Path];
        foreach (var path in paths)
        {
            if ((IsSelf(path, place.Path) ? Below(place.Prior, path, place.Path!.Count) : Lookup(path)) is { } value)
                return value is HoconNull && substitution.Optional ? null : value;
        }

        foreach (var path in paths)
        {
            if (options.Fallback.Find(path) is { } value)
                return value;
        }

        var name = string.Join('.', substitution.Path);
        if (options.Environment(name) is { } variable)
            return new HoconText(variable, quoted: true, new HoconOrigin($"environment variable {name}", 0, 0));
        return substitution.Optional
            ? null
            : throw new HoconException(substitution.Origin, $"${{{HoconPath.Join(substitution.Path)}}} is not set anywhere.");
    }

    private static bool IsSelf(IReadOnlyList<string> path, IReadOnlyList<string>? own) =>
        own is { Count: > 0 } && path.Count >= own.Count && path.Take(own.Count).SequenceEqual(own);

    private static HoconValue? Below(HoconValue? value, IReadOnlyList<string> path, int from)
    {
        for (var i = from; i < path.Count && value is not null; i++)
            value = (value as HoconObject)?.Field(path[i]);
        return value;
    }

    // Walks down the layers of which the object at each key is made, lowest first, resolving only what the path needs.
    private HoconValue? Lookup(IReadOnlyList<string> path)
    {
        List<object> layers = [root];
        for (var depth = 0; depth < path.Count; depth++)
        {
            IReadOnlyList<string> here = [.. path.Take(depth + 1)];
            var found = new List<object>();
            foreach (var layer in layers)
            {
                if (layer is RawObject raw && raw.Fields.TryGetValue(path[depth], out var field))
                    found.Add(field);
                else if (layer is HoconObject fields && fields.Field(path[depth]) is { } value)
                    found.Add(value);
            }

            if (depth == path.Count - 1)
                return Fold(found, here);
            layers = [];
            foreach (var item in found)
                AddLayers(layers, item, here);
        }

        return null;
    }

    private HoconValue? Fold(List<object> found, IReadOnlyList<string> path)
    {
        HoconValue? result = null;
        foreach (var item in found)
            result = Over(item is RawField field ? ResolveField(field, path) : (HoconValue)item, result);
        return result;
    }

    private void AddLayers(List<object> layers, object item, IReadOnlyList<string> path)
    {
        switch (item)
        {
            case RawField field:
                field.Assignments.ForEach(assignment => AddLayers(layers, assignment, path));
                break;
            case RawObject or HoconObject:
                layers.Add(item);
                break;
            case RawConcatenation parts when parts.Parts.Any(static part => part is RawObject or RawSubstitution):
                foreach (var part in parts.Parts)
                    AddLayers(layers, part, path);
                break;
            case RawSubstitution self when IsSelf(self.Path, path):
            case RawSpace or RawPrior:
                break;
            case RawSubstitution substitution:
                if (ResolveValue(substitution, new Place(path, null)) is { } value)
                    AddLayers(layers, value, path);
                break;
            default:
                layers.Clear();
                break;
        }
    }

    private T Checked<T>(T value)
        where T : HoconValue?
    {
        if (value is null)
            return value;
        if (value.Weight > options.MaxValues)
            throw new HoconException(value.Origin, $"The text stands for more than {options.MaxValues} values.");
        if (value.Depth > options.MaxDepth + 1)
            throw new HoconException(value.Origin, $"Values are nested deeper than {options.MaxDepth}.");
        return value;
    }
}
