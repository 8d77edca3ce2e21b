namespace Broker.Actors.Keepers;

/// <summary>Keeper to keeper: a part of a left topic.</summary>
/// <param name="Index">Which part, from 0.</param>
/// <param name="IsLast">Whether the topic is complete with it.</param>
/// <param name="Part">The topic with this part of its log and publishers, the next after those of the parts before. Its times are ages, in milliseconds.</param>
public sealed record LeftSegment(int Index, bool IsLast, LeftTopic Part);
