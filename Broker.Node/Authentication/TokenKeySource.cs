namespace Broker.Node.Authentication;

/// <summary>Where one key of the settings comes from: the settings themselves, or a file.</summary>
/// <param name="Path">The place in the settings.</param>
/// <param name="Id">The <c>kid</c> of its tokens.</param>
/// <param name="Algorithm">Its algorithm.</param>
/// <param name="Given">The secret or public key in the settings; empty when it is in a file.</param>
/// <param name="File">The file.</param>
internal sealed record TokenKeySource(string Path, string Id, string Algorithm, string Given, string File)
{
    private const int MaxFileBytes = 64 * 1024;

    /// <summary>The key as it is now; null and what is wrong with it.</summary>
    public TokenKey? Read(out string problem)
    {
        var material = Given;
        if (File.Length > 0 && !TryReadFile(out material, out problem))
        {
            return null;
        }

        return TokenKey.Read(Id, Algorithm, material, out problem);
    }

    /// <summary>The text of the file.</summary>
    public bool TryReadFile(out string text, out string problem)
    {
        text = "";
        problem = "";
        try
        {
            if (new FileInfo(File).Length > MaxFileBytes)
            {
                problem = $"is a file of more than {MaxFileBytes} bytes";
                return false;
            }

            text = System.IO.File.ReadAllText(File);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problem = "can't be read";
            return false;
        }
    }
}
