namespace Broker.Runtime.Remote.Tls;

/// <summary>The bytes of the certificate files. Compared as a whole: dates of files say nothing where a link is moved to a new directory.</summary>
internal sealed record TlsFiles(byte[] Certificate, byte[] Key, byte[] Authority)
{
    /// <summary>More than this is no certificate file.</summary>
    private const int LargestFile = 1024 * 1024;

    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be read.</exception>
    public static TlsFiles Read(TlsSettings settings) =>
        new(ReadFile(settings.CertificatePath), ReadFile(settings.KeyPath), ReadFile(settings.AuthorityPath));

    public bool Equals(TlsFiles? other) =>
        other is not null
        && Certificate.AsSpan().SequenceEqual(other.Certificate)
        && Key.AsSpan().SequenceEqual(other.Key)
        && Authority.AsSpan().SequenceEqual(other.Authority);

    public override int GetHashCode() => HashCode.Combine(Certificate.Length, Key.Length, Authority.Length);

    private static byte[] ReadFile(string path)
    {
        if (path.Length == 0)
            return [];
        return new FileInfo(path) is { Exists: true, Length: > LargestFile } ? throw new IOException($"{path} is too large") : File.ReadAllBytes(path);
    }
}
