using System.Text.Json.Serialization;

namespace Broker.Bench.Load;

/// <summary>Results in the file, one line each.</summary>
[JsonSerializable(typeof(LoadResult))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class LoadJson : JsonSerializerContext;
