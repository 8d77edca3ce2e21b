namespace Broker.Hocon;

/// <summary>A value as written, before substitutions.</summary>
internal abstract record RawValue(HoconOrigin Origin);

/// <summary>A text, number, boolean or null.</summary>
internal sealed record RawText(string Text, bool Quoted, HoconOrigin Origin) : RawValue(Origin);

/// <summary>An array.</summary>
internal sealed record RawArray(IReadOnlyList<RawValue> Items, HoconOrigin Origin) : RawValue(Origin);

/// <summary><c>${path}</c> or <c>${?path}</c>; inside an included text the path is first looked for below the place of the include.</summary>
internal sealed record RawSubstitution(IReadOnlyList<string> Path, IReadOnlyList<string> IncludedAt, bool Optional, HoconOrigin Origin)
    : RawValue(Origin);

/// <summary>Several values written one after the other; texts keep the white space between them as a text of its own.</summary>
internal sealed record RawConcatenation(IReadOnlyList<RawValue> Parts, HoconOrigin Origin) : RawValue(Origin);

/// <summary>White space between two values on a line: counts between texts, not between objects or arrays.</summary>
internal sealed record RawSpace(string Text, HoconOrigin Origin) : RawValue(Origin);

/// <summary>What the same key was assigned before: the left side of <c>+=</c>.</summary>
internal sealed record RawPrior(HoconOrigin Origin) : RawValue(Origin);
