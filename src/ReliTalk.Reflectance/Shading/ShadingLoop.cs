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
    private ReadOnlySpan<float> _above, _below;
    private float _rowShare;

    public ShadingLoop(IntrinsicMaps maps, LightTable light)
    {
        _maps = maps;
        _light = light;
        _plane = maps.Width * maps.Height;
        if (maps.Horizon is not { } horizon) return;
        _share = VisibleShare.Of(horizon, light, maps.Shadows, maps.Fill);
        _stepX = (float)_share.Width / maps.Width;
        _stepY = (float)_share.Height / maps.Height;
    }

    /// <summary>Goes to a row.</summary>
    public void StartRow(int y)
    {
        if (_share is null) return;
        var at = Math.Clamp((y + 0.5f) * _stepY - 0.5f, 0f, _share.Height - 1f);
        var row = (int)at;
        _rowShare = at - row;
        var stride = 4 * _share.Width;
        _above = _share.Values.AsSpan(row * stride, stride);
        _below = _share.Values.AsSpan(Math.Min(row + 1, _share.Height - 1) * stride, stride);
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
        var columnShare = at - column;
        int left = 4 * column, right = 4 * Math.Min(column + 1, _share.Width - 1);
        var above = Vector128.Create(_above.Slice(left, 4)) * (1f - columnShare) + Vector128.Create(_above.Slice(right, 4)) * columnShare;
        var below = Vector128.Create(_below.Slice(left, 4)) * (1f - columnShare) + Vector128.Create(_below.Slice(right, 4)) * columnShare;
        var share = above * (1f - _rowShare) + below * _rowShare;
        diffuse *= share;
        specular *= share;
        return true;
    }
}
