using WorkflowHost.Engine.Contract;

namespace WorkflowHost.Runtime.TimeLimits;

/// <summary>Which version of the text that sets it a limit follows. Pure: what a host carries is the same while it runs.</summary>
public interface IRuleVersions
{
    /// <summary>The version in Chinese, such as 2013年1月1日起施行; empty when the host does not carry the text.</summary>
    /// <param name="step">The step that has the limit; its obligations name the text.</param>
    /// <param name="legalBasis">What the step says sets the limit: it may be another text than the one of its obligations.</param>
    string VersionOf(Activity step, string legalBasis);
}

/// <summary>For a host that carries no texts.</summary>
internal sealed class NoRuleVersions : IRuleVersions
{
    public string VersionOf(Activity step, string legalBasis) => "";
}
