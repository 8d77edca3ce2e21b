using System.Text;

namespace Broker.Hocon;

/// <summary>Puts a path together from quoted pieces, which are taken as they are, and unquoted ones, in which dots separate keys.</summary>
internal sealed class HoconPathBuilder
{
    private readonly List<string> _keys = [];
    private readonly StringBuilder _current = new();
    private bool _started;

    public bool IsEmpty => _keys.Count == 0 && !_started;

    public void AddQuoted(string text)
    {
        _current.Append(text);
        _started = true;
    }

    public void AddUnquoted(string text, HoconOrigin origin)
    {
        foreach (var c in text)
        {
            if (c != '.')
            {
                _current.Append(c);
                _started = true;
                continue;
            }

            if (!_started)
                throw new HoconException(origin, "A path must not have an empty key.");
            Finish();
        }
    }

    public List<string> Build(HoconOrigin origin)
    {
        if (!_started)
            throw new HoconException(origin, _keys.Count == 0 ? "A key is missing." : "A path must not end with a dot.");
        Finish();
        return _keys;
    }

    private void Finish()
    {
        _keys.Add(_current.ToString());
        _current.Clear();
        _started = false;
    }
}
