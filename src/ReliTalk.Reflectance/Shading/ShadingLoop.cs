using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using ReliTalk.Reflectance.Decomposition;
using ReliTalk.Reflectance.Visibility;

namespace ReliTalk.Reflectance.Shading;

/// <summary>S_shad + C_spec S_spec of Eq. 17 pixel by pixel, with the head's own shadows; the one loop that both dividing by a light and relighting use.</summary>
internal ref struct ShadingLoop
{
    private readonly IntrinsicMaps _maps;
    private readonly LightTable _light;
    private readonly int _plane;
    private readonly VisibleShare? _share;
    private readonly float _stepX, _stepY;
    // The visible share along the current row, four values a column of the reduced picture and the last one twice.
    private readonly float[] _row = [];

    public ShadingLoop(IntrinsicMaps maps, LightTable light)
    {
        _maps = maps;
        _light = light;
        _plane = maps.Width * maps.Height;
        if (maps.Horizon is not { } horizon) return;
        _share = VisibleShare.Of(horizon, light, maps.Shadows, maps.Fill);
        _row = new float[4 * (_share.Width + 1)];
        _stepX = (float)_share.Width / maps.Width;
        _stepY = (float)_share.Height / maps.Height;
    }

    /// <summary>Ends the loop.</summary>
    public readonly void Dispose() => _share?.Recycle();

    /// <summary>Goes to a row.</summary>
    public readonly void StartRow(int y)
    {
        if (_share is null) return;
        var at = Math.Clamp((y + 0.5f) * _stepY - 0.5f, 0f, _share.Height - 1f);
        var row = (int)at;
        var stride = 4 * _share.Width;
        ref var above = ref _share.Values[row * stride];
        ref var below = ref _share.Values[Math.Min(row + 1, _share.Height - 1) * stride];
        ref var mixed = ref _row[0];
        for (nuint k = 0; k < (nuint)stride; k += 4)
        {
            var upper = Vector128.LoadUnsafe(ref above, k);
            (upper + (Vector128.LoadUnsafe(ref below, k) - upper) * (at - row)).StoreUnsafe(ref mixed, k);
        }
        _row.AsSpan(stride - 4, 4).CopyTo(_row.AsSpan(stride));
    }

    /// <summary>S_shad and C_spec S_spec of pixel (x, current row), shadows included; false where it has no normal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly bool At(int x, int i, out Vector128<float> diffuse, out Vector128<float> specular)
    {
        var normals = _maps.Normals;
        float nx = normals[i], ny = normals[_plane + i], nz = normals[2 * _plane + i];
        if (nx == 0f && ny == 0f && nz == 0f)
        {
            diffuse = specular = default;
            return false;
        }
        var look = _light.Look(nx, ny, nz);
        diffuse = look.GetLower();
        specular = look.GetUpper() * _maps.SpecularWeight[i];
        if (_share is null) return true;
        var at = Math.Clamp((x + 0.5f) * _stepX - 0.5f, 0f, _share.Width - 1f);
        var column = (int)at;
        var left = Vector128.LoadUnsafe(ref _row[4 * column]);
        var share = left + (Vector128.LoadUnsafe(ref _row[4 * column + 4]) - left) * (at - column);
        diffuse *= share;
        specular *= share;
        return true;
    }
}
