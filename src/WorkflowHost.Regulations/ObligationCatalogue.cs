using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using WorkflowHost.Definitions;

namespace WorkflowHost.Regulations;

/// <summary>A file of the catalogue.</summary>
/// <param name="Name">As people find it, such as <c>regulations/beijing-2013.yaml</c>.</param>
/// <param name="Text">Its YAML.</param>
public sealed record RegulationFile(string Name, string Text);

/// <summary>The obligations that the product carries, of all cities.</summary>
public sealed class ObligationCatalogue
{
    private readonly FrozenDictionary<string, Obligation> byId;

    /// <summary>A catalogue of obligations that were checked.</summary>
    /// <param name="regulations">Of all cities.</param>
    /// <param name="version">What tells this content from another; empty when nobody asks.</param>
    /// <exception cref="ArgumentException">Two obligations have one id.</exception>
    public ObligationCatalogue(IEnumerable<Regulation> regulations, string version = "")
    {
        Regulations = [.. regulations];
        Version = version;
        byId = Regulations.SelectMany(regulation => regulation.Obligations).ToFrozenDictionary(obligation => obligation.Id, StringComparer.Ordinal);
    }

    /// <summary>The regulations, in the order of their files.</summary>
    public ImmutableArray<Regulation> Regulations { get; }

    /// <summary>The first 12 hexadecimal digits of the content's SHA-256: the same content, the same version, whatever the line ends.</summary>
    public string Version { get; }

    /// <summary>All obligations, in the order of the texts.</summary>
    public IEnumerable<Obligation> All => Regulations.SelectMany(regulation => regulation.Obligations);

    /// <summary>Reads all files and judges them together.</summary>
    /// <returns>The catalogue, or every problem; its path begins with the file, its message with the line.</returns>
    public static Checked<ObligationCatalogue> Read(IReadOnlyList<RegulationFile> files)
    {
        var problems = new List<Problem>();
        var read = new List<(string File, Regulation Regulation)>();
        foreach (var file in files)
        {
            var parsed = ObligationYaml.Parse(file.Text);
            problems.AddRange(parsed.Problems.Select(problem => problem with { Path = $"{file.Name} {problem.Path}" }));
            if (parsed.IsValid)
            {
                read.Add((file.Name, parsed.Value));
            }
        }

        problems.AddRange(ProblemsAcross(read));
        return problems.Count > 0
            ? Checked<ObligationCatalogue>.Refused(problems)
            : Checked<ObligationCatalogue>.Valid(new ObligationCatalogue(read.Select(file => file.Regulation), VersionOf(files)));
    }

    /// <summary>The obligation with this id; null when there is none.</summary>
    public Obligation? Find(string id) => byId.GetValueOrDefault(id);

    /// <summary>What a procedure of some kinds has to carry on a day, in the order of the text.</summary>
    /// <param name="city">City key.</param>
    /// <param name="kinds">Keys of the city's kinds.</param>
    /// <param name="day">In China.</param>
    public IEnumerable<Obligation> OfKinds(string city, IReadOnlyCollection<string> kinds, DateOnly day) => All.Where(obligation =>
        obligation.City == city && obligation.IsInForce(day) && obligation.Kinds.Any(kind => kinds.Contains(kind, StringComparer.Ordinal)));

    private static IEnumerable<Problem> ProblemsAcross(List<(string File, Regulation Regulation)> read)
    {
        var first = new Dictionary<string, (string File, long Line)>(StringComparer.Ordinal);
        foreach (var (file, obligation) in read.SelectMany(one => one.Regulation.Obligations, (one, obligation) => (one.File, obligation)))
        {
            if (!first.TryAdd(obligation.Id, (file, obligation.Line)))
            {
                yield return new Problem("obligation-twice", $"{file} {obligation.Id}", string.Create(
                    null, $"第 {obligation.Line} 行：编号 {obligation.Id} 重复，{first[obligation.Id].File} 第 {first[obligation.Id].Line} 行已有。"));
            }
        }

        foreach (var (file, obligation) in read.SelectMany(one => one.Regulation.Obligations, (one, obligation) => (one.File, obligation)))
        {
            foreach (var id in obligation.ReplacedBy.Where(id => !first.ContainsKey(id)))
            {
                yield return new Problem(
                    "obligation-dangling", $"{file} {obligation.Id}", string.Create(null, $"第 {obligation.Line} 行：{obligation.Id} 的 replacedBy 提到 {id}，没有这个编号。"));
            }
        }
    }

    private static string VersionOf(IReadOnlyList<RegulationFile> files)
    {
        var content = string.Join('\f', files.OrderBy(file => file.Name, StringComparer.Ordinal)
            .Select(file => $"{file.Name}\n{file.Text.ReplaceLineEndings("\n")}"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)))[..12];
    }
}
