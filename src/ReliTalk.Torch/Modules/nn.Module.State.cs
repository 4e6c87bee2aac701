using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public abstract partial class Module
        {
            /// <summary>The parameters with their names, joined by dots.</summary>
            /// <param name="recurse">Also those of the modules inside.</param>
            /// <returns>Names and parameters in the order of registration.</returns>
            public virtual IEnumerable<(string name, Parameter parameter)> named_parameters(bool recurse = true)
            {
                foreach ((string name, Parameter? p) in _parameterList)
                {
                    if (p is not null) yield return (name, p);
                }
                if (!recurse) yield break;
                foreach ((string child, Module m) in _children)
                {
                    foreach ((string name, Parameter p) in m.named_parameters()) yield return (child + "." + name, p);
                }
            }

            /// <summary>The parameters.</summary>
            /// <param name="recurse">Also those of the modules inside.</param>
            /// <returns>In the order of registration.</returns>
            public virtual IEnumerable<Parameter> parameters(bool recurse = true) => named_parameters(recurse).Select(p => p.parameter);

            /// <summary>The buffers with their names, joined by dots.</summary>
            /// <param name="recurse">Also those of the modules inside.</param>
            /// <param name="include_nonpersistent">Also those the state dictionary leaves out.</param>
            /// <returns>Names and buffers in the order of registration.</returns>
            public virtual IEnumerable<(string name, Tensor buffer)> named_buffers(bool recurse = true, bool include_nonpersistent = true)
            {
                foreach ((string name, Tensor? b, bool persistent) in _bufferList)
                {
                    if (b is not null && (persistent || include_nonpersistent)) yield return (name, b);
                }
                if (!recurse) yield break;
                foreach ((string child, Module m) in _children)
                {
                    foreach ((string name, Tensor b) in m.named_buffers(true, include_nonpersistent)) yield return (child + "." + name, b);
                }
            }

            /// <summary>The buffers.</summary>
            /// <param name="recurse">Also those of the modules inside.</param>
            /// <param name="include_nonpersistent">Also those the state dictionary leaves out.</param>
            /// <returns>In the order of registration.</returns>
            public virtual IEnumerable<Tensor> buffers(bool recurse = true, bool include_nonpersistent = true) => named_buffers(recurse, include_nonpersistent).Select(b => b.buffer);

            /// <summary>The modules one level down with their names.</summary>
            /// <returns>In the order of registration.</returns>
            public virtual IEnumerable<(string name, Module module)> named_children() => _children.Select(c => (c.Name, c.Value));

            /// <summary>The modules one level down.</summary>
            /// <returns>In the order of registration.</returns>
            public virtual IEnumerable<Module> children() => _children.Select(c => c.Value);

            /// <summary>All modules inside with their names, joined by dots.</summary>
            /// <returns>Parents before children.</returns>
            public virtual IEnumerable<(string name, Module module)> named_modules()
            {
                foreach ((string child, Module m) in _children)
                {
                    yield return (child, m);
                    foreach ((string name, Module inner) in m.named_modules()) yield return (child + "." + name, inner);
                }
            }

            /// <summary>All modules inside.</summary>
            /// <returns>Parents before children.</returns>
            public virtual IEnumerable<Module> modules() => named_modules().Select(m => m.module);

            /// <summary>Whether a buffer has this name, joined by dots.</summary>
            /// <param name="target">The name.</param>
            /// <returns>True when one has.</returns>
            public virtual bool has_buffer(string target) => named_buffers().Any(b => b.name == target);

            /// <summary>Whether a parameter has this name, joined by dots.</summary>
            /// <param name="target">The name.</param>
            /// <returns>True when one has.</returns>
            public virtual bool has_parameter(string target) => named_parameters().Any(p => p.name == target);

            /// <summary>The buffer of this name, joined by dots.</summary>
            /// <param name="target">The name.</param>
            /// <returns>The buffer; null where there is none.</returns>
            public virtual Tensor? get_buffer(string target) => named_buffers().FirstOrDefault(b => b.name == target).buffer;

            /// <summary>The parameter of this name, joined by dots.</summary>
            /// <param name="target">The name.</param>
            /// <returns>The parameter; null where there is none.</returns>
            public virtual Parameter? get_parameter(string target) => named_parameters().FirstOrDefault(p => p.name == target).parameter;

            /// <summary>Parameters and persistent buffers by name: the tensors themselves, not copies.</summary>
            /// <param name="destination">The dictionary to fill; null is a new one.</param>
            /// <param name="prefix">Put before every name, with a dot.</param>
            /// <returns>The dictionary.</returns>
            public virtual Dictionary<string, Tensor> state_dict(Dictionary<string, Tensor>? destination = null, string? prefix = null)
            {
                destination ??= [];
                string before = string.IsNullOrEmpty(prefix) ? "" : prefix + ".";
                foreach ((string name, Parameter p) in named_parameters()) destination.TryAdd(before + name, p);
                foreach ((string name, Tensor b) in named_buffers(true, include_nonpersistent: false)) destination.TryAdd(before + name, b);
                return destination;
            }

            /// <summary>Copies values into parameters and persistent buffers by name.</summary>
            /// <param name="source">The values.</param>
            /// <param name="strict">Fails where a name is missing or unexpected.</param>
            /// <param name="skip">Names left as they are.</param>
            /// <returns>Names missing in the source, and names of it that nothing has.</returns>
            /// <exception cref="InvalidOperationException">Names do not match, while strict.</exception>
            /// <exception cref="ArgumentException">A shape does not match.</exception>
            public virtual (IList<string> missing_keys, IList<string> unexpected_keyes) load_state_dict(
                Dictionary<string, Tensor> source, bool strict = true, IList<string>? skip = null)
            {
                Dictionary<string, Tensor> own = state_dict();
                List<string> missing = [.. own.Keys.Where(k => !source.ContainsKey(k) && skip?.Contains(k) != true)];
                List<string> unexpected = [.. source.Keys.Where(k => !own.ContainsKey(k) && skip?.Contains(k) != true)];
                if (strict && (missing.Count > 0 || unexpected.Count > 0))
                    throw new InvalidOperationException($"The state does not fit {GetName()}: missing [{string.Join(", ", missing)}], unexpected [{string.Join(", ", unexpected)}].");
                using (no_grad())
                {
                    foreach ((string name, Tensor target) in own)
                    {
                        if (skip?.Contains(name) == true || !source.TryGetValue(name, out Tensor? value)) continue;
                        if (!target.shape.AsSpan().SequenceEqual(value.shape))
                            throw new ArgumentException($"{name} has the shape [{string.Join(", ", target.shape)}], the state holds [{string.Join(", ", value.shape)}].", nameof(source));
                        target.copy_(value);
                    }
                }
                return (missing, unexpected);
            }
        }
    }
}
