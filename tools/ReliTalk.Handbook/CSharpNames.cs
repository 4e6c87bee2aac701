using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace ReliTalk.Handbook;

/// <summary>Types, members and values as they are written in C#.</summary>
internal static class CSharpNames
{
    // Its caches are not made for several threads, and tests read several packages at once.
    private static readonly ThreadLocal<NullabilityInfoContext> PerThread = new(() => new NullabilityInfoContext());

    private static NullabilityInfoContext Nullability => PerThread.Value!;

    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void", [typeof(bool)] = "bool", [typeof(byte)] = "byte", [typeof(sbyte)] = "sbyte", [typeof(short)] = "short", [typeof(ushort)] = "ushort",
        [typeof(int)] = "int", [typeof(uint)] = "uint", [typeof(long)] = "long", [typeof(ulong)] = "ulong", [typeof(float)] = "float", [typeof(double)] = "double",
        [typeof(decimal)] = "decimal", [typeof(char)] = "char", [typeof(string)] = "string", [typeof(object)] = "object", [typeof(nint)] = "nint", [typeof(nuint)] = "nuint",
    };

    public static string Of(Type type, NullabilityInfo? nullable = null)
    {
        var mark = nullable is { ReadState: NullabilityState.Nullable } or { WriteState: NullabilityState.Nullable } && !type.IsValueType ? "?" : "";
        if (type.IsByRef) return Of(type.GetElementType()!, nullable);
        if (type.IsPointer) return Of(type.GetElementType()!) + "*";
        if (type.IsArray) return Of(type.GetElementType()!, nullable?.ElementType) + "[" + new string(',', type.GetArrayRank() - 1) + "]" + mark;
        if (Nullable.GetUnderlyingType(type) is { } value) return Of(value, nullable?.GenericTypeArguments.Length == 1 ? nullable.GenericTypeArguments[0] : null) + "?";
        if (Keywords.TryGetValue(type, out var keyword)) return keyword + mark;
        if (type.IsGenericParameter) return type.Name + mark;
        if (IsTuple(type)) return "(" + string.Join(", ", Arguments(type, nullable)) + ")";
        return NameOf(type, nullable) + mark;
    }

    /// <summary>The name with its declaring types and type arguments, without its namespace.</summary>
    public static string NameOf(Type type, NullabilityInfo? nullable = null)
    {
        var outer = type.DeclaringType is { } declaring && !type.IsGenericParameter ? NameOf(declaring) + "." : "";
        var tick = type.Name.IndexOf('`');
        if (tick < 0) return outer + type.Name;
        return outer + type.Name[..tick] + "<" + string.Join(", ", Arguments(type, nullable)) + ">";
    }

    public static string Of(PropertyInfo property) => Of(property.PropertyType, Nullability.Create(property));

    public static string Of(FieldInfo field) => Of(field.FieldType, Nullability.Create(field));

    public static string Of(EventInfo @event) => Of(@event.EventHandlerType!, Nullability.Create(@event));

    public static string ReturnOf(MethodInfo method)
        => (method.ReturnParameter.ParameterType.IsByRef ? "ref " : "") + Of(method.ReturnType, Nullability.Create(method.ReturnParameter));

    public static string Parameters(MethodBase method)
    {
        var extension = method.IsDefined(typeof(ExtensionAttribute), false);
        return string.Join(", ", method.GetParameters().Select((parameter, index) => (extension && index == 0 ? "this " : "") + Of(parameter)));
    }

    public static string Constraints(Type[] parameters)
    {
        var clauses = parameters.Select(Clause).Where(clause => clause.Length > 0);
        return string.Concat(clauses.Select(clause => " " + clause));
    }

    public static string Value(object? value, Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return value switch
        {
            null => type.IsValueType ? "default" : "null",
            string text => "\"" + text.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\n", "\\n") + "\"",
            bool flag => flag ? "true" : "false",
            char letter => $"'{letter}'",
            float number => number.ToString("R", CultureInfo.InvariantCulture) + "f",
            double number => number.ToString("R", CultureInfo.InvariantCulture),
            _ when type.IsEnum => Enum.IsDefined(type, value) ? $"{NameOf(type)}.{Enum.GetName(type, value)}" : $"({NameOf(type)}){value}",
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString()!,
        };
    }

    private static string Of(ParameterInfo parameter)
    {
        var kind = parameter switch
        {
            { IsOut: true, ParameterType.IsByRef: true } => "out ",
            { IsIn: true, ParameterType.IsByRef: true } => "in ",
            { ParameterType.IsByRef: true } => "ref ",
            _ when parameter.IsDefined(typeof(ParamArrayAttribute), false) || parameter.IsDefined(typeof(ParamCollectionAttribute), false) => "params ",
            _ => "",
        };
        var text = kind + Of(parameter.ParameterType, Nullability.Create(parameter)) + " " + parameter.Name;
        if (!parameter.HasDefaultValue) return text;
        object? value;
        try
        {
            value = parameter.RawDefaultValue;
        }
        catch (FormatException)
        {
            return text + " = default";
        }
        if (value is not null && (Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType) is { IsEnum: true } type) value = Enum.ToObject(type, value);
        // A type parameter's default is written "default"; a reference's is null.
        return text + " = " + Value(value, parameter.ParameterType);
    }

    private static string Clause(Type parameter)
    {
        var parts = new List<string>();
        var flags = parameter.GenericParameterAttributes;
        if (flags.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint))
            parts.Add(parameter.CustomAttributes.Any(a => a.AttributeType.Name == "IsUnmanagedAttribute") ? "unmanaged" : "struct");
        else if (flags.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint)) parts.Add("class");
        parts.AddRange(parameter.GetGenericParameterConstraints().Where(type => type != typeof(ValueType)).Select(type => Of(type)));
        if (flags.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint) && !flags.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint)) parts.Add("new()");
        return parts.Count == 0 ? "" : $"where {parameter.Name} : {string.Join(", ", parts)}";
    }

    private static bool IsTuple(Type type) => type.IsGenericType && type.FullName?.StartsWith("System.ValueTuple`", StringComparison.Ordinal) == true;

    private static IEnumerable<string> Arguments(Type type, NullabilityInfo? nullable)
    {
        var arguments = type.GetGenericArguments();
        var inherited = type.DeclaringType?.GetGenericArguments().Length ?? 0;
        var states = nullable?.GenericTypeArguments;
        for (var i = inherited; i < arguments.Length; i++) yield return Of(arguments[i], states?.Length == arguments.Length ? states[i] : null);
    }
}
