namespace WorkflowHost.Cases.Experts;

/// <summary>A member of a city's expert pool (SH-4.2).</summary>
/// <param name="Id">The expert.</param>
/// <param name="City">City key.</param>
/// <param name="Name">姓名.</param>
/// <param name="Unit">单位.</param>
/// <param name="Field">专业领域; may be empty.</param>
/// <param name="Phone">联系电话; may be empty.</param>
/// <param name="IsActive">Whether tasks offer the expert; who has left stays for the record.</param>
/// <param name="Revision">From 1, one more with each change.</param>
public sealed record Expert(string Id, string City, string Name, string Unit, string Field, string Phone, bool IsActive, int Revision)
{
    /// <summary>As tasks offer and documents print it: 陆堃（上海市质量监督检验技术研究院）.</summary>
    public string Label => $"{Name}（{Unit}）";
}

/// <summary>The experts as kept.</summary>
public interface IExpertStore
{
    /// <summary>A city's experts, active ones first, then by name.</summary>
    Task<IReadOnlyList<Expert>> OfCityAsync(string city, CancellationToken cancellationToken);

    /// <summary>Adds an expert or replaces the revision before; one transaction.</summary>
    /// <param name="expert">With the revision that it is to have.</param>
    /// <param name="by">The account that asks.</param>
    /// <param name="at">UTC.</param>
    /// <param name="cancellationToken">Stops before anything is written.</param>
    /// <returns>False when somebody else was faster; nothing is written then.</returns>
    Task<bool> SaveAsync(Expert expert, string by, DateTimeOffset at, CancellationToken cancellationToken);
}
