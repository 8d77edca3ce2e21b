namespace Broker.Runtime.Remote.Handshake;

/// <summary>How many connections are before the end of their handshake, together and from each address. Pure; not thread-safe.</summary>
/// <remarks>The bound for one address keeps a single stranger from taking all places.</remarks>
internal sealed class HalfOpenState(int most, int mostPerAddress)
{
    private readonly Dictionary<string, int> _byAddress = [];

    public int Count { get; private set; }

    public bool TryEnter(string address)
    {
        int ofAddress = _byAddress.GetValueOrDefault(address);
        if (Count >= most || ofAddress >= mostPerAddress)
            return false;
        Count++;
        _byAddress[address] = ofAddress + 1;
        return true;
    }

    public void Leave(string address)
    {
        Count--;
        if (--_byAddress[address] == 0)
            _byAddress.Remove(address);
    }
}
