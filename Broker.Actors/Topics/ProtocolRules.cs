namespace Broker.Actors.Topics;

/// <summary>The rules that protect what the topic protocol promises, one switch each. All are on; only tests can switch one off.</summary>
/// <remarks>
/// The simulation proves a promise only if it notices when the promise is broken. So for each rule there is a test that switches it off
/// and sees the simulation find that. No setting reaches this: the options carry it as an internal property.
/// </remarks>
internal sealed record ProtocolRules
{
    public static readonly ProtocolRules All = new();

    /// <summary>An active owner that learns of a higher term neither accepts nor delivers any more.</summary>
    public bool OutlivedOwnersStop { get; init; } = true;

    /// <summary>An owner that has promised nothing goes above every term that a relay names.</summary>
    public bool FreshOwnersRise { get; init; } = true;

    /// <summary>A repeat of a publish that was accepted is answered with the first result.</summary>
    public bool RepeatsAreAnswered { get; init; } = true;

    /// <summary>A repeat that a former owner may have accepted is not accepted as new.</summary>
    public bool DoubtfulRepeatsAreRefused { get; init; } = true;

    /// <summary>A publish waits for the one that its publisher made before it.</summary>
    public bool PredecessorsComeFirst { get; init; } = true;

    /// <summary>Subscribed nodes are told the head some time after a publication.</summary>
    public bool HeadsAreReported { get; init; } = true;

    /// <summary>A stopping owner tells its relays the end and waits for them.</summary>
    public bool EndsAreConfirmed { get; init; } = true;

    /// <summary>The repair window and the memory of publishers are bounded.</summary>
    public bool WindowsAreBounded { get; init; } = true;

    /// <summary>A relay takes nothing of a term below the highest it has heard of.</summary>
    public bool LowerTermsAreRefused { get; init; } = true;

    /// <summary>A relay emits a publication only in its turn, and fetches what is missing before it.</summary>
    public bool GapsAreFetched { get; init; } = true;

    /// <summary>A relay drops what it has emitted before.</summary>
    public bool DuplicatesAreDropped { get; init; } = true;

    /// <summary>A relay tells its subscribers that something is missing, or may be.</summary>
    public bool GapsAreTold { get; init; } = true;

    /// <summary>A subscriber is admitted only when the owner delivers to its node and the node has reached the head.</summary>
    public bool AdmittedOnlyInReach { get; init; } = true;

    /// <summary>What came early is bounded.</summary>
    public bool EarlyIsBounded { get; init; } = true;
}
