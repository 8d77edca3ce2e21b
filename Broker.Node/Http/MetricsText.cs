using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace Broker.Node.Http;

/// <summary><c>/metrics</c>: the broker's meters in the text format of Prometheus, version 0.0.4.</summary>
/// <remarks>Sums of counters and last values of gauges; of a histogram its count and sum. No library is needed for that much.</remarks>
internal sealed class MetricsText : IDisposable
{
    /// <summary>What the names of the broker's meters begin with.</summary>
    public const string MeterPrefix = "Relay.";

    private readonly ConcurrentDictionary<(Instrument Instrument, string Labels), Series> _series = new();
    private readonly MeterListener _listener = new();

    public MetricsText()
    {
        _listener.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Meter.Name.StartsWith(MeterPrefix, StringComparison.Ordinal))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Record(instrument, value, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Record(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Record(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>Answers a scrape.</summary>
    public Task AnswerAsync(HttpContext context)
    {
        context.Response.ContentType = "text/plain; version=0.0.4; charset=utf-8";
        return context.Response.WriteAsync(Render());
    }

    /// <inheritdoc/>
    public void Dispose() => _listener.Dispose();

    internal string Render()
    {
        _listener.RecordObservableInstruments();
        var text = new StringBuilder();
        foreach (var group in _series.GroupBy(static entry => entry.Key.Instrument).OrderBy(static g => g.Key.Name, StringComparer.Ordinal))
        {
            var instrument = group.Key;
            var name = instrument.Name.Replace('.', '_').Replace('-', '_');
            var isHistogram = IsHistogram(instrument);
            name = IsCounter(instrument) ? name + "_total" : name;
            text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {instrument.Description}\n");
            text.Append(CultureInfo.InvariantCulture, $"# TYPE {name} {(IsCounter(instrument) ? "counter" : isHistogram ? "summary" : "gauge")}\n");
            foreach (var ((_, labels), series) in group)
            {
                text.Append(CultureInfo.InvariantCulture, $"{name}{(isHistogram ? "_sum" : "")}{labels} {series.Value:R}\n");
                if (isHistogram)
                {
                    text.Append(CultureInfo.InvariantCulture, $"{name}_count{labels} {series.Count}\n");
                }
            }
        }

        return text.ToString();
    }

    private void Record(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var series = _series.GetOrAdd((instrument, Labels(tags)), static _ => new Series());
        series.Record(value, sums: !instrument.IsObservable);
    }

    private static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.IsEmpty)
        {
            return "";
        }

        var text = new StringBuilder("{");
        foreach (var (key, value) in tags)
        {
            text.Append(text.Length > 1 ? "," : "").Append(key.Replace('.', '_')).Append("=\"").Append(value).Append('"');
        }

        return text.Append('}').ToString();
    }

    private static bool IsCounter(Instrument instrument) => IsOf(instrument, typeof(Counter<>)) || IsOf(instrument, typeof(ObservableCounter<>));

    private static bool IsHistogram(Instrument instrument) => IsOf(instrument, typeof(Histogram<>));

    private static bool IsOf(Instrument instrument, Type generic) =>
        instrument.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == generic;

    private sealed class Series
    {
        private readonly Lock _gate = new();

        public double Value { get; private set; }

        public long Count { get; private set; }

        public void Record(double value, bool sums)
        {
            lock (_gate)
            {
                Value = sums ? Value + value : value;
                Count++;
            }
        }
    }
}
