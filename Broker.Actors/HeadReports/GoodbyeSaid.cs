namespace Broker.Actors.HeadReports;

/// <summary>Reporter to shutdown: whether it was said; if not, some invites wait for their acknowledgement, and asking again may help.</summary>
public sealed record GoodbyeSaid(bool IsSaid);
