using System.Text.Json.Serialization;
using ReliTalk.Reflectance.Training;

namespace ReliTalk.Reflectance.Decomposition;

/// <summary>What must be known to rebuild the networks of a stored model.</summary>
internal sealed partial record ModelShape(int Size, int Width, int SpecularWidth, int NetworkReduction, float LargestSpecularWeight, float SpecularWeight, float SpecularTint, float[] SkinAlbedo,
    bool RefineNormals, bool NormalResidual, bool InitialNormals, bool Specular, bool SpecularMap, bool Shadows, float OtherSpecularWeight)
{
    public static ModelShape Of(ReflectanceOptions options, int size) => new(size, options.Width, options.SpecularWidth, options.NetworkReduction,
        options.LargestSpecularWeight, options.Light.SpecularWeight, options.Light.SpecularTint,
        [options.Light.SkinAlbedo.X, options.Light.SkinAlbedo.Y, options.Light.SkinAlbedo.Z], options.RefineNormals, options.NormalResidual, options.InitialNormals, options.Specular,
        options.SpecularMap, options.Shadows, options.OtherSpecularWeight);

    public ReflectanceOptions ToOptions()
    {
        var basis = new ReflectanceOptions();
        return basis with
        {
            Width = Width,
            SpecularWidth = SpecularWidth,
            NetworkReduction = NetworkReduction,
            LargestSpecularWeight = LargestSpecularWeight,
            Light = basis.Light with { SpecularWeight = SpecularWeight, SpecularTint = SpecularTint, SkinAlbedo = new(SkinAlbedo[0], SkinAlbedo[1], SkinAlbedo[2]) },
            RefineNormals = RefineNormals,
            NormalResidual = NormalResidual,
            InitialNormals = InitialNormals,
            Specular = Specular,
            SpecularMap = SpecularMap,
            Shadows = Shadows,
            OtherSpecularWeight = OtherSpecularWeight,
        };
    }

    [JsonSerializable(typeof(ModelShape))]
    internal sealed partial class Json : JsonSerializerContext;
}
