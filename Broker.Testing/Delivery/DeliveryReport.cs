using System.Globalization;

namespace Broker.Testing.Delivery;

/// <summary>What <see cref="DeliveryChecker"/> found: the counts, and a sentence for each kind of finding.</summary>
/// <param name="Sent">Messages that publishers sent.</param>
/// <param name="Accepted">Those of them that the broker said it had accepted.</param>
/// <param name="Delivered">Messages seen, summed over all subscribers.</param>
/// <param name="Duplicates">Messages a subscriber saw again.</param>
/// <param name="Gaps">Messages that others got and a subscriber did not, without being told.</param>
/// <param name="ToldGaps">The same where the subscriber was told: allowed.</param>
/// <param name="Lost">Accepted messages that nobody saw although somebody stayed.</param>
/// <param name="Disorder">Messages that two subscribers saw in different orders, or against their publisher's order.</param>
/// <param name="Strangers">Messages seen that nobody sent, or that were refused.</param>
/// <param name="Findings">One sentence with an example for each kind of finding.</param>
public sealed record DeliveryReport(
    int Sent,
    int Accepted,
    int Delivered,
    int Duplicates,
    int Gaps,
    int ToldGaps,
    int Lost,
    int Disorder,
    int Strangers,
    IReadOnlyList<string> Findings)
{
    /// <summary>Whether every promise was kept.</summary>
    public bool IsClean => Duplicates + Gaps + Lost + Disorder + Strangers == 0;

    /// <inheritdoc/>
    public override string ToString()
    {
        var counts = string.Create(
            CultureInfo.InvariantCulture,
            $"sent {Sent}, accepted {Accepted}, delivered {Delivered}, duplicates {Duplicates}, gaps {Gaps} (and {ToldGaps} told), lost {Lost}, disorder {Disorder}, strangers {Strangers}");
        return Findings.Count == 0 ? counts : counts + Environment.NewLine + string.Join(Environment.NewLine, Findings);
    }
}
