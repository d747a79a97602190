using System.Reflection;
using Jint.Parser.Ast;

namespace WorkflowHost.Expressions;

/// <summary>The nodes of a parsed script: found, and made.</summary>
internal static class ScriptNodes
{
    /// <summary>All of them, once each, also those that stand in two places.</summary>
    public static IReadOnlyList<SyntaxNode> Of(SyntaxNode program)
    {
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance) { program };
        var open = new Stack<SyntaxNode>([program]);
        var all = new List<SyntaxNode>();
        while (open.TryPop(out var node))
        {
            all.Add(node);
            foreach (var child in ChildrenOf(node).Where(seen.Add))
            {
                open.Push(child);
            }
        }

        return all;
    }

    /// <summary>A call of a global function, as if it stood at <paramref name="place"/>.</summary>
    public static CallExpression Call(string function, SyntaxNode place, params Expression[] arguments) => new()
    {
        Type = SyntaxNodes.CallExpression,
        Callee = new Identifier { Type = SyntaxNodes.Identifier, Name = function, Location = place.Location, Range = place.Range },
        Arguments = arguments,
        Location = place.Location,
        Range = place.Range,
    };

    /// <summary>What stands right within a node.</summary>
    public static IEnumerable<SyntaxNode> ChildrenOf(SyntaxNode node) => Members.Of(node.GetType()).SelectMany(read => read(node) switch
    {
        SyntaxNode child => [child],
        IEnumerable<SyntaxNode> children => children.Where(child => child is not null),
        _ => Enumerable.Empty<SyntaxNode>(),
    });

    /// <summary>What of a kind of node may hold others.</summary>
    private static class Members
    {
        private static readonly System.Collections.Concurrent.ConcurrentDictionary<Type, Func<object, object?>[]> Known = new();

        public static Func<object, object?>[] Of(Type type) => Known.GetOrAdd(type, static key =>
        [
            .. key.GetFields(BindingFlags.Instance | BindingFlags.Public).Where(field => MayHoldNodes(field.FieldType))
                .Select(field => (Func<object, object?>)field.GetValue),
            .. key.GetProperties(BindingFlags.Instance | BindingFlags.Public).Where(property => MayHoldNodes(property.PropertyType))
                .Select(property => (Func<object, object?>)property.GetValue),
        ]);

        private static bool MayHoldNodes(Type type) =>
            type.IsAssignableTo(typeof(SyntaxNode)) || type.IsInterface || type.IsAssignableTo(typeof(IEnumerable<SyntaxNode>));
    }
}
