using System.Text.RegularExpressions;

namespace Broker.Tests.Architecture;

/// <summary>What the documents name exists.</summary>
public partial class DocumentationTests
{
    // With the names of Akka.NET's API: a document may say what the built-in engine leaves out.
    private static readonly HashSet<string> SourceWords = Repository.Files("", "*.cs").Concat(Repository.Files("Broker.Tests/Architecture/AkkaApi", "*.txt")).SelectMany(static file => Word().Matches(Repository.Read(file)).Select(static word => word.Value)).ToHashSet();

    private static readonly HashSet<string> FileNames = Repository.Files("", "*").Select(static file => Path.GetFileName(file)).ToHashSet();

    public static TheoryData<string> Documents => [.. Repository.Files("", "*.md").Where(static file => file is not "CHANGELOG.md" && !file.Contains("/AkkaApi/", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Documents))]
    public void The_files_that_a_document_names_are_there(string document)
    {
        var folder = Path.GetDirectoryName(document)!;
        var named = Code(document).Where(static code => FileName().IsMatch(code)).Distinct();

        Assert.Equal([], named.Where(name => name.Contains('/')
            ? !Exists(name) && !Exists(Path.Combine(folder, name))
            : !FileNames.Contains(name)));
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void The_types_and_members_that_a_document_names_are_there(string document)
    {
        var named = Code(document).Where(static code => PascalCase().IsMatch(code)).Distinct();

        Assert.Equal([], named.Where(static name => !SourceWords.Contains(name)));
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void The_pages_that_a_document_links_to_are_there(string document)
    {
        var folder = Path.GetDirectoryName(document)!;
        var links = Link().Matches(Repository.Read(document)).Select(static match => match.Groups[1].Value).Where(static link => !link.Contains("://", StringComparison.Ordinal) && !link.StartsWith('#')).Select(static link => link.Split('#')[0]);

        Assert.Equal([], links.Where(link => !Exists(Path.Combine(folder, link))));
    }

    private static IEnumerable<string> Code(string document) => InlineCode().Matches(Repository.Read(document)).Select(static match => match.Groups[1].Value);

    private static bool Exists(string path)
    {
        var full = Path.Combine(Repository.Root, path);
        return File.Exists(full) || Directory.Exists(full);
    }

    [GeneratedRegex("(?<!`)`([^`\n]+)`(?!`)")]
    private static partial Regex InlineCode();

    // A name that begins with X stands for any.
    [GeneratedRegex(@"^(?!X)[\w./-]+\.(cs|csproj|props|conf|sln)$")]
    private static partial Regex FileName();

    [GeneratedRegex("^[A-Z][a-z0-9]+([A-Z][a-z0-9]+)+$")]
    private static partial Regex PascalCase();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"\w+")]
    private static partial Regex Word();
}
