using System.Text.Json;
using Broker.Protocol.Topics;

namespace Broker.Protocol.Access;

/// <summary>Reads an identity out of the claims of a token, or the answer of the hook, which has the same members.</summary>
/// <remarks>
/// <c>sub</c> is the user. <c>roles</c>, <c>keys</c>, <c>subscribe</c>, <c>publish</c>, <c>history</c> and <c>presence</c> are each a text or a list of texts;
/// the last four are patterns of topics. What is malformed makes the whole identity invalid: nobody should have less, or more, than was meant.
/// </remarks>
public static class IdentityClaims
{
    // As long as a topic's name, for the same reasons.
    private const int MaxSubject = TopicName.MaxBytes;

    /// <summary>The identity, or null and what is wrong with the claims, without their values.</summary>
    /// <param name="claims">A JSON object.</param>
    /// <param name="expires">When it ends.</param>
    /// <param name="problem">What is wrong.</param>
    public static Identity? Read(JsonElement claims, DateTimeOffset? expires, out string problem)
    {
        try
        {
            return ReadChecked(claims, expires, out problem);
        }
        catch (InvalidOperationException)
        {
            // An escaped half of a surrogate pair: valid JSON, and not text.
            problem = "a claim is not text";
            return null;
        }
    }

    private static Identity? ReadChecked(JsonElement claims, DateTimeOffset? expires, out string problem)
    {
        problem = "there is no sub";
        if (claims.ValueKind != JsonValueKind.Object
            || !claims.TryGetProperty("sub", out var sub) || sub.ValueKind != JsonValueKind.String
            || sub.GetString() is not { Length: > 0 and <= MaxSubject } subject)
        {
            return null;
        }

        problem = "";
        var roles = Texts(claims, "roles", ref problem);
        var keys = Texts(claims, "keys", ref problem);
        var grants = new TopicGrants
        {
            Subscribe = Patterns(claims, "subscribe", ref problem),
            Publish = Patterns(claims, "publish", ref problem),
            History = Patterns(claims, "history", ref problem),
            Presence = Patterns(claims, "presence", ref problem),
        };
        return problem.Length == 0 ? new Identity(subject, roles, keys, grants, expires) : null;
    }

    private static List<TopicPattern> Patterns(JsonElement claims, string name, ref string problem)
    {
        var patterns = new List<TopicPattern>();
        foreach (var text in Texts(claims, name, ref problem))
        {
            if (TopicPattern.TryParse(text, out var pattern))
            {
                patterns.Add(pattern);
            }
            else
            {
                problem = $"{name} is not a list of patterns";
            }
        }

        return patterns;
    }

    private static List<string> Texts(JsonElement claims, string name, ref string problem)
    {
        var texts = new List<string>();
        if (!claims.TryGetProperty(name, out var claim) || claim.ValueKind == JsonValueKind.Null)
        {
            return texts;
        }

        if (claim.ValueKind == JsonValueKind.String)
        {
            texts.Add(claim.GetString()!);
        }
        else if (claim.ValueKind == JsonValueKind.Array && claim.EnumerateArray().All(static item => item.ValueKind == JsonValueKind.String))
        {
            texts.AddRange(claim.EnumerateArray().Select(static item => item.GetString()!));
        }
        else
        {
            problem = $"{name} is not a list of texts";
        }

        return texts;
    }
}
