namespace Broker.Node.Http;

/// <summary>Reads the body of a request up to a limit.</summary>
internal static class BoundedBody
{
    private const int FirstBuffer = 1024;

    /// <summary>The whole body in memory of its own, or null when it is larger than the limit.</summary>
    public static async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpRequest request, int maxBytes, CancellationToken cancellation)
    {
        if (request.ContentLength > maxBytes)
        {
            return null;
        }

        var announced = (int?)request.ContentLength;
        var buffer = new byte[announced ?? FirstBuffer];
        var length = 0;
        while (length != announced)
        {
            if (length == buffer.Length)
            {
                // One byte more than allowed tells a body that is too large from one that just fits.
                Array.Resize(ref buffer, Math.Min(buffer.Length * 2, maxBytes + 1));
            }

            var read = await request.Body.ReadAsync(buffer.AsMemory(length), cancellation);
            length += read;
            if (length > maxBytes)
            {
                return null;
            }

            if (read == 0)
            {
                break;
            }
        }

        return buffer.AsMemory(0, length);
    }
}
