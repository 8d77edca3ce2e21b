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

    /// <summary>A relay takes nothing of an owner that goes on with a state which is older than what the relay followed.</summary>
    public bool StaleContinuationsAreRefused { get; init; } = true;

    /// <summary>A relay that refuses an owner tells its subscribers that what this owner accepted does not come.</summary>
    public bool RefusalsAreTold { get; init; } = true;

    /// <summary>A relay rests only when its owner has taken it off at the head.</summary>
    public bool RelaysRestAtTheHead { get; init; } = true;

    /// <summary>A relay that comes back from a rest says so by a higher number, and a late word of the rest no longer counts.</summary>
    public bool RestsAreNumbered { get; init; } = true;

    /// <summary>A node remembers how far the relays that rest have come, so that a late invite does not begin earlier.</summary>
    public bool RestedPositionsAreKept { get; init; } = true;

    /// <summary>An invite is repeated until the invited node has acknowledged it, also when its owner is gone.</summary>
    public bool InvitesAreRepeated { get; init; } = true;

    /// <summary>A relay without a position begins where its node was invited.</summary>
    public bool InvitedPositionsAreTaken { get; init; } = true;

    /// <summary>A head stays in the reports to a node until a report that had it is acknowledged.</summary>
    public bool HeadsAreRepeated { get; init; } = true;

    /// <summary>A subscribe to a filter is acknowledged when every member that can be reached has the filter.</summary>
    public bool FiltersWaitForAllReachable { get; init; } = true;

    /// <summary>A change of filters is repeated until it is acknowledged.</summary>
    public bool InterestIsRepeated { get; init; } = true;

    /// <summary>The filters of a removed node vanish.</summary>
    public bool DeadInterestVanishes { get; init; } = true;

    /// <summary>Those who hear filters are told when a node that had not been reached was published to without them.</summary>
    public bool LateInterestIsTold { get; init; } = true;

    /// <summary>Those who hear filters are told when a node is gone without a good-bye.</summary>
    public bool LostNodesAreTold { get; init; } = true;

    /// <summary>A new filter hears the relays that are there already, before it is acknowledged.</summary>
    public bool FiltersJoinRelays { get; init; } = true;

    /// <summary>A connection that hears a topic in several ways gets each publication once.</summary>
    public bool OverlapsAreMerged { get; init; } = true;

    /// <summary>A subscriber that comes back is said to be recovered only when nothing between is missing.</summary>
    public bool RecoveriesAreComplete { get; init; } = true;

    /// <summary>An owner acts only while its node's lease from the majority lasts, looked at in the moment of acting.</summary>
    public bool FencedOwnersAreSilent { get; init; } = true;

    /// <summary>A fence answers nobody that some member finds unreachable: what is about to be removed must not live on its answers.</summary>
    public bool UnreachableNodesGetNoLease { get; init; } = true;

    /// <summary>A shard begins only when no node that is gone can still act on an answer that a majority gave it.</summary>
    public bool GrantsAreWaitedOut { get; init; } = true;

    /// <summary>An owner that promised nothing yet drops a predecessor's state when a relay has followed somebody since.</summary>
    public bool StaleStatesAreDropped { get; init; } = true;

    /// <summary>What a topic remembers of publishers moves with it.</summary>
    public bool MemoryOfPublishersMoves { get; init; } = true;

    /// <summary>A relay is taken off on its own wish only when nothing lies after its position.</summary>
    public bool RelaysGoAtTheHead { get; init; } = true;

    /// <summary>The wish of a relay to go counts only if it made no new subscription since.</summary>
    public bool LateUnsubscribesAreIgnored { get; init; } = true;

    /// <summary>A left state goes to the first node that takes it and to no other.</summary>
    public bool LeftStatesArePinned { get; init; } = true;

    /// <summary>A node that is asked for a shard stops taking what another host of it will take.</summary>
    public bool TakersYield { get; init; } = true;

    /// <summary>A left state is worth nothing once the shard was hosted by somebody else in between.</summary>
    public bool HostingsInBetweenCount { get; init; } = true;

    /// <summary>A left state is worth nothing once its holder was without a lease.</summary>
    public bool LapsedHoldersDrop { get; init; } = true;

    /// <summary>The owners of a shard begin when all members have said what they hold of it.</summary>
    public bool StartsWaitForAnswers { get; init; } = true;

    /// <summary>A holder keeps a left state until its taker has it.</summary>
    public bool HoldersKeepUntilTaken { get; init; } = true;
}
