using Broker.Actors.Interest;
using Broker.Protocol.Publications;

namespace Broker.Actors.Keepers;

/// <summary>What one member said about a shard that begins here, as far as its pages have come.</summary>
internal sealed class MemberAnswer
{
    private IReadOnlyList<LeftName>?[] _pages = [];
    private long _version = -1;

    /// <summary>Whether all of it is here, and counts.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>Whether it says that the shard is still hosted there.</summary>
    public bool IsHosting { get; private set; }

    public HeardHostings Heard { get; private set; } = new(Term.Zero, Term.Zero, []);

    public InterestVersion Interest { get; private set; }

    public IEnumerable<LeftName> Names => _pages.SelectMany(static page => page ?? []);

    public void Add(LeftNames message)
    {
        IsHosting = message.IsHosting;
        Heard = message.Heard;
        Interest = message.Interest;
        if (message.IsHosting)
        {
            IsComplete = false;
            return;
        }

        if (_version != message.Version || _pages.Length != message.Pages)
        {
            _version = message.Version;
            _pages = new IReadOnlyList<LeftName>?[message.Pages];
        }

        _pages[message.Page] = message.Names;
        IsComplete = Array.TrueForAll(_pages, static page => page is not null);
    }
}
