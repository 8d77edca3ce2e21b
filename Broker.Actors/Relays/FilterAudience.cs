using Broker.Protocol.Topics;

namespace Broker.Actors.Relays;

/// <summary>All who hear one filter on this node: one list for all relays of topics that match it.</summary>
/// <remarks>
/// Written by the node's hub, read by the relays on any thread: what a relay reads never changes. One more is appended behind what readers
/// see; one who leaves is marked and taken out when a quarter has left, so coming and going costs the same however many there are.
/// </remarks>
public sealed class FilterAudience<TSubscriber>(TopicFilter filter)
    where TSubscriber : class, IAudienceMember
{
    private TSubscriber[] _members = new TSubscriber[1];
    private AudienceSnapshot<TSubscriber> _snapshot = AudienceSnapshot<TSubscriber>.Empty;
    private int _left;
    private int _overlapping;

    public TopicFilter Filter { get; } = filter;

    /// <summary>Those who hear it.</summary>
    public int Count => _snapshot.Count - _left;

    /// <summary>What relays walk through; replaced with each change.</summary>
    public AudienceSnapshot<TSubscriber> Snapshot => Volatile.Read(ref _snapshot);

    public void Add(TSubscriber member)
    {
        var count = _snapshot.Count;
        if (count == _members.Length)
        {
            Array.Resize(ref _members, Math.Max(1, count * 2));
        }

        _members[count] = member;
        _overlapping += member.MayOverlap ? 1 : 0;
        Publish(count + 1);
    }

    public void Remove(TSubscriber member)
    {
        if (member.HasLeft)
        {
            return;
        }

        member.HasLeft = true;
        _left++;
        _overlapping -= member.MayOverlap ? 1 : 0;
        if (_left * 4 >= _snapshot.Count)
        {
            _members = [.. _members.Take(_snapshot.Count).Where(static other => !other.HasLeft)];
            _left = 0;
            Publish(_members.Length);
        }
        else
        {
            // The same array, but news: who put several audiences together must do it again.
            Publish(_snapshot.Count);
        }
    }

    private void Publish(int count) =>
        Volatile.Write(ref _snapshot, new AudienceSnapshot<TSubscriber>(_members, count, _overlapping > 0));
}
