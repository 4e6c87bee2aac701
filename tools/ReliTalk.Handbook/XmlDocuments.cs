using System.Reflection;
using System.Text;
using System.Xml.Linq;

namespace ReliTalk.Handbook;

/// <summary>The compiler's XML documents of all packages, by the compiler's member ids.</summary>
internal sealed class XmlDocuments
{
    private readonly Dictionary<string, XElement> _members = new(StringComparer.Ordinal);

    public XmlDocuments(IEnumerable<string> packages)
    {
        foreach (var path in packages.Select(Packages.XmlPath).Where(File.Exists))
            foreach (var member in XDocument.Load(path, LoadOptions.PreserveWhitespace).Descendants("member")) _members[(string)member.Attribute("name")!] = member;
    }

    /// <summary>What is said of a member; where it only inherits, what its base or interface says.</summary>
    public XElement? Find(MemberInfo member)
    {
        var own = _members.GetValueOrDefault(IdOf(member));
        if ((string?)own?.Element("inheritdoc")?.Attribute("cref") is { } named && own!.Element("summary") is null) return _members.GetValueOrDefault(named) ?? own;
        if (own?.Element("inheritdoc") is null) return own ?? (Sources(member).Select(Find).FirstOrDefault(text => text is not null));
        return Sources(member).Select(Find).FirstOrDefault(text => text is not null) ?? own;
    }

    public static string IdOf(MemberInfo member) => member switch
    {
        Type type => "T:" + Full(type),
        FieldInfo field => $"F:{Full(field.DeclaringType!)}.{field.Name}",
        EventInfo @event => $"E:{Full(@event.DeclaringType!)}.{@event.Name}",
        PropertyInfo property => $"P:{Full(property.DeclaringType!)}.{property.Name}" + Arguments(property.GetIndexParameters()),
        ConstructorInfo constructor => $"M:{Full(constructor.DeclaringType!)}.#ctor" + Arguments(constructor.GetParameters()),
        MethodInfo method => $"M:{Full(method.DeclaringType!)}.{method.Name}"
            + (method.IsGenericMethodDefinition ? "``" + method.GetGenericArguments().Length : "")
            + Arguments(method.GetParameters())
            + (method.Name is "op_Implicit" or "op_Explicit" ? "~" + Argument(method.ReturnType) : ""),
        _ => member.Name,
    };

    private static IEnumerable<MemberInfo> Sources(MemberInfo member)
    {
        if (member is Type type)
        {
            if (type.BaseType is { } parent) yield return parent;
            yield break;
        }
        if (member.DeclaringType is not { } declaring) yield break;
        const BindingFlags any = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        foreach (var source in declaring.GetInterfaces().Concat(Ancestors(declaring)))
            foreach (var same in source.GetMember(member.Name, any))
                if (same.MemberType == member.MemberType && Count(same) == Count(member)) yield return same;
    }

    private static IEnumerable<Type> Ancestors(Type type)
    {
        for (var parent = type.BaseType; parent is not null; parent = parent.BaseType) yield return parent;
    }

    private static int Count(MemberInfo member) => member is MethodBase method ? method.GetParameters().Length : 0;

    private static string Full(Type type)
    {
        if (type.IsGenericType && !type.IsGenericTypeDefinition) type = type.GetGenericTypeDefinition();
        return (type.DeclaringType is { } outer ? Full(outer) : type.Namespace) + "." + type.Name;
    }

    private static string Arguments(ParameterInfo[] parameters)
        => parameters.Length == 0 ? "" : "(" + string.Join(",", parameters.Select(parameter => Argument(parameter.ParameterType))) + ")";

    private static string Argument(Type type)
    {
        if (type.IsByRef) return Argument(type.GetElementType()!) + "@";
        if (type.IsPointer) return Argument(type.GetElementType()!) + "*";
        if (type.IsArray) return Argument(type.GetElementType()!) + (type.GetArrayRank() == 1 ? "[]" : "[" + string.Join(",", Enumerable.Repeat("0:", type.GetArrayRank())) + "]");
        if (type.IsGenericParameter) return (type.DeclaringMethod is null ? "`" : "``") + type.GenericParameterPosition;
        if (!type.IsGenericType) return Full(type);
        var arguments = new Queue<Type>(type.GetGenericArguments());
        var chain = new Stack<Type>();
        for (Type? at = type; at is not null; at = at.DeclaringType) chain.Push(at);
        var text = new StringBuilder(type.Namespace);
        foreach (var link in chain)
        {
            var tick = link.Name.IndexOf('`');
            text.Append('.').Append(tick < 0 ? link.Name : link.Name[..tick]);
            if (tick < 0) continue;
            var count = int.Parse(link.Name[(tick + 1)..], System.Globalization.CultureInfo.InvariantCulture);
            text.Append('{').AppendJoin(',', Enumerable.Range(0, count).Select(_ => Argument(arguments.Dequeue()))).Append('}');
        }
        return text.ToString();
    }
}
