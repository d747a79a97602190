namespace WorkflowHost.Runtime;

/// <summary>Makes new ids. Handed in, so that tests know them.</summary>
public interface IIdGenerator
{
    /// <summary>A new id: at most 32 characters of a–z and 0–9, later ones sort after earlier ones to the millisecond.</summary>
    string NewId();
}
