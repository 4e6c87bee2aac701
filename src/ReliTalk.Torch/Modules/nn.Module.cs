using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Reflection;
using TorchSharp.Modules;
using TorchSharp.Utils;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>A part of a network: parameters, buffers and smaller modules under names.</summary>
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields | DynamicallyAccessedMemberTypes.NonPublicFields)]
        public abstract partial class Module : IDisposable
        {
            private readonly string _name;
            private readonly List<(string Name, Parameter? Value)> _parameterList = [];
            private readonly List<(string Name, Tensor? Value, bool Persistent)> _bufferList = [];
            private readonly List<(string Name, Module Value)> _children = [];
            private bool _disposed;

            /// <summary>A module.</summary>
            /// <param name="name">A label for messages.</param>
            protected Module(string name) => _name = name;

            /// <summary>Whether the module is being trained (dropout drops, batch statistics are taken).</summary>
            public bool training { get; private set; } = true;

            /// <summary>Disposes parameters, buffers and smaller modules.</summary>
            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            /// <summary>Disposes parameters, buffers and smaller modules.</summary>
            /// <param name="disposing">False when a finalizer calls.</param>
            protected virtual void Dispose(bool disposing)
            {
                if (!disposing || _disposed) return;
                _disposed = true;
                foreach ((_, Parameter? p) in _parameterList) p?.Dispose();
                foreach ((_, Tensor? b, _) in _bufferList) b?.Dispose();
                foreach ((_, Module m) in _children) m.Dispose();
            }

            /// <summary>The label.</summary>
            /// <returns>The name given on construction.</returns>
            public virtual string GetName() => _name;

            /// <summary>Calls a function for every module inside and then for this one.</summary>
            /// <param name="fn">The function.</param>
            /// <returns>This module.</returns>
            public virtual Module apply(Action<Module> fn)
            {
                foreach ((_, Module m) in _children) m.apply(fn);
                fn(this);
                return this;
            }

            /// <summary>Switches between training and use, here and inside.</summary>
            /// <param name="train">True for training.</param>
            public virtual void train(bool train = true)
            {
                training = train;
                foreach ((_, Module m) in _children) m.train(train);
            }

            /// <summary>Switches to use.</summary>
            public virtual void eval() => train(false);

            /// <summary>Clears the gradients of all parameters.</summary>
            /// <param name="set_to_none">Frees them rather than filling them with zeros.</param>
            public virtual void zero_grad(bool set_to_none = true)
            {
                foreach (Parameter p in parameters())
                {
                    using Tensor? g = p.grad;
                    if (g is null) continue;
                    if (set_to_none) p.grad = null;
                    else g.zero_();
                }
            }

            /// <summary>Adds a parameter.</summary>
            /// <param name="name">Its name, without dots, unique in the module.</param>
            /// <param name="param">The parameter; null reserves the name.</param>
            public virtual void register_parameter(string name, Parameter? param)
            {
                RequireNew(name);
                _parameterList.Add((name, param));
            }

            /// <summary>Adds a tensor that belongs to the state but is not learned.</summary>
            /// <param name="name">Its name, without dots, unique in the module.</param>
            /// <param name="tensor">The tensor.</param>
            /// <param name="persistent">Whether the state dictionary holds it.</param>
            public virtual void register_buffer(string name, Tensor? tensor, bool persistent = true)
            {
                RequireNew(name);
                _bufferList.Add((name, tensor, persistent));
            }

            /// <summary>Adds a smaller module.</summary>
            /// <param name="name">Its name, without dots, unique in the module.</param>
            /// <param name="submodule">The module.</param>
            public virtual void register_module(string name, Module submodule)
            {
                RequireNew(name);
                submodule.RegisterComponents();
                _children.Add((name, submodule));
            }

            /// <summary>Adds a smaller module.</summary>
            /// <param name="name">Its name, without dots, unique in the module.</param>
            /// <param name="module">The module.</param>
            public void add_module(string name, Module module) => register_module(name, module);

            /// <summary>Adds every field that holds a module, a parameter or a tensor under the field's name. Call it at the end of the constructor.</summary>
            [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "Every type between Module and the object's own derives from Module, whose attribute keeps its fields.")]
            protected virtual void RegisterComponents()
            {
                var chain = new Stack<Type>();
                for (Type? t = GetType(); t is not null && t != typeof(Module); t = t.BaseType)
                {
                    // The modules of this assembly have put their own parts into the books already, under names that are not their fields'.
                    if (t.Assembly != typeof(Module).Assembly) chain.Push(t);
                }
                foreach (Type type in chain)
                {
                    foreach (FieldInfo field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                    {
                        string name = field.GetCustomAttribute<ComponentNameAttribute>()?.Name ?? field.Name;
                        if (Has(name)) continue;
                        object? value = field.GetValue(this);
                        // A layer that registers a parameter under a property's name keeps it in a field of another name.
                        if (value is null || Holds(value)) continue;
                        switch (value)
                        {
                            case Module m: register_module(name, m); break;
                            case Parameter p: register_parameter(name, p); break;
                            case Tensor t: register_buffer(name, t); break;
                        }
                    }
                }
            }

            /// <summary>Replaces a parameter in the books, when a property of the module is set anew.</summary>
            /// <param name="name">Its name.</param>
            /// <param name="value">The new one.</param>
            protected void ConditionallyRegisterParameter(string name, Parameter? value)
            {
                value?.DetachFromDisposeScope();
                int at = _parameterList.FindIndex(p => p.Name == name);
                if (at < 0) _parameterList.Add((name, value));
                else _parameterList[at] = (name, value);
            }

            /// <summary>Replaces a buffer in the books, when a property of the module is set anew.</summary>
            /// <param name="name">Its name.</param>
            /// <param name="value">The new one.</param>
            /// <param name="persistent">Whether the state dictionary holds it.</param>
            protected void ConditionallyRegisterBuffer(string name, Tensor? value, bool persistent = true)
            {
                value?.DetachFromDisposeScope();
                int at = _bufferList.FindIndex(b => b.Name == name);
                if (at < 0) _bufferList.Add((name, value, persistent));
                else _bufferList[at] = (name, value, persistent);
            }

            // The setter of a property that holds a parameter; the property's name is the key.
            private protected void SetParameter<T>(ref T slot, T value, [CallerMemberName] string name = "") where T : Tensor?
            {
                slot = value;
                ConditionallyRegisterParameter(name, (Parameter?)(Tensor?)value);
            }

            // The setter of a property that holds a buffer.
            private protected void SetBuffer<T>(ref T slot, T value, [CallerMemberName] string name = "") where T : Tensor?
            {
                slot = value;
                ConditionallyRegisterBuffer(name, value);
            }

            /// <summary>Forgets the smaller modules.</summary>
            protected void ClearModules() => _children.Clear();

            private bool Has(string name) => _parameterList.Exists(p => p.Name == name) || _bufferList.Exists(b => b.Name == name) || _children.Exists(c => c.Name == name);

            private bool Holds(object component)
                => _parameterList.Exists(p => ReferenceEquals(p.Value, component)) || _bufferList.Exists(b => ReferenceEquals(b.Value, component))
                    || _children.Exists(c => ReferenceEquals(c.Value, component));

            private void RequireNew(string name)
            {
                if (string.IsNullOrEmpty(name) || name.Contains('.')) throw new ArgumentException($"'{name}' cannot name a component: names are not empty and hold no dot.", nameof(name));
                if (Has(name)) throw new InvalidOperationException($"{_name} has a component named '{name}' already.");
            }
        }
    }
}
